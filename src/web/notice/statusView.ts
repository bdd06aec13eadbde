import { calendarDate, laterOf } from '../../domain/calendar/calendarDate';
import { gateTexts } from '../../domain/gate/gateTexts';
import { describeDate, describeInstant } from '../../domain/periods/describe';
import { termsFor } from '../../domain/terms/termsFor';
import type { NoticeVisit } from '../../workflows/visitNotice';
import type { PageLocale } from '../locale';
import { noticeTexts } from './noticeTexts';

export interface StatusView {
  color: 'info' | 'warning' | 'success';
  title: string;
  lines: string[];
  reasons: string[];
}

export interface DeadlineView {
  label: string;
  value: string;
  lines: string[];
  effect: { label: string; value: string } | null;
}

/** The state of the notice today, in words and with why. */
export function statusView({ notice, change }: Pick<NoticeVisit, 'notice' | 'change'>, locale: PageLocale): StatusView {
  const texts = noticeTexts[locale].status;
  const day = (date: string): string => describeDate(calendarDate(date), locale);
  switch (notice.effect) {
    case 'pending': {
      const expected = expectedDay(notice);
      return {
        color: 'info',
        title: texts.pending,
        lines: [expected ? texts.pendingOn(day(expected)) : texts.pendingUnknown],
        reasons: [],
      };
    }
    case 'held':
      return {
        color: 'warning',
        title: texts.held,
        lines: [texts.heldText],
        reasons: notice.heldReasons.map((code) => reasonTitle(code, locale)),
      };
    case 'inEffect':
      return { color: 'success', title: texts.inEffect(notice.inEffectSince ? day(notice.inEffectSince) : ''), lines: [], reasons: [] };
    case 'dropped':
      return { color: 'info', title: texts.dropped, lines: [texts.droppedText], reasons: [] };
    case 'cancelled': {
      if (!change.withdrawnAt) return { color: 'info', title: texts.cancelledAgreement, lines: [], reasons: [] };
      const reason = change.withdrawnReason ? [texts.cancelledReason(change.withdrawnReason)] : [];
      return { color: 'info', title: texts.cancelled, lines: [texts.cancelledText, ...reason], reasons: [] };
    }
  }
}

/** The day it was last told to take effect, or the first that is both lawful and planned; null while no clock runs. */
function expectedDay({ announcedEffectiveOn, deadlines, content }: NoticeVisit['notice']): string | null {
  const earliest = deadlines?.earliestEffectiveOn;
  if (!earliest) return null;
  const lawful = laterOf(earliest, calendarDate(content.plannedEffectiveOn));
  return announcedEffectiveOn ? laterOf(lawful, calendarDate(announcedEffectiveOn)) : lawful;
}

function reasonTitle(code: string, locale: PageLocale): string {
  const known = Object.entries(gateTexts).find(([name]) => name === code);
  return known ? known[1].title[locale] : code;
}

/** The last moment to object with weekday, clock time and zone, and the earliest day of effect. */
export function deadlineView({ notice, now }: Pick<NoticeVisit, 'notice' | 'now'>, locale: PageLocale): DeadlineView {
  const texts = noticeTexts[locale].deadline;
  const { terms, deadlines, receivedAt } = notice;
  const received = receivedAt ? [texts.receivedAt(describeInstant(receivedAt, terms.timeZone, locale, 'sameDay'))] : [];
  const earliest = deadlines?.earliestEffectiveOn;
  const effect = earliest ? { label: texts.effect, value: describeDate(earliest, locale) } : null;
  const closesAt = deadlines?.objection?.closesAt;
  if (closesAt) {
    const passed = now >= closesAt ? [texts.passed] : [];
    return { label: texts.label, value: describeInstant(closesAt, terms.timeZone, locale), lines: [...passed, ...received], effect };
  }
  const windowless = termsFor(terms, notice.traits).objection.window === null;
  const notStarted = receivedAt || windowless ? [] : [texts.notStarted];
  return {
    label: texts.label,
    value: windowless ? texts.untilEffect : texts.notStarted,
    lines: [...(windowless ? notStarted : []), ...received],
    effect,
  };
}
