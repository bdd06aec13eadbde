import type { NoticeRecord } from '../data/notice.model';
import type { ObjectionGrounds, ObjectionRecord, Proposal } from '../data/objection.model';
import type { SendingKind, SendingRecord } from '../data/sending.model';
import type { ControllerActor } from '../domain/actor';
import { calendarDate, localDateOf } from '../domain/calendar/calendarDate';
import {
  decideObjection,
  isOpen,
  type ObjectionEffect,
  type ObjectionEvent,
  type ObjectionFacts,
  type ObjectionInput,
} from '../domain/objection/objectionMachine';
import { objectionRefusalTexts } from '../domain/objection/objectionTexts';
import { done, type Outcome, refuse } from '../domain/outcome';
import { termsFor } from '../domain/terms/termsFor';
import { applyEffects } from './applyEffects';
import type { WorkflowContext } from './context';
import { confirmationsTo, enqueueMail, idsOf, loadParties } from './controllerMail';
import { codeTexts } from './oneTimeCodes';

/** What the controller does with an objection that is there. */
export interface ControllerEvent {
  actor: ControllerActor;
  /** Legal time. */
  now: Date;
  objectionId: string;
  event: Extract<ObjectionEvent, 'withdraw' | 'accept' | 'decline' | 'giveGrounds'>;
  input?: ObjectionInput;
  /** giveGrounds. */
  grounds?: Pick<ObjectionGrounds, 'text' | 'name' | 'title'>;
  /** The mailed code that confirms it, found and not yet used; acts that open the gate have one. */
  codeId?: string;
  /** The form that led here; it is confirmed with the objection's reference. */
  draftId?: string;
}

const mailKinds: Record<ControllerEvent['event'], SendingKind> = {
  withdraw: 'objectionWithdrawn',
  accept: 'objectionDecided',
  decline: 'objectionDecided',
  giveGrounds: 'objectionAdded',
};

/**
 * One event of the controller's on its objection: decided by the table, written with its audit event, its code used up and its mail planned in
 * one transaction. Two at the same moment: one is done, the other is decided anew on what the first left and told what is wrong.
 * Refused as the table says, `not-found` for an objection to another notice, `code-used`.
 */
export async function controllerObjectionEvent(context: WorkflowContext, act: ControllerEvent): Promise<Outcome<ObjectionRecord>> {
  let mail: SendingRecord[] = [];
  const outcome = await context.inTransaction(async (session): Promise<Outcome<ObjectionRecord>> => {
    mail = [];
    const { data } = context;
    const { actor, now, event, input = {}, grounds, codeId, draftId } = act;
    const objection = await data.objections.find(act.objectionId, session);
    const parties = await loadParties(context, actor.noticeId, session);
    if (!objection || !parties || objection.noticeId !== actor.noticeId) return refuse('not-found');
    const { notice } = parties;
    const decision = decideObjection(objection.state, event, factsOf(objection, notice, now), input);
    if (!decision.ok) return refuse(decision.code, { detail: objectionRefusalTexts[decision.code] });
    if (codeId && !(await data.oneTimeCodes.use(codeId, now, session))) return refuse('code-used', { detail: codeTexts['code-used'] });

    const given = grounds ? [{ ...grounds, at: now, contactId: actor.contactId, enteredBy: null }] : [];
    const by = grounds?.name ?? actor.name ?? 'controller';
    const changed = decision.effects.reduce<ObjectionRecord>((record, effect) => afterEffect(record, effect), {
      ...objection,
      state: decision.next,
      open: isOpen(decision.next),
      grounds: [...objection.grounds, ...given],
      proposals: answered(objection.proposals, event, now),
      history: [...objection.history, { at: now, event, from: objection.state, to: decision.next, by, reason: null }],
      updatedAt: now,
    });
    const saved = await data.objections.replace(changed, session);
    if (!saved) throw new Error(`objection ${objection._id} changed inside a transaction`);
    // Nothing of the notice changes, but whoever asks its gate in this very moment must ask again.
    if (!(await data.notices.replace({ ...notice, updatedAt: now }, session)))
      throw new Error(`notice ${notice._id} changed inside a transaction`);
    const ids = { ...idsOf(notice), objectionId: objection._id };
    await data.auditEvents.record(
      {
        at: now,
        type: `objection.${event}`,
        actor: { ...actor, ...(grounds ? { name: grounds.name, title: grounds.title } : {}) },
        subject: { kind: 'objection', id: objection._id },
        ...ids,
        facts: { reference: objection.reference, from: objection.state, to: decision.next, ...(codeId ? { codeId } : {}) },
      },
      session,
    );
    if (draftId) await data.formDrafts.confirm(draftId, { reference: objection.reference, confirmedAt: now }, session);
    mail = confirmationsTo(parties, context, {
      kind: mailKinds[event],
      dedupe: `${mailKinds[event]}:${objection._id}:${saved.history.length}`,
      objectionId: objection._id,
      detail: { event },
    });
    await data.sendings.insertMany(mail, session);
    return done(saved);
  });
  if (!outcome.ok) return outcome;
  await enqueueMail(context, mail);
  await applyEffects(context, { changeId: outcome.value.changeId, now: act.now });
  return outcome;
}

function afterEffect(record: ObjectionRecord, effect: ObjectionEffect): ObjectionRecord {
  if (effect.kind === 'settle') return { ...record, outcome: effect.outcome, proceedsFrom: effect.proceedsFrom };
  return effect.kind === 'clearPending' ? { ...record, pending: null } : record;
}

function answered(proposals: Proposal[], event: ControllerEvent['event'], now: Date): Proposal[] {
  if (event !== 'accept' && event !== 'decline') return proposals;
  const answer = event === 'accept' ? ('accepted' as const) : ('declined' as const);
  return proposals.map((proposal, index) => (index === proposals.length - 1 ? { ...proposal, answer, answeredAt: now } : proposal));
}

/** The objection as the machine sees it, for an act of the controller. */
function factsOf(objection: ObjectionRecord, notice: NoticeRecord, now: Date): ObjectionFacts {
  const { pending, proposals, history, answerBy } = objection;
  const receivedOn = notice.deadlines?.receivedOn;
  const latest = proposals.at(-1);
  const asked = history.findLastIndex(({ event }) => event === 'askGrounds');
  const given = history.findLastIndex(({ event }) => event === 'giveGrounds');
  return {
    terms: termsFor(notice.terms, notice.traits, receivedOn ? { receipt: receivedOn } : {}),
    changeType: notice.content.changeType,
    inEffect: notice.effect === 'inEffect',
    today: localDateOf(now, notice.terms.timeZone),
    answerBy: answerBy === null ? null : calendarDate(answerBy),
    groundsGiven: given > asked,
    everProposed: proposals.length > 0,
    latestProposal: latest
      ? { id: latest.id, drop: latest.drop, effectiveOn: latest.effectiveOn === null ? null : calendarDate(latest.effectiveOn) }
      : null,
    pending: pending && { ...pending, endsOn: pending.endsOn === null ? null : calendarDate(pending.endsOn) },
    actorPersonId: null,
  };
}
