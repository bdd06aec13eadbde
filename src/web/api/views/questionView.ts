import { z } from 'zod';
import type { QuestionRecord } from '../../../data/question.model';
import { day, moment, momentOf, recordId, wholeNumber } from './wire';

export const questionView = z
  .object({
    id: recordId,
    reference: z.string().meta({ description: 'What the controller was given' }),
    changeId: recordId,
    agreementId: recordId,
    noticeId: recordId,
    open: z.boolean(),
    text: z.string(),
    name: z.string(),
    title: z.string(),
    askedAt: moment,
    dueOn: day,
    answer: z.object({ text: z.string(), at: moment, by: z.string() }).nullable(),
    version: wholeNumber,
  })
  .meta({ id: 'Question' });

export function viewQuestion(question: QuestionRecord): z.infer<typeof questionView> {
  const { askedBy, answer } = question;
  return {
    id: question._id,
    reference: question.reference,
    changeId: question.changeId,
    agreementId: question.agreementId,
    noticeId: question.noticeId,
    open: question.open,
    text: question.text,
    name: askedBy.name,
    title: askedBy.title,
    askedAt: momentOf(question.askedAt),
    dueOn: question.dueOn,
    answer: answer && { text: answer.text, at: momentOf(answer.at), by: answer.by.name },
    version: question.version,
  };
}
