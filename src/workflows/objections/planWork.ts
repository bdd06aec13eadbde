import type { ClientSession } from 'mongoose';
import type { ObjectionWorkRecord } from '../../data/objectionWork.model';
import type { PersonActor } from '../../domain/actor';
import { type CalendarDate, parseCalendarDate } from '../../domain/calendar/calendarDate';
import { type BothLanguages, done, type Outcome, refuse } from '../../domain/outcome';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';
import { idsOf } from '../delivery/controllerMail';

/** Who has an objection, and by when. What is undefined stays; null: nobody, or what the terms say. */
export interface WorkPlan {
  /** Of the work as it was read, not of the objection: decisions do not wait for this, nor this for them. */
  version: number;
  /** A user of the desk with the role dpo. */
  assignedTo?: string | null;
  dueOn?: CalendarDate | null;
}

const problems = {
  'no-such-dpo': { nb: 'Velg en bruker som er personvernombud.', en: 'Choose a user who is a data protection officer.' },
  'invalid-date': { nb: 'Skriv en dag som finnes, på formen ÅÅÅÅ-MM-DD.', en: 'Write a day that exists, as YYYY-MM-DD.' },
} satisfies Record<string, BothLanguages>;

function problem(pointer: string, code: keyof typeof problems): ReturnType<typeof refuse> {
  return refuse('invalid', { errors: [{ pointer, code, detail: problems[code] }] });
}

/**
 * Hands an objection to one of the staff, or takes it back; sets or clears the day it is to be done by. Refuses `not-found`, `invalid` for somebody who is no DPO or is disabled, and `stale-version` where a
 * colleague has changed it in between. `now` is legal time.
 */
export async function planWork(
  context: WorkflowContext,
  { actor, now, objectionId, plan }: { actor: PersonActor; now: Date; objectionId: string; plan: WorkPlan },
): Promise<Outcome<ObjectionWorkRecord>> {
  const { data } = context;
  if (!(await data.objections.find(objectionId))) return refuse('not-found');
  const user = plan.assignedTo ? await data.accounts.findUser(plan.assignedTo) : null;
  if (plan.assignedTo && (user?.role !== 'dpo' || user.disabled)) return problem('/assignedTo', 'no-such-dpo');
  if (plan.dueOn && !parseCalendarDate(plan.dueOn)) return problem('/dueOn', 'invalid-date');
  return allOrNothing(context, async (session): Promise<Outcome<ObjectionWorkRecord>> => {
    const before = await data.objectionWork.find(objectionId, session);
    if (before.version !== plan.version) return refuse('stale-version', { extra: { current: { version: before.version } } });
    const assignedTo = plan.assignedTo === undefined ? before.assignedTo : user && { personId: user._id, name: user.name };
    const dueOn = plan.dueOn === undefined ? before.dueOn : plan.dueOn;
    if (!(await data.objectionWork.plan({ _id: objectionId, assignedTo, dueOn, version: before.version }, now, session)))
      return refuse('stale-version');
    const isHanded = assignedTo?.personId !== before.assignedTo?.personId;
    const events = [
      ...(isHanded ? [{ type: 'objection.assigned', facts: { assignedTo: assignedTo?.personId ?? null } }] : []),
      ...(dueOn !== before.dueOn ? [{ type: 'objection.dueSet', facts: { dueOn } }] : []),
    ];
    for (const event of events) {
      if (!(await record(context, session, { ...event, actor, now, objectionId }))) return refuse('not-found');
    }
    return done({ ...before, assignedTo, dueOn, version: before.version + 1, updatedAt: now });
  });
}

/** Writes a note for colleagues. Of it the audit trail says only that it was written. Refuses `not-found`. `now` is legal time. */
export async function writeNote(
  context: WorkflowContext,
  { actor, now, objectionId, text }: { actor: PersonActor; now: Date; objectionId: string; text: string },
): Promise<Outcome<null>> {
  return allOrNothing(context, async (session): Promise<Outcome<null>> => {
    if (!(await record(context, session, { type: 'objection.noteWritten', facts: {}, actor, now, objectionId })))
      return refuse('not-found');
    const by = { personId: actor.personId, name: actor.name };
    await context.data.objectionWork.addNote(objectionId, { at: now, by, text }, session);
    return done(null);
  });
}

async function record(
  { data }: WorkflowContext,
  session: ClientSession,
  {
    type,
    facts,
    actor,
    now,
    objectionId,
  }: { type: string; facts: Record<string, unknown>; actor: PersonActor; now: Date; objectionId: string },
): Promise<boolean> {
  const objection = await data.objections.find(objectionId, session);
  const notice = objection && (await data.notices.find(objection.noticeId, session));
  if (!objection || !notice) return false;
  const subject = { kind: 'objection', id: objectionId };
  await data.auditEvents.record(
    { at: now, type, actor, subject, ...idsOf(notice), objectionId, facts: { reference: objection.reference, ...facts } },
    session,
  );
  return true;
}
