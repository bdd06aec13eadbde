import type { ClientSession } from 'mongoose';
import type { ManualAnswerRecord } from '../../data/dialogue.model';
import type { NoticeRecord } from '../../data/notice.model';
import type { SendingRecord } from '../../data/sending.model';
import type { PersonActor } from '../../domain/actor';
import { calendarDate } from '../../domain/calendar/calendarDate';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { allOrNothing } from '../allOrNothing';
import { writeConsent } from '../consents/giveConsent';
import type { WorkflowContext } from '../context';
import { loadParties, type NoticeParties } from '../delivery/controllerMail';
import { enqueueAwaitedMail } from '../delivery/enqueueMail';
import { applyEffects } from '../gate/applyEffects';
import { writeApprovals } from './writeApprovals';

/**
 * Another person confirms an answer that was entered by hand: it counts from its arrival as if it had come by the link, and all contacts are told. Refuses `own-answer`
 * for whoever entered it (persons are compared, also behind API keys), `no-answer-waiting`, and `wrong-state` or `consent-day` where it can no longer count: then what
 * waits stays, to be entered anew. `now` is legal time.
 */
export async function confirmAnswer(
  context: WorkflowContext,
  { actor, now, noticeId, answerId }: { actor: PersonActor; now: Date; noticeId: string; answerId: string },
): Promise<Outcome<NoticeRecord>> {
  const { data } = context;
  const outcome = await allOrNothing(context, async (session): Promise<Outcome<{ notice: NoticeRecord; sendingIds: string[] }>> => {
    const parties = await loadParties(context, noticeId, session);
    if (!parties) return refuse('not-found');
    const answer = parties.notice.manualAnswers.find(({ id }) => id === answerId);
    if (!answer || answer.confirmedBy) return refuse('no-answer-waiting');
    if (answer.enteredBy.personId === actor.personId) return refuse('own-answer');
    const facts = { channel: 'byHand', answerId, enteredBy: answer.enteredBy.personId, arrivedAt: answer.decidedAt };
    const written = await writeAnswer(context, session, { parties, answer, actor, now, facts });
    if (!written.ok) return written;
    const { reference, mail } = written.value;
    // The act above has written the notice, so it is read again.
    const present = await data.notices.find(noticeId, session);
    if (!present) throw new Error(`no notice ${noticeId}`);
    const confirmed: ManualAnswerRecord = { ...answer, reference, confirmedBy: { personId: actor.personId, name: actor.name, at: now } };
    const manualAnswers = present.manualAnswers.map((each) => (each.id === answerId ? confirmed : each));
    const answerWaiting = manualAnswers.some(({ confirmedBy }) => confirmedBy === null);
    const saved = await data.notices.replace({ ...present, manualAnswers, answerWaiting, updatedAt: now }, session);
    if (!saved) return refuse('stale-version');
    return done({ notice: saved, sendingIds: mail.map(({ _id }) => _id) });
  });
  if (!outcome.ok) return outcome;
  await enqueueAwaitedMail(context, outcome.value.sendingIds);
  await applyEffects(context, { changeId: outcome.value.notice.changeId, now });
  return done((await data.notices.find(noticeId)) ?? outcome.value.notice);
}

function writeAnswer(
  context: WorkflowContext,
  session: ClientSession,
  {
    parties,
    answer,
    actor,
    now,
    facts,
  }: { parties: NoticeParties; answer: ManualAnswerRecord; actor: PersonActor; now: Date; facts: Record<string, unknown> },
): Promise<Outcome<{ reference: string; mail: SendingRecord[] }>> {
  const { says, decidedAt, name, title } = answer;
  const by = { name, title, contactId: null };
  if (says.kind === 'approval') {
    const approval = { kinds: says.kinds, state: says.decision, decidedAt, by, grounds: says.grounds };
    return writeApprovals(context, session, { parties, answer: approval, actor, now, facts });
  }
  const consent = { effectiveOn: calendarDate(says.effectiveOn), at: decidedAt, by };
  return writeConsent(context, session, { parties, consent, actor, now, facts });
}
