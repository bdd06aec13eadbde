import type { NoticeRecord } from '../../data/notice.model';
import { requiredApprovals } from '../../domain/approval/requiredApprovals';
import { type CalendarDate, calendarDate, laterOf, startOfDay } from '../../domain/calendar/calendarDate';
import type { ApprovalKind, Deadlines, Terms } from '../../domain/terms/terms';
import { termsFor } from '../../domain/terms/termsFor';

/** What a notice means for its reader, told by the terms and never by the name of a template. */
export interface NoticeSituation {
  /** Narrowed to this change. */
  terms: Terms;
  planned: CalendarDate;
  /** null: no start is known. */
  earliest: CalendarDate | null;
  /** The later of the two: the first day that the change can be in effect for this agreement. */
  effectiveOn: CalendarDate;
  /** Approvals that are not given yet; silence gives none of them. */
  approvals: ApprovalKind[];
  /** The terms only ask that the removal is told. */
  onlyAnnounced: boolean;
  /** The first instant that is too late to object; null: a window whose start is not known yet. Without a window the day of effect ends it. */
  objectBefore: Date | null;
}

export function noticeSituation(
  notice: Pick<NoticeRecord, 'terms' | 'traits' | 'content' | 'approvals'>,
  deadlines: Deadlines | null,
): NoticeSituation {
  const terms = termsFor(notice.terms, notice.traits);
  const planned = calendarDate(notice.content.plannedEffectiveOn);
  const earliest = deadlines?.earliestEffectiveOn ?? null;
  const effectiveOn = earliest ? laterOf(planned, earliest) : planned;
  const granted = new Set(notice.approvals.filter(({ state }) => state === 'granted').map(({ kind }) => kind));
  const withoutWindow = startOfDay(effectiveOn, terms.timeZone);
  return {
    terms,
    planned,
    earliest,
    effectiveOn,
    approvals: requiredApprovals(notice.terms, notice.traits).filter((kind) => !granted.has(kind)),
    onlyAnnounced: notice.content.changeType === 'remove' && terms.removal === 'announce',
    objectBefore: terms.objection.window ? (deadlines?.objection?.closesAt ?? null) : withoutWindow,
  };
}
