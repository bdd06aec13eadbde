import { randomBytes } from 'node:crypto';
import type { AgreementRecord } from '../../data/agreement.model';
import type { ContactRecord, ControllerRecord } from '../../data/controller.model';
import { newId } from '../../data/id';
import { isAwaitedKind, type SendingKind, type SendingRecord, serviceKinds } from '../../data/sending.model';

/** The agreement's contacts for subprocessor changes, in order of preference (2020 template C.9 "andre henvendelser"). */
export function contactsOf(
  agreement: Pick<AgreementRecord, 'contactIds'>,
  controller: Pick<ControllerRecord, 'contacts'>,
): ContactRecord[] {
  const changes = controller.contacts.filter(({ purpose }) => purpose === 'subprocessorChanges');
  if (agreement.contactIds.length === 0) return changes;
  return agreement.contactIds.flatMap((id) => changes.filter((contact) => contact.id === id));
}

/** The first of these contacts whose address has not been sent to. */
export function firstUntried(contacts: readonly ContactRecord[], sent: readonly Pick<SendingRecord, 'to'>[]): ContactRecord | undefined {
  const tried = new Set(sent.map(({ to }) => to.toLowerCase()));
  return contacts.find(({ email }) => !tried.has(email.toLowerCase()));
}

export interface MailToPlan {
  kind: SendingKind;
  /** Names the thing told, e.g. `objectionReceived:<objection id>:<history length>`; the contact is added. */
  dedupe: string;
  contacts: Pick<ContactRecord, 'id' | 'email' | 'name' | 'locale'>[];
  /** The host part of Message-IDs. */
  host: string;
  /** Real time. */
  readyAt: Date;
  noticeId?: string;
  changeId?: string;
  agreementId?: string;
  objectionId?: string;
  detail?: Record<string, string>;
  /** A person waits for it, though nobody does for others of its kind. */
  awaited?: true;
}

/** One sending for each contact, to be inserted in the act's own transaction and enqueued after it. Two contacts with one address get one message. */
export function sendingsFor(mail: MailToPlan): SendingRecord[] {
  const seen = new Set<string>();
  return mail.contacts.flatMap((contact) => {
    const address = contact.email.toLowerCase();
    if (seen.has(address)) return [];
    seen.add(address);
    const id = newId();
    return [
      {
        _id: id,
        dedupeKey: `${mail.dedupe}:${contact.id}`,
        kind: mail.kind,
        noticeId: mail.noticeId ?? null,
        changeId: mail.changeId ?? null,
        agreementId: mail.agreementId ?? null,
        objectionId: mail.objectionId ?? null,
        detail: mail.detail ?? null,
        contactId: contact.id,
        staffUserId: null,
        to: contact.email,
        toName: contact.name ?? '',
        locale: contact.locale ?? 'nb',
        // Nobody who knows another message's can guess it: a report may name a message by it.
        messageId: `<${id}.${mail.kind}.${randomBytes(8).toString('hex')}@${mail.host}>`,
        state: 'planned' as const,
        statedAt: null,
        messageHash: null,
        attempts: [],
        nextAttemptAt: mail.readyAt,
        leaseOwner: null,
        leaseUntil: null,
        createdAt: mail.readyAt,
        finishedAt: null,
        ...(mail.awaited || isAwaitedKind(mail.kind) ? { awaited: true as const } : {}),
        ...(serviceKinds.has(mail.kind) ? { bodyKept: true as const } : {}),
      },
    ];
  });
}
