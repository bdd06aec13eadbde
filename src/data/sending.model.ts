import type { HeldUpCause } from '../domain/receipt/heldUp';
import { type Erased, erasedField } from './erased';
import type { Locale } from './localText';
import { anything, recordSchema } from './strictSchema';

/** Every kind of mail the portal sends; the renderer has one template for each. */
export const sendingKinds = [
  'notice',
  'acknowledged',
  'objectionReceived',
  'objectionAdded',
  'objectionWithdrawn',
  'objectionDecided',
  'approvalDecided',
  'changeWithdrawn',
  'effectHeld',
  'effectMoved',
  'oneTimeCode',
  'reminder',
  'approvalReminder',
  'wrongPersonNoted',
  'questionReceived',
  'questionAnswered',
  'consentRequested',
  'consentGiven',
  'consentWithdrawn',
  'approvalMessage',
  'stopOrdered',
  'stopLifted',
  'documentsAsked',
  'documentsAnswered',
  'contactCheck',
  'revisionInformation',
  'terminationReminder',
  'staffDigest',
  'staffAlert',
  'auditHead',
] as const;
export type SendingKind = (typeof sendingKinds)[number];

/** Kinds that stay in the house: to a user of the desk, or to a mailbox that the settings name. */
const staffKinds = ['staffDigest', 'staffAlert', 'auditHead'] as const satisfies SendingKind[];
export type StaffKind = (typeof staffKinds)[number];
/** Kinds that go to a controller's contacts. */
export type ContactKind = Exclude<SendingKind, StaffKind>;

export function isStaffKind(kind: SendingKind): kind is StaffKind {
  return staffKinds.some((each) => each === kind);
}

/** What would be said of a notice that no longer counts. Confirmations of what the controller did are not among it: they still leave. */
export const overtakenKinds: readonly SendingKind[] = [
  'notice',
  'reminder',
  'approvalReminder',
  'effectHeld',
  'effectMoved',
  'revisionInformation',
];

/** Kinds that serve the moment and prove nothing later: what they said is erased soon (src/workflows/retention). */
export const serviceKinds: ReadonlySet<SendingKind> = new Set([
  'oneTimeCode',
  'reminder',
  'approvalReminder',
  'terminationReminder',
  'contactCheck',
  'staffDigest',
  'staffAlert',
  'auditHead',
]);

/** Kinds that go to many at once, or that nobody has just asked for. All others answer what somebody did a moment ago. */
const unaskedKinds: ReadonlySet<SendingKind> = new Set([
  'notice',
  'changeWithdrawn',
  'effectHeld',
  'effectMoved',
  'reminder',
  'approvalReminder',
  'terminationReminder',
  'contactCheck',
  'revisionInformation',
  'staffDigest',
  'auditHead',
]);

/** Whether a person waits for mail of this kind: a code to go on with, the confirmation of an act, an alert. */
export function isAwaitedKind(kind: SendingKind): boolean {
  return !unaskedKinds.has(kind);
}

export type SendingState = 'planned' | 'sending' | 'handedOver' | 'accepted' | 'deferred' | 'refused' | 'unknown' | 'cancelled';

/** One try at handing one message over. Real time, except `legalAt`. */
export interface SendingAttempt {
  at: Date;
  legalAt: Date;
  outcome: 'accepted' | 'handedOver' | 'deferred' | 'refused' | 'unknown';
  /** SMTP reply code, where there was one. */
  code: number | null;
  /** The server's words. */
  response: string | null;
  host: string | null;
  /** What that server calls the message, to ask its operator for. */
  queueId: string | null;
  tls: string | null;
  /** It repeats one whose outcome is not known. */
  repeat: boolean;
  /** Of the message that this try handed over, as `statedAt` and `messageHash` of the sending are of the last; releases before kept those alone. */
  statedAt?: Date;
  messageHash?: string;
  /** Trouble of ours, which says nothing of the recipient (`isOurTrouble`). */
  heldUp?: true;
  /** That many tries in a row came to this, of which it is the last; only where there were more than one. */
  times?: number;
}

/** What a message waits for that is nobody's fault but ours. */
export interface HeldUp {
  /** Real time: the first try in a row that it held up. */
  since: Date;
  cause: HeldUpCause;
  /** The server's last words. */
  words: string | null;
}

/** A try whose end nobody saw, because its worker was lost: the message may have left. */
export interface LostTry {
  statedAt: Date;
  messageHash: string;
}

/** One message to one address. Kind and ids say what it tells; the text is rendered from the record when it leaves. */
export interface SendingRecord {
  _id: string;
  /** One row per thing to be told and address, unique by index, e.g. `notice:<id>:<contact>:1`. */
  dedupeKey: string;
  kind: SendingKind;
  noticeId: string | null;
  changeId: string | null;
  agreementId: string | null;
  objectionId: string | null;
  /** Which event of the objection, which code, which approval: whatever the kind needs beside the ids. */
  detail: Record<string, string> | null;
  contactId: string | null;
  /** The user of the desk that it is for; it then has neither an agreement nor a notice. null: it is for a contact, or for a mailbox of the settings. */
  staffUserId: string | null;
  to: string;
  /** The contact's name when the message was planned; may be empty. */
  toName: string;
  locale: Locale;
  /** RFC 5322 Message-ID, made once: repeats carry it again. */
  messageId: string;
  state: SendingState;
  /** The legal instant that the text states its dates from; set at the first try. */
  statedAt: Date | null;
  /** SHA-256 of the rendered message, hex. */
  messageHash: string | null;
  attempts: SendingAttempt[];
  /** Only where there are any. */
  lostTries?: LostTry[];
  /** What holds it up, as long as it waits. */
  heldUp?: HeldUp;
  /** Real time. */
  nextAttemptAt: Date | null;
  leaseOwner: string | null;
  leaseUntil: Date | null;
  createdAt: Date;
  finishedAt: Date | null;
  /** Only of mail that a person waits for, as long as it waits: it leaves before all other. */
  awaited?: true;
  /** Only of a service kind, until what it said is erased. */
  bodyKept?: true;
  /** Only of one that was refused or came back, until its address is erased. */
  addressKept?: true;
  erased?: Erased;
}

export const sendingSchema = recordSchema({
  _id: { type: String, required: true },
  dedupeKey: { type: String, required: true },
  kind: { type: String, enum: sendingKinds, required: true },
  noticeId: { type: String, default: null },
  changeId: { type: String, default: null },
  agreementId: { type: String, default: null },
  objectionId: { type: String, default: null },
  detail: { type: anything, default: null },
  contactId: { type: String, default: null },
  staffUserId: { type: String, default: null },
  to: { type: String, required: true },
  toName: { type: String, default: '' },
  locale: { type: String, required: true },
  messageId: { type: String, required: true },
  state: { type: String, required: true },
  statedAt: { type: Date, default: null },
  messageHash: { type: String, default: null },
  attempts: { type: [anything], default: [] },
  lostTries: { type: [anything], default: undefined },
  heldUp: { type: anything },
  nextAttemptAt: { type: Date, default: null },
  leaseOwner: { type: String, default: null },
  leaseUntil: { type: Date, default: null },
  createdAt: { type: Date, required: true },
  finishedAt: { type: Date, default: null },
  awaited: { type: Boolean },
  bodyKept: { type: Boolean },
  addressKept: { type: Boolean },
  erased: erasedField,
});
