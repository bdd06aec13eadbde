import type { QuestionRecord } from '../../data/question.model';
import type { PersonActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { type ActWithMail, actWithMail } from '../delivery/actWithMail';
import { confirmationsTo, idsOf, loadParties } from '../delivery/controllerMail';

/**
 * The DPO answers a question: the answer is mailed to all contacts of the agreement and stands below the question on the notice's page. A question is answered once.
 * Refuses `wrong-state` for one that is answered. `now` is legal time.
 */
export async function answerQuestion(
  context: WorkflowContext,
  { actor, now, questionId, text }: { actor: PersonActor; now: Date; questionId: string; text: string },
): Promise<Outcome<QuestionRecord>> {
  const { data } = context;
  return actWithMail(context, async (session): Promise<Outcome<ActWithMail<QuestionRecord>>> => {
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
    const mail = confirmationsTo(parties, context, {
      kind: 'questionAnswered',
      dedupe: `questionAnswered:${questionId}`,
      detail: { questionId },
    });
    return done({ value: saved, mail });
  });
}
