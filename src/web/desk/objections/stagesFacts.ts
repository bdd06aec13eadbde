import type { ObjectionRecord } from '../../../data/objection.model';
import { describeInstant } from '../../../domain/periods/describe';
import type { PageLocale } from '../../locale';
import { objectionStageTexts } from '../../texts/objectionStageTexts';

/** The time limits that follow the objection, and how they came about; null without chained clocks. */
export function stagesFacts(
  { stages, open }: Pick<ObjectionRecord, 'stages' | 'open'>,
  { timeZone, locale }: { timeZone: string; locale: PageLocale },
) {
  if (!stages) return null;
  const texts = objectionStageTexts[locale];
  const moment = (at: Date): string => describeInstant(at, timeZone, locale);
  const { answer, termination, answeredAt, lapsedAt, reply, silence } = stages;
  const answered = answeredAt
    ? texts.answered(describeInstant(answeredAt, timeZone, locale, 'sameDay'))
    : lapsedAt
      ? texts.lapsed
      : texts.waits;
  return {
    title: texts.title,
    facts: [
      { label: texts.answer, values: [moment(answer.closesAt), answered] },
      ...(reply ? [{ label: texts.reply, values: [reply.text, texts.by(reply.by)] }] : []),
      { label: texts.termination, values: [moment(termination.closesAt), ...(answeredAt || lapsedAt ? [] : [texts.ifNoAnswer])] },
      ...(open ? [{ label: texts.silence, values: [texts.silenceMeans[silence]] }] : []),
    ],
    why: { label: texts.why, lines: stages.explanation[locale] },
  };
}
