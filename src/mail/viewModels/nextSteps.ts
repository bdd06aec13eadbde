import type { NoticeRecord } from '../../data/notice.model';
import type { ObjectionRecord } from '../../data/objection.model';
import { type CalendarDate, calendarDate, laterOf } from '../../domain/calendar/calendarDate';
import { describeDate, describeInstant, type Locale } from '../../domain/periods/describe';
import { periodInWords } from '../../domain/periods/words';
import type { Deadlines } from '../../domain/terms/terms';
import { nextStepTexts } from '../texts/nextStepTexts';
import { stageTexts } from '../texts/stageTexts';
import { noticeSituation } from './noticeSituation';
import { whatThen } from './stageLetters';

/** What the next steps of a notice follow from. `now` is legal time. */
export interface NextStepFacts {
  notice: Pick<NoticeRecord, 'terms' | 'traits' | 'content' | 'approvals' | 'announcedEffectiveOn'> &
    Partial<Pick<NoticeRecord, 'consent'>>;
  deadlines: Deadlines | null;
  /** null: as yet undecided, as far as whoever asks knows. */
  effect: Pick<NoticeRecord, 'effect' | 'inEffectSince'> | null;
  locale: Locale;
  now: Date;
}

/** After an objection, by the state it is in: what happens next under these terms, and by when. */
export function afterObjecting(objection: ObjectionRecord, facts: NextStepFacts): string[] {
  const texts = nextStepTexts[facts.locale];
  const day = (date: string): string => describeDate(calendarDate(date), facts.locale);
  switch (objection.state) {
    case 'submitted':
    case 'underReview':
      return [texts.review, ...answerLines(objection, facts), ...stageLines(objection, facts), texts.mayWithdraw];
    case 'awaitingGrounds':
      return [
        ...(objection.answerBy ? [texts.groundsBy(day(objection.answerBy))] : []),
        texts.groundsOtherwise,
        ...stageLines(objection, facts),
        texts.mayWithdraw,
      ];
    case 'negotiating':
      return [objection.stages ? stageTexts[facts.locale].proposal : texts.proposal, ...stageLines(objection, facts), texts.mayWithdraw];
    case 'late':
      return [texts.late, ...effectLines(facts)];
    case 'withdrawn':
      return [texts.withdrawn, ...effectLines(facts)];
    case 'settled':
      if (objection.outcome === 'dropped') return [texts.dropped];
      return [...(objection.proceedsFrom ? [texts.proceedsFrom(day(objection.proceedsFrom))] : []), texts.proceeds];
    case 'upheld':
      return [texts.upheld];
    case 'terminating':
      return objection.agreementEndsOn ? [terminatingText(objection, facts.locale)(day(objection.agreementEndsOn))] : [];
    case 'dismissed':
      return [objection.countsUntil ? texts.dismissed(day(objection.countsUntil)) : texts.dismissedLate, ...effectLines(facts)];
    case 'moot':
      return [texts.moot];
  }
}

/** After an acknowledgement, which decides nothing: until when an objection is possible, and when the change takes effect. */
export function afterAcknowledging(facts: NextStepFacts): string[] {
  const texts = nextStepTexts[facts.locale];
  if (!isUndecided(facts)) return effectLines(facts);
  const missing = facts.notice.approvals.some(({ state }) => state !== 'granted');
  return [objectLine(facts), ...(missing ? [texts.approvalMissing] : []), ...effectLines(facts)];
}

/** After a yes or a no to what needs one. */
export function afterDeciding(granted: boolean, facts: NextStepFacts): string[] {
  const texts = nextStepTexts[facts.locale];
  if (!granted) return [texts.refused];
  const missing = facts.notice.approvals.some(({ state }) => state !== 'granted');
  return [missing ? texts.approvalMissing : texts.proceeds, ...effectLines(facts)];
}

export function afterWrongPerson(locale: Locale): string[] {
  const texts = nextStepTexts[locale];
  return [texts.wrongPerson, texts.wrongPersonClock];
}

function terminatingText({ history }: ObjectionRecord, locale: Locale): (day: string) => string {
  const byController = history.some(({ event }) => event === 'terminateByController');
  return byController ? stageTexts[locale].terminatedByYou : nextStepTexts[locale].terminating;
}

function answerLines(objection: ObjectionRecord, { notice, locale }: NextStepFacts): string[] {
  const isOver = objection.stages?.answeredAt || objection.stages?.lapsedAt;
  return isOver ? [] : [answerBy(objection, notice.terms, locale)];
}

function stageLines(objection: ObjectionRecord, { notice, locale }: NextStepFacts): string[] {
  return whatThen(objection, { locale, timeZone: notice.terms.timeZone });
}

/** When the terms want our answer to an objection, with the day; or that they set none. */
export function answerBy({ stages }: Pick<ObjectionRecord, 'stages'>, terms: NoticeRecord['terms'], locale: Locale): string {
  const texts = nextStepTexts[locale];
  const answer = terms.afterObjection?.answer;
  if (!answer || !stages) return texts.noAnswerDay;
  return texts.answerBy(periodInWords(answer)[locale], describeDate(stages.answer.lastDay, locale));
}

/** The day it was last told to take effect, or the first that is both lawful and planned; the day consented to, where it is earlier; null while no clock runs. */
export function expectedDay({ notice, deadlines }: Pick<NextStepFacts, 'notice' | 'deadlines'>): CalendarDate | null {
  const earliest = deadlines?.earliestEffectiveOn;
  if (!earliest) return null;
  const { announcedEffectiveOn, consent, content } = notice;
  const planned = calendarDate(content.plannedEffectiveOn);
  if (consent && consent.effectiveOn < earliest) return laterOf(calendarDate(consent.effectiveOn), planned);
  const lawful = laterOf(earliest, planned);
  return announcedEffectiveOn ? laterOf(lawful, calendarDate(announcedEffectiveOn)) : lawful;
}

function isUndecided({ effect }: NextStepFacts): boolean {
  return effect === null || effect.effect === 'pending' || effect.effect === 'held';
}

function objectLine({ notice, deadlines, locale, now }: NextStepFacts): string {
  const texts = nextStepTexts[locale];
  const { terms, objectBefore } = noticeSituation(notice, deadlines);
  if (!terms.objection.window) {
    const day = expectedDay({ notice, deadlines });
    return day ? texts.objectUntilEffect(describeDate(day, locale)) : texts.objectUnknown;
  }
  if (!objectBefore) return texts.objectUnknown;
  return now < objectBefore ? texts.objectBefore(describeInstant(objectBefore, terms.timeZone, locale)) : texts.objectionOver;
}

function effectLines(facts: NextStepFacts): string[] {
  const { effect, locale } = facts;
  const texts = nextStepTexts[locale];
  switch (effect?.effect) {
    case 'inEffect':
      return effect.inEffectSince ? [texts.inEffect(describeDate(calendarDate(effect.inEffectSince), locale))] : [];
    case 'superseded':
      return [texts.superseded];
    case 'dropped':
    case 'cancelled':
      return [texts.over];
    default: {
      const day = expectedDay(facts);
      return [day ? texts.earliest(describeDate(day, locale)) : texts.earliestUnknown];
    }
  }
}
