import { calendarDate, startOfDay } from '../../domain/calendar/calendarDate';
import { gateTexts } from '../../domain/gate/gateTexts';
import { endsBeforeEffect } from '../../domain/notice/noticeActs';
import { describeDate, describeInstant } from '../../domain/periods/describe';
import { termsFor } from '../../domain/terms/termsFor';
import { expectedDay } from '../../mail/viewModels/nextSteps';
import type { NoticeVisit } from '../../workflows/answers/visitNotice';
import type { PageLocale } from '../locale';
import { noticeTexts } from './noticeTexts';

export interface StatusView {
  color: 'info' | 'warning' | 'success';
  title: string;
  lines: string[];
  reasons: string[];
  /** To the form that the processor waits for: the notice itself stands before it. */
  links: { href: string; label: string }[];
}

export interface DeadlineView {
  label: string;
  value: string;
  lines: string[];
  effect: { label: string; value: string } | null;
}

/** The state of the notice today, in words and with why, and what waits for the controller. */
export function statusView(
  visit: Pick<NoticeVisit, 'notice' | 'agreement' | 'change' | 'openObjection' | 'acts'>,
  locale: PageLocale,
): StatusView {
  const state = stateView(visit, locale);
  const waiting = waitingView(visit, locale);
  return { ...state, lines: [...state.lines, ...waiting.lines], links: waiting.links };
}

function waitingView(
  { acts, openObjection }: Pick<NoticeVisit, 'acts' | 'openObjection'>,
  locale: PageLocale,
): Pick<StatusView, 'lines' | 'links'> {
  const texts = noticeTexts[locale].waiting;
  if (acts.answer) return { lines: [texts.answer], links: [{ href: '#answer', label: texts.toAnswer }] };
  if (acts.grounds) {
    const { answerBy } = openObjection ?? {};
    const lines = answerBy ? [texts.grounds(describeDate(calendarDate(answerBy), locale))] : [];
    return { lines, links: [{ href: '#grounds', label: texts.toGrounds }] };
  }
  return { lines: [], links: acts.approve.length > 0 ? [{ href: '#approve', label: texts.toApprove }] : [] };
}

function stateView(
  { notice, agreement, change, openObjection }: Pick<NoticeVisit, 'notice' | 'agreement' | 'change' | 'openObjection'>,
  locale: PageLocale,
): Omit<StatusView, 'links'> {
  const texts = noticeTexts[locale].status;
  const day = (date: string): string => describeDate(calendarDate(date), locale);
  switch (notice.effect) {
    case 'pending':
      return { color: 'info', title: texts.pending, lines: pendingLines({ notice, agreement, openObjection }, locale), reasons: [] };
    case 'held':
      return {
        color: 'warning',
        title: texts.held,
        lines: [texts.heldText],
        reasons: notice.heldReasons.map((code) => reasonTitle(code, locale)),
      };
    case 'inEffect': {
      const title = texts.inEffect(notice.inEffectSince ? day(notice.inEffectSince) : '');
      // Admitted after effect: the gate is shut again.
      if (openObjection && !openObjection.late) return { color: 'warning', title, lines: [texts.suspended], reasons: [] };
      return { color: 'success', title, lines: [], reasons: [] };
    }
    case 'dropped':
      return { color: 'info', title: texts.dropped, lines: [texts.droppedText], reasons: [] };
    case 'superseded':
      return { color: 'warning', title: texts.superseded, lines: [texts.supersededText], reasons: [] };
    case 'cancelled': {
      if (!change.withdrawnAt && notice.heldReasons.includes('change-withdrawn'))
        return { color: 'info', title: texts.notConcerned, lines: [texts.cancelledText], reasons: [] };
      if (!change.withdrawnAt) return { color: 'info', title: texts.cancelledAgreement, lines: [], reasons: [] };
      const reason = change.withdrawnReason ? [texts.cancelledReason(change.withdrawnReason)] : [];
      return { color: 'info', title: texts.cancelled, lines: [texts.cancelledText, ...reason], reasons: [] };
    }
  }
}

function neverTakesEffect({ notice, agreement }: Pick<NoticeVisit, 'notice' | 'agreement'>): boolean {
  return endsBeforeEffect({ ...notice, agreement: agreement.state, changeType: notice.content.changeType });
}

/** What stands in the way comes first: a day without it would read as a promise. */
function pendingLines(
  { notice, agreement, openObjection }: Pick<NoticeVisit, 'notice' | 'agreement' | 'openObjection'>,
  locale: PageLocale,
): string[] {
  const texts = noticeTexts[locale].status;
  if (agreement.endsOn && neverTakesEffect({ notice, agreement }))
    return [texts.agreementEnding(describeDate(calendarDate(agreement.endsOn), locale))];
  const inTheWay = [
    ...(openObjection && !openObjection.late ? [texts.objectionOpen] : []),
    ...(notice.approvals.some(({ state }) => state !== 'granted') ? [texts.approvalMissing] : []),
  ];
  const expected = expectedDay({ notice, deadlines: notice.deadlines });
  if (!expected) return [...inTheWay, texts.pendingUnknown];
  const day = describeDate(expected, locale);
  return inTheWay.length > 0 ? [...inTheWay, texts.pendingEarliest(day)] : [texts.pendingOn(day)];
}

function reasonTitle(code: string, locale: PageLocale): string {
  const known = Object.entries(gateTexts).find(([name]) => name === code);
  return known ? known[1].title[locale] : code;
}

/** The last moment to object with weekday, clock time and zone, and the first day the change can be in effect. */
export function deadlineView(
  { notice, agreement, now }: Pick<NoticeVisit, 'notice' | 'agreement' | 'now'>,
  locale: PageLocale,
): DeadlineView | null {
  // Of a notice that no longer applies no time runs.
  if (notice.effect === 'dropped' || notice.effect === 'cancelled' || notice.effect === 'superseded') return null;
  if (neverTakesEffect({ notice, agreement })) return null;
  const texts = noticeTexts[locale].deadline;
  const { terms, deadlines, receivedAt } = notice;
  const received = receivedAt ? [texts.receivedAt(describeInstant(receivedAt, terms.timeZone, locale, 'sameDay'))] : [];
  const undecided = notice.effect === 'pending' || notice.effect === 'held';
  const expected = undecided ? expectedDay({ notice, deadlines: notice.deadlines }) : null;
  const effect = expected ? { label: texts.effect, value: describeDate(expected, locale) } : null;
  const windowless = termsFor(terms, notice.traits).objection.window === null;
  const closesAt = windowless ? expected && startOfDay(expected, terms.timeZone) : deadlines?.objection?.closesAt;
  const unknown = undecided ? texts.untilEffect : texts.passed;
  if (!closesAt) return { label: texts.label, value: windowless ? unknown : texts.notStarted, lines: received, effect };
  const value = windowless && now >= closesAt ? texts.untilEffect : describeInstant(closesAt, terms.timeZone, locale);
  const note = windowless ? [texts.longer] : now >= closesAt ? [texts.passed] : [];
  return { label: texts.label, value, lines: [...note, ...received], effect };
}
