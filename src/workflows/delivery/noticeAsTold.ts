import type { NoticeRecord } from '../../data/notice.model';
import type { SendingRecord } from '../../data/sending.model';
import type { Deadlines } from '../../domain/terms/terms';
import { asCorrected } from '../../mail/corrected';
import { statedDeadlines } from './noteEvidence';

/** A notice as it was told at `statedAt` (legal time), with the dates that were counted then. */
export interface ToldNotice {
  notice: NoticeRecord;
  deadlines: Deadlines;
  statedAt: Date;
  /** The mails that carried it, oldest first; empty: none left, and it is as of now. */
  sendings: SendingRecord[];
}

/**
 * The notice as its first mail told it: to this contact, else to whoever had it first. What came after (receipt, answers to approvals, corrections) is left out, because
 * that mail did not know it. Without a mail that left, it is told as of `now`.
 */
export function noticeAsTold(
  notice: NoticeRecord,
  { sendings, contactId, now }: { sendings: readonly SendingRecord[]; contactId: string | null; now: Date },
): ToldNotice {
  const left = sendings.filter(({ kind, statedAt, attempts }) => kind === 'notice' && statedAt !== null && attempts.some(mayHaveArrived));
  const own = left.filter((sending) => sending.contactId === contactId);
  const statedAt = (own[0] ?? left[0])?.statedAt ?? now;
  const told = left.length > 0 ? asOf(notice, statedAt) : asCorrected(notice, statedAt);
  return { notice: told, deadlines: statedDeadlines(told, statedAt), statedAt, sendings: left };
}

function mayHaveArrived({ outcome }: SendingRecord['attempts'][number]): boolean {
  return outcome === 'accepted' || outcome === 'handedOver' || outcome === 'unknown';
}

function asOf(notice: NoticeRecord, at: Date): NoticeRecord {
  const known = (instant: Date | null): Date | null => (instant && instant < at ? instant : null);
  return {
    ...asCorrected(notice, at),
    sentAt: known(notice.sentAt),
    receivedAt: known(notice.receivedAt),
    approvals: notice.approvals.map((approval) =>
      known(approval.decidedAt) ? approval : { ...approval, state: 'requested', decidedAt: null, decidedBy: null },
    ),
  };
}
