import type { FileContent } from '../../data/document.model';
import type { ObjectionGrounds, ObjectionRecord, Proposal } from '../../data/objection.model';
import type { SendingKind, SendingRecord } from '../../data/sending.model';
import type { ControllerActor } from '../../domain/actor';
import { decideObjection, type ObjectionEvent, type ObjectionInput } from '../../domain/objection/objectionMachine';
import { objectionRefusalTexts } from '../../domain/objection/objectionTexts';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { allOrNothing } from '../allOrNothing';
import { codeTexts } from '../answers/oneTimeCodes';
import type { WorkflowContext } from '../context';
import { confirmationsTo, partiesOf } from '../delivery/controllerMail';
import { enqueueAwaitedMail } from '../delivery/enqueueMail';
import { attachedDocuments, uploaderOf } from '../documents/attachedDocuments';
import { applyEffects } from '../gate/applyEffects';
import { alertStaff } from '../staff/alertStaff';
import { carryOutObjection } from './carryOutObjection';
import { objectionFactsOf } from './objectionFacts';

/** What the controller does with an objection that is there. */
export interface ControllerEvent {
  actor: ControllerActor;
  /** Legal time. */
  now: Date;
  objectionId: string;
  event: Extract<ObjectionEvent, 'withdraw' | 'stands' | 'accept' | 'decline' | 'giveGrounds' | 'terminateByController'>;
  input?: ObjectionInput;
  /** giveGrounds. */
  grounds?: Pick<ObjectionGrounds, 'text' | 'name' | 'title'>;
  /** giveGrounds, decline: what comes attached. */
  files?: readonly FileContent[];
  /** The mailed code that confirms it, found and not yet used; acts that open the gate have one. */
  codeId?: string;
  /** The form that led here; it is confirmed with the objection's reference. */
  draftId?: string;
}

const mailKinds: Record<ControllerEvent['event'], SendingKind> = {
  withdraw: 'objectionWithdrawn',
  stands: 'objectionDecided',
  accept: 'objectionDecided',
  decline: 'objectionDecided',
  giveGrounds: 'objectionAdded',
  terminateByController: 'objectionDecided',
};

/**
 * One event of the controller's on its objection: decided by the table, written with its audit event, its code used up and its mail planned in
 * one transaction. Two at the same moment: one is done, the other is decided anew on what the first left and told what is wrong.
 * Refused as the table says, `not-found` for an objection to another notice, `code-used`.
 */
export async function controllerObjectionEvent(context: WorkflowContext, act: ControllerEvent): Promise<Outcome<ObjectionRecord>> {
  let mail: SendingRecord[] = [];
  const outcome = await allOrNothing(context, async (session): Promise<Outcome<ObjectionRecord>> => {
    const { data } = context;
    const { actor, now, event, input = {}, grounds, files = [], codeId, draftId } = act;
    const objection = await data.objections.find(act.objectionId, session);
    const notice = await data.notices.find(actor.noticeId, session);
    if (notice?.effect === 'superseded') return refuse('superseded');
    if (!objection || !notice || objection.noticeId !== actor.noticeId) return refuse('not-found');
    const facts = objectionFactsOf({ objection, notice, actorPersonId: null, now });
    const decision = decideObjection(objection.state, event, facts, input);
    if (!decision.ok) return refuse(decision.code, { detail: objectionRefusalTexts[decision.code] });
    if (codeId && !(await data.oneTimeCodes.use(codeId, now, session))) return refuse('code-used', { detail: codeTexts['code-used'] });

    const parties = await partiesOf(context, notice, session);
    const uploadedBy = uploaderOf(actor, grounds?.name ?? parties.controller.name);
    const about = { noticeId: objection.noticeId, objectionId: objection._id };
    const documents = attachedDocuments(files, { uploadedBy, audience: 'controller', about, at: now });
    const documentIds = documents.map(({ _id }) => _id);
    const given = grounds ? [{ ...grounds, at: now, contactId: actor.contactId, enteredBy: null, entry: null, documentIds }] : [];
    const carried = await carryOutObjection(context, session, {
      objection: {
        ...objection,
        ...confirmedStanding(objection, event, now),
        grounds: [...objection.grounds, ...given],
        proposals: answered(objection.proposals, { event, input, documentIds, now }),
      },
      parties,
      act: {
        event,
        next: decision.next,
        // What the contacts are told of their own acts has words of its own, below.
        effects: decision.effects.filter(({ kind }) => kind !== 'confirmToContacts'),
        actor: { ...actor, ...(grounds ? { name: grounds.name, title: grounds.title } : {}) },
        actorName: grounds?.name ?? actor.name ?? parties.controller.name,
        reason: null,
        now,
        documents,
      },
    });
    if (!carried) throw new Error(`objection ${objection._id} changed inside a transaction`);
    const saved = carried.objection;
    if (draftId) await data.formDrafts.confirm(draftId, { reference: saved.reference, confirmedAt: now }, session);
    mail = confirmationsTo(parties, context, {
      kind: mailKinds[event],
      dedupe: `${mailKinds[event]}:${saved._id}:${saved.history.length}`,
      objectionId: saved._id,
      detail: { event: event === 'decline' && input.counter ? 'counter' : event },
    });
    await data.sendings.insertMany(mail, session);
    await alertStaff(context, session, {
      notice: parties.notice,
      about: event === 'terminateByController' ? 'terminated' : 'objectionAnswered',
      objection: saved,
    });
    return done(saved);
  });
  if (!outcome.ok) return outcome;
  await enqueueAwaitedMail(
    context,
    mail.map(({ _id }) => _id),
  );
  await applyEffects(context, { changeId: outcome.value.changeId, now: act.now });
  return outcome;
}

/** The controller has said aloud that it stands. */
function confirmedStanding({ standsAsked }: ObjectionRecord, event: ControllerEvent['event'], now: Date): Partial<ObjectionRecord> {
  return event === 'stands' && standsAsked ? { standsAsked: { ...standsAsked, confirmedAt: now } } : {};
}

function answered(
  proposals: Proposal[],
  { event, input, documentIds, now }: { event: ControllerEvent['event']; input: ObjectionInput; documentIds: string[]; now: Date },
): Proposal[] {
  if (event !== 'accept' && event !== 'decline') return proposals;
  const counter = input.counter ? { text: input.counter.text, effectiveOn: input.counter.effectiveOn ?? null, documentIds } : null;
  const answer = event === 'accept' ? { answer: 'accepted' as const } : { answer: 'declined' as const, counter };
  return proposals.map((proposal, index) => (index === proposals.length - 1 ? { ...proposal, ...answer, answeredAt: now } : proposal));
}
