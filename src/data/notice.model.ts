import type { NoticeState } from '../domain/receipt/deliveryState';
import type { EvidenceKind } from '../domain/receipt/receipt';
import type { ApprovalKind, ChangeTraits, ChangeType, Deadlines, Terms } from '../domain/terms/terms';
import type { ChainLink } from './change.model';
import { type LocalText, localTextSchema } from './localText';
import { anything, partSchema, recordSchema } from './strictSchema';
import { type SubprocessorDetails, subprocessorDetailsSchema } from './subprocessor.model';

/** The facts that a notice tells, frozen at publication; the message of every sending is rendered from them. */
export interface NoticeContent {
  changeType: ChangeType;
  subprocessorId: string;
  details: SubprocessorDetails;
  previousDetails: SubprocessorDetails | null;
  modifiedFields: string[];
  replacesName: string | null;
  chain: ChainLink[];
  reason: LocalText;
  plannedEffectiveOn: string;
  rollout: 'together' | 'perAgreement';
  emergencyReason: string | null;
  agreementReference: string;
  controllerName: string;
  clause: string | null;
}

/** One proof that a notice came through, or that it did not (`voidedAt`). */
export interface EvidenceRecord {
  kind: EvidenceKind;
  at: Date;
  contactId: string | null;
  sendingId: string | null;
  /** The server's words, the note of a manual receipt. */
  detail: string | null;
  voidedAt: Date | null;
}

export interface ApprovalRecord {
  kind: ApprovalKind;
  state: 'requested' | 'granted' | 'refused';
  requestedAt: Date;
  decidedAt: Date | null;
  decidedBy: { name: string; title: string; contactId: string | null } | null;
  grounds: string | null;
  reference: string | null;
}

/** A receipt that a person vouches for (letter, phone, sent before the portal); counts once another person has confirmed it. */
export interface ManualReceiptRecord {
  id: string;
  receivedAt: Date;
  note: string;
  enteredBy: { personId: string; name: string; at: Date };
  confirmedBy: { personId: string; name: string; at: Date } | null;
}

/** Why a person should look at a delivery, beyond its state; cleared by a person who has. */
export const attentionCodes = [
  'bouncedAfterAcceptance',
  'complaint',
  'unconfirmed',
  'wrongPerson',
  'possibleDuplicate',
  'refusedForOurSake',
] as const;
export type AttentionCode = (typeof attentionCodes)[number];

export interface AttentionRecord {
  code: AttentionCode;
  /** Legal time. */
  at: Date;
  sendingId: string | null;
  contactId: string | null;
  /** A server's words, or what the controller wrote. */
  detail: string | null;
  clearedAt: Date | null;
  /** Person id of who has looked; `system` where the matter solved itself. */
  clearedBy: string | null;
}

/** What one agreement gets for one revision of one change: one row, unique by index. */
export interface NoticeRecord {
  _id: string;
  /** Names the notice in page addresses; says nothing and opens nothing. */
  shortId: string;
  changeId: string;
  revision: number;
  agreementId: string;
  controllerId: string;
  /** The agreement's terms on the day of publication: a later edit never moves a running clock. */
  terms: Terms;
  traits: ChangeTraits;
  content: NoticeContent;
  /** SHA-256 over the canonical content, hex. */
  contentHash: string;
  state: NoticeState;
  publishedAt: Date;
  /** When the first sending left. */
  sentAt: Date | null;
  receivedAt: Date | null;
  receiptEvidence: EvidenceKind | null;
  evidence: EvidenceRecord[];
  manualReceipts: ManualReceiptRecord[];
  acknowledgements: { at: Date; contactId: string; name: string | null }[];
  attention: AttentionRecord[];
  /** Computed whenever a start becomes known. */
  deadlines: Deadlines | null;
  /** The day of effect last told to the controller. */
  announcedEffectiveOn: string | null;
  effect: 'pending' | 'held' | 'inEffect' | 'dropped' | 'cancelled';
  inEffectSince: string | null;
  heldReasons: string[];
  approvals: ApprovalRecord[];
  /** Recorded written consent to an earlier day. */
  consent: { effectiveOn: string; at: Date; recordedBy: string; note: string } | null;
  /** Links made before this instant no longer open (revocation through the record). */
  linksRevokedAt: Date | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const contentSchema = partSchema({
  changeType: { type: String, required: true },
  subprocessorId: { type: String, required: true },
  details: { type: subprocessorDetailsSchema, required: true },
  previousDetails: { type: subprocessorDetailsSchema, default: null },
  modifiedFields: { type: [String], default: [] },
  replacesName: { type: String, default: null },
  chain: { type: [anything], default: [] },
  reason: { type: localTextSchema, required: true },
  plannedEffectiveOn: { type: String, required: true },
  rollout: { type: String, required: true },
  emergencyReason: { type: String, default: null },
  agreementReference: { type: String, required: true },
  controllerName: { type: String, required: true },
  clause: { type: String, default: null },
});

export const noticeSchema = recordSchema({
  _id: { type: String, required: true },
  shortId: { type: String, required: true },
  changeId: { type: String, required: true },
  revision: { type: Number, required: true },
  agreementId: { type: String, required: true },
  controllerId: { type: String, required: true },
  terms: { type: anything, required: true },
  traits: { type: anything, required: true },
  content: { type: contentSchema, required: true },
  contentHash: { type: String, required: true },
  state: { type: String, required: true },
  publishedAt: { type: Date, required: true },
  sentAt: { type: Date, default: null },
  receivedAt: { type: Date, default: null },
  receiptEvidence: { type: String, default: null },
  evidence: { type: [anything], default: [] },
  manualReceipts: { type: [anything], default: [] },
  acknowledgements: { type: [anything], default: [] },
  attention: { type: [anything], default: [] },
  deadlines: { type: anything, default: null },
  announcedEffectiveOn: { type: String, default: null },
  effect: { type: String, enum: ['pending', 'held', 'inEffect', 'dropped', 'cancelled'], required: true },
  inEffectSince: { type: String, default: null },
  heldReasons: { type: [String], default: [] },
  approvals: { type: [anything], default: [] },
  consent: { type: anything, default: null },
  linksRevokedAt: { type: Date, default: null },
  version: { type: Number, required: true },
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
});
