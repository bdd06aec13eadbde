import type { CalendarDate } from '../domain/calendar/calendarDate';
import type { BothLanguages } from '../domain/outcome';

/** What somebody has to do, as the queue tells it. */
export type DueKind =
  | 'review'
  | 'publish'
  | 'objection'
  | 'lateObjection'
  | 'awaitingController'
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
  | 'mailHeldUp'
  | 'messageNotMade'
  | 'draft';

/** One thing that waits for somebody. `dueOn`: the day by which it should be done; null: as soon as possible, or where it waits for the controller no day. */
export interface DueItem {
  kind: DueKind;
  dueOn: CalendarDate | null;
  title: BothLanguages;
  /** Since when it waits for the controller, before `dueOn`: until then nobody here has to do anything. */
  waitingSince?: CalendarDate;
  /** The page to do it on. */
  href: string;
  changeId?: string;
  noticeId?: string;
  objectionId?: string;
  agreementId?: string;
}
