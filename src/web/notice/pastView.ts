import type { AuditEventRecord } from '../../data/auditEvent.model';
import type { ObjectionRecord } from '../../data/objection.model';
import { calendarDate } from '../../domain/calendar/calendarDate';
import { objectionStateTexts } from '../../domain/objection/objectionTexts';
import { describeDate, describeInstant } from '../../domain/periods/describe';
import type { NoticeVisit } from '../../workflows/answers/visitNotice';
import type { PageLocale } from '../locale';
import { historySentence } from './historyTexts';
import { noticeAddress } from './noticeAddress';
import { noticeTexts } from './noticeTexts';

export interface ObjectionView {
  reference: string;
  state: string;
  lines: string[];
  grounds: { by: string; at: string; text: string }[];
  proposals: { at: string; text: string; effect: string }[];
  confirmation: { href: string; label: string };
}

/** The objections to the notice, newest first, with what was written and answered. */
export function objectionViews({ notice, objections }: Pick<NoticeVisit, 'notice' | 'objections'>, locale: PageLocale): ObjectionView[] {
  return objections.map((objection) => objectionView(objection, notice, locale)).reverse();
}

function objectionView(objection: ObjectionRecord, { shortId, terms }: NoticeVisit['notice'], locale: PageLocale): ObjectionView {
  const texts = noticeTexts[locale].objection;
  const instant = (at: Date): string => describeInstant(at, terms.timeZone, locale, 'sameDay');
  const day = (date: string): string => describeDate(calendarDate(date), locale);
  return {
    reference: objection.reference,
    state: objectionStateTexts[objection.state][locale],
    lines: [
      texts.received(instant(objection.receivedAt)),
      objection.late ? texts.late : texts.counts,
      ...(objection.state === 'awaitingGrounds' && objection.answerBy ? [texts.answerBy(day(objection.answerBy))] : []),
      ...(objection.agreementEndsOn ? [texts.endsOn(day(objection.agreementEndsOn))] : []),
    ],
    grounds: objection.grounds.map(({ at, text, name, title }) => ({
      by: texts.by(name, title),
      at: instant(at),
      text: text === '' ? texts.noGrounds : text,
    })),
    proposals: objection.proposals.map(({ at, text, drop, effectiveOn }) => ({
      at: instant(at),
      text,
      effect: drop ? texts.drop : effectiveOn ? texts.proceedFrom(day(effectiveOn)) : texts.proceed,
    })),
    confirmation: { href: noticeAddress.confirmation(shortId, objection.reference), label: texts.toConfirmation },
  };
}

export interface ApprovalView {
  kind: string;
  state: string;
  color: 'warning' | 'success' | 'danger';
  decided: string;
  grounds: string;
}

/** What needs the controller's yes, and how it was answered. */
export function approvalViews({ notice }: Pick<NoticeVisit, 'notice'>, locale: PageLocale): ApprovalView[] {
  const texts = noticeTexts[locale].approval;
  const colors = { requested: 'warning', granted: 'success', refused: 'danger' } as const;
  return notice.approvals.map(({ kind, state, decidedAt, decidedBy, grounds, reference }) => ({
    kind: texts.kinds[kind],
    state: texts.states[state],
    color: colors[state],
    decided:
      decidedAt && decidedBy
        ? texts.decided(
            describeInstant(decidedAt, notice.terms.timeZone, locale, 'sameDay'),
            decidedBy.name,
            decidedBy.title,
            reference ?? '',
          )
        : '',
    grounds: grounds ?? '',
  }));
}

/** What happened to the notice, oldest first, in plain words. */
export function historyView(
  events: AuditEventRecord[],
  timeZone: string,
  locale: PageLocale,
): { at: string; machine: string; text: string }[] {
  return events.flatMap((event) => {
    const text = historySentence(event, locale);
    return text ? [{ at: describeInstant(event.at, timeZone, locale, 'sameDay'), machine: event.at.toISOString(), text }] : [];
  });
}
