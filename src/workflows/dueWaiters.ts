import type { Role } from '../domain/actor';
import type { DueItem, DueKind } from './dueItem';

/** Whom something can wait for. */
export type Waiter = 'publisher' | 'dpo' | 'admin' | 'controller';

/** Whose turn it is. What waits for the controller is the DPO's to follow up: at once, or with `awaitingController` when its day has passed. */
const waitsFor: Record<DueKind, readonly Waiter[]> = {
  draft: ['publisher'],
  review: ['dpo'],
  publish: ['publisher', 'dpo'],
  objection: ['dpo'],
  lateObjection: ['dpo'],
  awaitingController: ['controller'],
  answerDayPassed: ['dpo'],
  confirmDecision: ['dpo'],
  confirmEntry: ['dpo'],
  undeliverable: ['dpo', 'admin'],
  approvalMissing: ['controller', 'dpo'],
  approvalRefused: ['dpo'],
  held: ['dpo'],
  contractMissing: ['publisher', 'admin'],
  attention: ['dpo'],
  confirmReceipt: ['dpo'],
  proposedContact: ['dpo'],
  receiptMissing: ['dpo'],
  question: ['dpo'],
  documentRequest: ['dpo'],
  confirmAnswer: ['dpo'],
  stopped: ['dpo'],
  confirmLifting: ['dpo'],
  confirmDirectRelation: ['dpo', 'admin'],
  confirmAdequacy: ['admin'],
  suspended: ['dpo'],
  mailHeldUp: ['admin', 'dpo'],
  messageNotMade: ['admin', 'dpo'],
};

export function waitersOf({ kind }: Pick<DueItem, 'kind'>): readonly Waiter[] {
  return waitsFor[kind];
}

/** Somebody with this role can do it, or is one of those who can. */
export function isOwnOf(role: Role, item: Pick<DueItem, 'kind'>): boolean {
  return waitersOf(item).some((waiter) => waiter === role);
}

const forReaders = ['/desk/objections', '/desk/questions', '/desk/document-requests'];

/** Whether the page to do it on is open to this role: objections, questions and requests for documents are the DPO's and the auditor's to read. */
export function mayOpenDue(href: string, role: Role): boolean {
  if (href.endsWith('/receipts')) return role === 'dpo';
  return role === 'dpo' || role === 'auditor' || !forReaders.some((start) => href.startsWith(start));
}
