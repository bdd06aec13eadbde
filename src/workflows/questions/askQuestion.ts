import type { QuestionRecord } from '../../data/question.model';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { sha256Hex } from '../../mail/canonical';
import type { WorkflowContext } from '../context';
import { type ActWithMail, actWithMail } from '../delivery/actWithMail';
import { confirmationsTo, idsOf, loadParties } from '../delivery/controllerMail';
import { type Asking, askedRecord, askOnce } from './asking';

/** So many questions of one contact about one notice can wait for an answer: a person asks fewer, and a script that has the link fills no mailbox. */
const mostOpenQuestions = 10;

/**
 * The controller asks something about a notice without objecting. It stops no clock and opens no gate; all contacts of the agreement get a confirmation with the
 * reference `SPM-XXXX-XXXX` and the day by which it should be answered. The same words by the same contact, while they wait for the answer, are the same question;
 * after it they are a new one. Refuses `too-many-questions` while ten of this contact wait. `text` is as typed and cleaned.
 */
export async function askQuestion(
  context: WorkflowContext,
  { text, ...asking }: Asking & { text: string },
): Promise<Outcome<{ reference: string }>> {
  const { noticeId, contactId } = asking.actor;
  const dedupeKey = sha256Hex(`question ${noticeId} ${contactId}\n${text}`);
  return askOnce(
    () => context.data.questions.findOpenSame(dedupeKey),
    () => ask(context, asking, { text, dedupeKey }),
  );
}

async function ask(
  context: WorkflowContext,
  asking: Asking,
  { text, dedupeKey }: { text: string; dedupeKey: string },
): Promise<Outcome<QuestionRecord>> {
  const { data } = context;
  const { actor, asker, now } = asking;
  return actWithMail(context, async (session): Promise<Outcome<ActWithMail<QuestionRecord>>> => {
    const parties = await loadParties(context, actor.noticeId, session);
    if (!parties) return refuse('not-found');
    // Of two that are asked at once, the other begins anew and counts this one.
    if (!(await data.notices.replace({ ...parties.notice, updatedAt: now }, session))) return refuse('stale-version');
    if ((await data.questions.countOpen(actor, session)) >= mostOpenQuestions) return refuse('too-many-questions');
    const question: QuestionRecord = { ...askedRecord(parties, asking, { prefix: 'SPM', dedupeKey }), text, answer: null };
    await data.questions.insert(question, session);
    await data.auditEvents.record(
      {
        at: now,
        type: 'question.asked',
        actor: { ...actor, ...asker },
        subject: { kind: 'question', id: question._id },
        ...idsOf(parties.notice),
        facts: { reference: question.reference, dueOn: question.dueOn, question: question.text },
      },
      session,
    );
    const detail = { questionId: question._id };
    const mail = confirmationsTo(parties, context, { kind: 'questionReceived', dedupe: `questionReceived:${question._id}`, detail });
    return done({ value: question, mail });
  });
}
