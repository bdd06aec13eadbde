import type { ClientSession } from 'mongoose';
import { readableCode } from '../../data/id';
import type { SendingRecord } from '../../data/sending.model';
import type { ControllerActor, PersonActor } from '../../domain/actor';
import { type CalendarDate, calendarDate, localDateOf } from '../../domain/calendar/calendarDate';
import { consentDays } from '../../domain/consent/consentDays';
import { type BothLanguages, done, type Outcome, refuse } from '../../domain/outcome';
import { describeDate } from '../../domain/periods/describe';
import { allOrNothing } from '../allOrNothing';
import { codedActName, codeTexts, findCode } from '../answers/oneTimeCodes';
import type { WorkflowContext } from '../context';
import { confirmationsTo, idsOf, loadParties, type NoticeParties } from '../delivery/controllerMail';
import { enqueueAwaitedMail } from '../delivery/enqueueMail';
import { applyEffects } from '../gate/applyEffects';

/**
 * The controller consents, through its link, to a day before the agreement's own earliest. It lifts the notice period and the objection window from that day on, and
 * nothing else (DESIGN.md, "Gate"), so it needs the code that was mailed for exactly this day. Answers with the reference `SAM-XXXX-XXXX`; all contacts are told what it
 * means. Refuses `consent-day` for a day that the agreement does not gain by, and `wrong-state` where one is given already or the change is decided. `now` is legal time.
 */
export async function giveConsent(
  context: WorkflowContext,
  {
    actor,
    now,
    effectiveOn,
    by,
    code,
    draftId,
  }: { actor: ControllerActor; now: Date; effectiveOn: CalendarDate; by: { name: string; title: string }; code: string; draftId?: string },
): Promise<Outcome<{ reference: string }>> {
  const found = await findCode(context, { actor, act: codedActName({ verb: 'consent', effectiveOn }), typed: code, now });
  if (!found.ok) return found;
  const { codeId } = found.value;
  const outcome = await allOrNothing(context, async (session): Promise<Outcome<WrittenConsent>> => {
    const { data } = context;
    const parties = await loadParties(context, actor.noticeId, session);
    if (!parties) return refuse('not-found');
    const objecting = await data.objections.findOpen(actor.noticeId, session);
    if (objecting && !objecting.late) return refuse('wrong-state');
    if (!(await data.oneTimeCodes.use(codeId, now, session))) return refuse('code-used', { detail: codeTexts['code-used'] });
    const consent = { effectiveOn, at: now, by: { ...by, contactId: actor.contactId } };
    const written = await writeConsent(context, session, { parties, consent, actor: { ...actor, ...by }, now, facts: { codeId } });
    if (written.ok && draftId) await data.formDrafts.confirm(draftId, { reference: written.value.reference, confirmedAt: now }, session);
    return written;
  });
  if (!outcome.ok) return outcome;
  await afterConsent(context, outcome.value, now);
  return done({ reference: outcome.value.reference });
}

export interface WrittenConsent {
  reference: string;
  changeId: string;
  /** To be enqueued after commit. */
  mail: SendingRecord[];
}

interface ConsentToWrite {
  parties: NoticeParties;
  consent: { effectiveOn: CalendarDate; at: Date; by: { name: string; title: string; contactId: string | null } };
  actor: ControllerActor | PersonActor;
  now: Date;
  facts: Record<string, unknown>;
}

/**
 * Writes a consent inside the caller's transaction, with its audit event and the mail to all contacts. An objection that is open holds the change as before, and the
 * mail says so: a consent lifts the two clocks only. Refuses `consent-day`, `wrong-state` and `superseded` as `giveConsent` does.
 */
export async function writeConsent(
  context: WorkflowContext,
  session: ClientSession,
  { parties, consent, actor, now, facts }: ConsentToWrite,
): Promise<Outcome<WrittenConsent>> {
  const { data } = context;
  const { notice } = parties;
  if (notice.effect === 'superseded') return refuse('superseded');
  const today = localDateOf(now, notice.terms.timeZone);
  const days = consentDaysOf(notice, today);
  if (!days || notice.consent) return refuse('wrong-state');
  if (consent.effectiveOn < days.first || consent.effectiveOn > days.last) return refuse('consent-day', { detail: dayText(days) });
  const code = readableCode(8);
  const reference = `SAM-${code.slice(0, 4)}-${code.slice(4)}`;
  if (!(await data.notices.replace({ ...notice, consent: { ...consent, reference }, updatedAt: now }, session)))
    return refuse('stale-version');
  await data.auditEvents.record(
    {
      at: now,
      type: 'consent.given',
      actor,
      subject: { kind: 'notice', id: notice._id },
      ...idsOf(notice),
      facts: { reference, on: consent.effectiveOn, decidedAt: consent.at, ...facts },
    },
    session,
  );
  const objecting = await data.objections.findOpen(notice._id, session);
  const stillHeldBy: Record<string, string> = objecting && !objecting.late ? { objection: objecting.reference } : {};
  const mail = confirmationsTo(parties, context, {
    kind: 'consentGiven',
    dedupe: `consentGiven:${notice._id}:${reference}`,
    detail: {
      ...{ reference, effectiveOn: consent.effectiveOn, at: consent.at.toISOString(), by: `${consent.by.name}, ${consent.by.title}` },
      ...stillHeldBy,
    },
  });
  await data.sendings.insertMany(mail, session);
  return done({ reference, changeId: notice.changeId, mail });
}

/** What follows a consent once it is committed: its mail leaves, and the change may take effect. */
export async function afterConsent(context: WorkflowContext, { mail, changeId }: WrittenConsent, now: Date): Promise<void> {
  await enqueueAwaitedMail(
    context,
    mail.map(({ _id }) => _id),
  );
  await applyEffects(context, { changeId, now });
}

/** The days that can be consented to under this notice on `today`. */
export function consentDaysOf(
  { effect, content, terms, deadlines }: Pick<NoticeParties['notice'], 'effect' | 'content' | 'terms' | 'deadlines'>,
  today: CalendarDate,
): ReturnType<typeof consentDays> {
  const { changeType, plannedEffectiveOn } = content;
  return consentDays({ effect, changeType, terms, deadlines, plannedEffectiveOn: calendarDate(plannedEffectiveOn), today });
}

/** Which days there are to choose from. */
export function dayText({ first, last }: { first: CalendarDate; last: CalendarDate }): BothLanguages {
  return {
    nb: `Velg en dag fra ${describeDate(first, 'nb')} til ${describeDate(last, 'nb')}.`,
    en: `Choose a day from ${describeDate(first, 'en')} to ${describeDate(last, 'en')}.`,
  };
}
