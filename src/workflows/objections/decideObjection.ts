import type { FileContent } from '../../data/document.model';
import type { ObjectionRecord } from '../../data/objection.model';
import type { PersonActor } from '../../domain/actor';
import { parseCalendarDate } from '../../domain/calendar/calendarDate';
import { decideObjection as decide, type ObjectionInput } from '../../domain/objection/objectionMachine';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { partiesOf } from '../delivery/controllerMail';
import { enqueueAwaitedMail } from '../delivery/enqueueMail';
import { attachedDocuments, uploaderOf } from '../documents/attachedDocuments';
import { applyEffects } from '../gate/applyEffects';
import { carryOutObjection } from './carryOutObjection';
import { objectionFactsOf } from './objectionFacts';
import { staleRefusal } from './staleObjection';

/** The DPO's events. `terminate` and `dismiss` wait until `confirm` by another person. */
export const staffEvents = ['review', 'askGrounds', 'propose', 'answer', 'uphold', 'terminate', 'dismiss', 'confirm', 'admit'] as const;
export type StaffEvent = (typeof staffEvents)[number];

export interface ObjectionEventInput {
  event: StaffEvent;
  /** The version that the decision was made on. */
  version: number;
  reason?: string;
  answerBy?: string;
  text?: string;
  effectiveOn?: string;
  drop?: boolean;
  endsOn?: string;
}

/**
 * One step of an objection by the staff. Refuses with the table's codes, with `stale-version` and what has happened where somebody acted in between, and with
 * `invalid-date` for a day that does not exist. `files` go to the controller with a proposal; other steps send none. `now` is legal time.
 */
export async function decideObjection(
  context: WorkflowContext,
  {
    actor,
    now,
    objectionId,
    input,
    files = [],
  }: { actor: PersonActor; now: Date; objectionId: string; input: ObjectionEventInput; files?: readonly FileContent[] },
): Promise<Outcome<ObjectionRecord>> {
  const read = inputOf(input);
  if (!read.ok) return read;
  const outcome = await context.inTransaction(async (session): Promise<Outcome<Awaited<ReturnType<typeof carryOutObjection>>>> => {
    const objection = await context.data.objections.find(objectionId, session);
    if (!objection) return refuse('not-found');
    const stale = staleRefusal(objection, input.version);
    if (stale) return stale;
    const notice = await context.data.notices.find(objection.noticeId, session);
    if (!notice) throw new Error(`objection ${objectionId} lost its notice`);
    const facts = objectionFactsOf({ objection, notice, actorPersonId: actor.personId, now });
    const decision = decide(objection.state, input.event, facts, read.value);
    if (!decision.ok) return refuse(decision.code);
    const about = { noticeId: objection.noticeId, objectionId };
    const attached = { uploadedBy: uploaderOf(actor), audience: 'controller' as const, about, at: now };
    const act = {
      event: input.event,
      next: decision.next,
      effects: decision.effects,
      actor,
      actorName: actor.name,
      reason: input.reason ?? null,
      now,
      documents: attachedDocuments(input.event === 'propose' ? files : [], attached),
    };
    const parties = await partiesOf(context, notice, session);
    const carried = await carryOutObjection(context, session, { objection, parties, act });
    return carried ? done(carried) : refuse('stale-version');
  });
  if (!outcome.ok) return outcome;
  if (!outcome.value) return refuse('stale-version');
  const { objection, mail } = outcome.value;
  await enqueueAwaitedMail(
    context,
    mail.map(({ _id }) => _id),
  );
  await applyEffects(context, { changeId: objection.changeId, now });
  return done(objection);
}

function inputOf({ event, reason, answerBy, text, effectiveOn, drop, endsOn }: ObjectionEventInput): Outcome<ObjectionInput> {
  const days = Object.entries({ answerBy, effectiveOn, endsOn }).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, day: parseCalendarDate(value) }],
  );
  const wrong = days.filter(({ day }) => !day);
  if (wrong.length > 0) {
    const detail = { nb: 'Skriv en dag som finnes, på formen ÅÅÅÅ-MM-DD.', en: 'Write a day that exists, as YYYY-MM-DD.' };
    return refuse('invalid', { errors: wrong.map(({ name }) => ({ pointer: `/${name}`, code: 'invalid-date', detail })) });
  }
  const dayOf = (name: string) => days.find((each) => each.name === name)?.day;
  const effective = dayOf('effectiveOn');
  return done({
    ...(reason === undefined ? {} : { reason }),
    ...(dayOf('answerBy') ? { answerBy: dayOf('answerBy') } : {}),
    ...(dayOf('endsOn') ? { endsOn: dayOf('endsOn') } : {}),
    ...(event === 'answer' ? { answer: { text: text ?? '' } } : {}),
    ...(event === 'propose'
      ? { proposal: { text: text ?? '', ...(effective ? { effectiveOn: effective } : {}), ...(drop === undefined ? {} : { drop }) } }
      : {}),
  });
}
