import { calendarDate } from '../domain/calendar/calendarDate';
import type { WorkflowContext } from './context';
import type { DueItem } from './dueItem';

/** What waits for an answer or a second person in the dialogue with controllers: their questions, and answers that came by mail, letter or phone. */
export async function dueOfDialogue({ data }: WorkflowContext, most: number): Promise<DueItem[]> {
  const [questions, answers] = await Promise.all([data.questions.listOpen(most), data.noticeTasks.listAnswerWaiting(most)]);
  const askers = new Map(
    (await data.agreements.findMany([...new Set(questions.map(({ agreementId }) => agreementId))])).map(({ _id, reference }) => [
      _id,
      reference,
    ]),
  );
  return [
    ...questions.map(
      ({ _id, reference, agreementId, changeId, noticeId, dueOn }): DueItem => ({
        kind: 'question',
        dueOn: calendarDate(dueOn),
        title: {
          nb: `Svar på spørsmålet ${reference} fra ${askers.get(agreementId) ?? ''}`,
          en: `Answer question ${reference} from ${askers.get(agreementId) ?? ''}`,
        },
        href: `/desk/questions/${_id}`,
        ...{ agreementId, changeId, noticeId },
      }),
    ),
    ...answers.map(
      ({ _id, changeId, agreementId, content }): DueItem => ({
        kind: 'confirmAnswer',
        dueOn: null,
        title: {
          nb: `Bekreft et svar registrert for hånd: ${content.agreementReference} (${content.details.legalName})`,
          en: `Confirm an answer entered by hand: ${content.agreementReference} (${content.details.legalName})`,
        },
        href: `/desk/notices/${_id}`,
        ...{ agreementId, changeId, noticeId: _id },
      }),
    ),
  ];
}
