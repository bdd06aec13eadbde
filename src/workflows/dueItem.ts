import type { CalendarDate } from '../domain/calendar/calendarDate';
import type { BothLanguages } from '../domain/outcome';

/** What somebody has to do, as the queue tells it. */
export type DueKind =
  | 'review'
  | 'publish'
  | 'objection'
  | 'lateObjection'
  | 'answerDayPassed'
  | 'confirmDecision'
  | 'confirmEntry'
  | 'undeliverable'
  | 'approvalMissing'
  | 'approvalRefused'
  | 'held'
  | 'contractMissing'
  | 'attention'
  | 'confirmReceipt'
  | 'proposedContact'
  | 'receiptMissing'
  | 'question'
  | 'documentRequest'
  | 'confirmAnswer'
  | 'stopped'
  | 'confirmLifting'
  | 'confirmDirectRelation'
  | 'confirmAdequacy'
  | 'suspended'
  | 'draft';

/** One thing that waits for somebody. `dueOn`: the day by which it should be done; null: as soon as possible. */
export interface DueItem {
  kind: DueKind;
  dueOn: CalendarDate | null;
  title: BothLanguages;
  /** The page to do it on. */
  href: string;
  changeId?: string;
  noticeId?: string;
  objectionId?: string;
  agreementId?: string;
}
