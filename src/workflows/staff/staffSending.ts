import { randomBytes } from 'node:crypto';
import type { UserRecord } from '../../data/account.model';
import { newId } from '../../data/id';
import { isAwaitedKind, type SendingRecord, type StaffKind } from '../../data/sending.model';

/** Whom in the house a message is for: a user of the desk, or a mailbox that the settings name. */
export type StaffReader = Pick<UserRecord, '_id' | 'email' | 'name' | 'locale'> | { mailbox: string };

/**
 * One message to the staff, to be inserted in the act's own transaction. It has neither an agreement nor a notice, and no link that opens anything by itself.
 * `leaveAt` and `madeAt` are real time; null: it waits to be released.
 */
export function staffSending({
  kind,
  dedupe,
  reader,
  detail,
  host,
  madeAt,
  leaveAt,
}: {
  kind: StaffKind;
  /** Names the thing told; the reader is added. */
  dedupe: string;
  reader: StaffReader;
  detail: Record<string, string>;
  /** The host part of Message-IDs. */
  host: string;
  madeAt: Date;
  leaveAt: Date | null;
}): SendingRecord {
  const id = newId();
  const user = 'mailbox' in reader ? null : reader;
  return {
    ...{ _id: id, dedupeKey: `${dedupe}:${user?._id ?? 'mailbox'}`, kind },
    ...{ noticeId: null, changeId: null, agreementId: null, objectionId: null, contactId: null },
    detail,
    staffUserId: user?._id ?? null,
    to: 'mailbox' in reader ? reader.mailbox : reader.email,
    toName: user?.name ?? '',
    locale: user?.locale ?? 'nb',
    messageId: `<${id}.${kind}.${randomBytes(8).toString('hex')}@${host}>`,
    ...{ state: 'planned' as const, statedAt: null, messageHash: null, attempts: [] },
    nextAttemptAt: leaveAt,
    ...{ leaseOwner: null, leaseUntil: null, finishedAt: null },
    createdAt: madeAt,
    ...(isAwaitedKind(kind) ? { awaited: true as const } : {}),
    bodyKept: true,
  };
}
