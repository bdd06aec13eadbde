import { type NoticeEffect, noticeEffects } from '../domain/notice/noticeEffect';
import type { AttentionCode } from '../domain/receipt/attention';
import type { NoticeState } from '../domain/receipt/deliveryState';
import type { EvidenceKind } from '../domain/receipt/receipt';
import type { ApprovalKind, ChangeTraits, ChangeType, Deadlines, Terms } from '../domain/terms/terms';
import type { ChainLink } from './change.model';
import type { ConsentRecord, ManualAnswerRecord, NoticeMessageRecord } from './dialogue.model';
import type { ToldDocument } from './document.model';
import { type Erased, erasedField } from './erased';
import { type LocalText, localTextSchema } from './localText';
import { anything, partSchema, recordSchema } from './strictSchema';
import { type SubprocessorDetails, subprocessorDetailsSchema } from './subprocessor.model';

/** What a notice tells of the change itself; a revision corrects it. */
export interface ToldFacts {
  changeType: ChangeType;
  details: SubprocessorDetails;
  previousDetails: SubprocessorDetails | null;
  modifiedFields: string[];
  replacesName: string | null;
  chain: ChainLink[];
  reason: LocalText;
  plannedEffectiveOn: string;
  rollout: 'together' | 'perAgreement';
  emergencyReason: string | null;
}

/** The facts that a notice tells, frozen at publication; the message of every sending is rendered from them. */
export interface NoticeContent extends ToldFacts {
  subprocessorId: string;
  /** Of a notice that took another's place: which revision that was of, why it was corrected, and what it told. Not there at all where it took none. */
  revised?: { revision: number; reason: LocalText; before: ToldFacts };
  /** Attached to the change when it was released. Not there at all where there were none. */
  documents?: ToldDocument[];
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

export interface ApprovalRecord extends ApprovalDecisionRecord {
  kind: ApprovalKind;
  requestedAt: Date;
  /** What was decided before, oldest first: a refusal that became a grant. Not there at all where nothing was. */
  earlier?: ApprovalDecisionRecord[];
}

export interface ApprovalDecisionRecord {
  state: 'requested' | 'granted' | 'refused';
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
  /** A scan or a copy of what proves it, in the documents; null without one. */
  documentId: string | null;
  /** The one it took the place of while that waited; not there on the first. */
  replaces?: string;
  enteredBy: { personId: string; name: string; at: Date };
  confirmedBy: { personId: string; name: string; at: Date } | null;
}

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

/** Whom to write to instead, as somebody who opened the link says; the DPO decides. */
export interface ContactProposalRecord {
  id: string;
  email: string;
  name: string | null;
  /** Whose link it was. */
  proposedBy: string;
  /** Legal time. */
  at: Date;
  decision: 'accepted' | 'declined' | null;
  decidedAt: Date | null;
  decidedBy: { personId: string; name: string } | null;
}

/** When something is to happen to the notice by itself; legal instants, null while nothing is. Made of the rest of the record (followUps.ts). */
export interface FollowUpsRecord {
  presumedAt: Date | null;
  unconfirmedAt: Date | null;
  secondContactAt: Date | null;
  remindAt: Date | null;
  /** The first of them. */
  nextAt: Date | null;
  /** The next contact has been sent the notice, or there was none: it happens once. */
  secondContactDone: boolean;
  remindedAt: Date | null;
  reminders: number;
}

/** A correction without new clocks: what is told from `at` (legal time) on. The notice's own content stays as it was frozen. */
export interface CorrectionRecord {
  revision: number;
  at: Date;
  reason: LocalText;
  before: ToldFacts;
  facts: ToldFacts;
  /** SHA-256 over the content with these facts in it, hex; and over what notices under the same rules share of that. */
  contentHash: string;
  commonHash: string;
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
  /** Oldest first. */
  corrections: CorrectionRecord[];
  /** SHA-256 over what notices under the same rules share: the content but for whose it is, terms, traits. Hex. */
  commonHash: string;
  state: NoticeState;
  publishedAt: Date;
  /** When the first sending left. */
  sentAt: Date | null;
  receivedAt: Date | null;
  receiptEvidence: EvidenceKind | null;
  evidence: EvidenceRecord[];
  manualReceipts: ManualReceiptRecord[];
  /** One of `manualReceipts` waits for another person's confirmation. */
  receiptWaiting: boolean;
  contactProposals: ContactProposalRecord[];
  /** One of `contactProposals` is undecided. */
  proposalWaiting: boolean;
  /** It was told by hand before the portal came: no mail is sent, and it waits for its manual receipt. */
  takenOver: boolean;
  acknowledgements: { at: Date; contactId: string; name: string | null }[];
  attention: AttentionRecord[];
  followUps: FollowUpsRecord;
  /** Computed whenever a start becomes known. */
  deadlines: Deadlines | null;
  /** The day of effect last told to the controller. */
  announcedEffectiveOn: string | null;
  effect: NoticeEffect;
  inEffectSince: string | null;
  heldReasons: string[];
  /** The notice of a later revision that took its place. */
  supersededBy: { noticeId: string; at: Date } | null;
  /** The objection that was open when it took another's place, and came along: the controller is asked whether it stands. */
  carriedObjection: { objectionId: string; reference: string; late: boolean } | null;
  approvals: ApprovalRecord[];
  consent: ConsentRecord | null;
  messages: NoticeMessageRecord[];
  manualAnswers: ManualAnswerRecord[];
  /** One of `manualAnswers` waits for another person's confirmation. */
  answerWaiting: boolean;
  /** Links made before this instant no longer open (revocation through the record). */
  linksRevokedAt: Date | null;
  erased?: Erased;
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
  // Without a default: notices from before lack it, and their hash would be another with it.
  revised: { type: anything },
  documents: { type: anything },
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
  commonHash: { type: String, required: true },
  corrections: { type: [anything], default: [] },
  state: { type: String, required: true },
  publishedAt: { type: Date, required: true },
  sentAt: { type: Date, default: null },
  receivedAt: { type: Date, default: null },
  receiptEvidence: { type: String, default: null },
  evidence: { type: [anything], default: [] },
  manualReceipts: { type: [anything], default: [] },
  receiptWaiting: { type: Boolean, default: false },
  contactProposals: { type: [anything], default: [] },
  proposalWaiting: { type: Boolean, default: false },
  takenOver: { type: Boolean, default: false },
  acknowledgements: { type: [anything], default: [] },
  attention: { type: [anything], default: [] },
  followUps: { type: anything, required: true },
  deadlines: { type: anything, default: null },
  announcedEffectiveOn: { type: String, default: null },
  effect: { type: String, enum: noticeEffects, required: true },
  inEffectSince: { type: String, default: null },
  heldReasons: { type: [String], default: [] },
  supersededBy: { type: anything, default: null },
  carriedObjection: { type: anything, default: null },
  approvals: { type: [anything], default: [] },
  consent: { type: anything, default: null },
  messages: { type: [anything], default: [] },
  manualAnswers: { type: [anything], default: [] },
  answerWaiting: { type: Boolean, default: false },
  linksRevokedAt: { type: Date, default: null },
  erased: erasedField,
  version: { type: Number, required: true },
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
});
