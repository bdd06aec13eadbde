import type { AuditEventRecord } from '../../data/auditEvent.model';
import { describeInstant } from '../../domain/periods/describe';
import type { NoticeVisit } from '../../workflows/answers/visitNotice';
import type { PageLocale } from '../locale';
import { historySentence } from './historyTexts';
import { noticeTexts } from './noticeTexts';

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
