import type { QuestionRecord } from '../../data/question.model';
import type { SendingRecord } from '../../data/sending.model';
import type { PersonActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';
import { confirmationsTo, idsOf, loadParties } from '../delivery/controllerMail';
import { enqueueMail } from '../delivery/enqueueMail';

/**
 * The DPO answers a question: the answer is mailed to all contacts of the agreement and stands below the question on the notice's page. A question is answered once.
 * Refuses `wrong-state` for one that is answered. `now` is legal time.
 */
export async function answerQuestion(
  context: WorkflowContext,
  { actor, now, questionId, text }: { actor: PersonActor; now: Date; questionId: string; text: string },
): Promise<Outcome<QuestionRecord>> {
  const { data } = context;
  let mail: SendingRecord[] = [];
  const outcome = await allOrNothing(context, async (session): Promise<Outcome<QuestionRecord>> => {
    mail = [];
    const question = await data.questions.find(questionId, session);
    const parties = question && (await loadParties(context, question.noticeId, session));
    if (!question || !parties) return refuse('not-found');
    if (!question.open) return refuse('wrong-state');
    const answer = { text, at: now, by: { personId: actor.personId, name: actor.name } };
    const saved = await data.questions.replace({ ...question, open: false, answer, updatedAt: now }, session);
    if (!saved) return refuse('stale-version');
    await data.auditEvents.record(
      {
        at: now,
        type: 'question.answered',
        actor,
        subject: { kind: 'question', id: questionId },
        ...idsOf(parties.notice),
        facts: { reference: question.reference, answer: text },
      },
      session,
    );
    mail = confirmationsTo(parties, context, {
      kind: 'questionAnswered',
      dedupe: `questionAnswered:${questionId}`,
      detail: { questionId },
    });
    await data.sendings.insertMany(mail, session);
    return done(saved);
  });
  if (outcome.ok)
    await enqueueMail(
      context,
      mail.map(({ _id }) => _id),
    );
  return outcome;
}
