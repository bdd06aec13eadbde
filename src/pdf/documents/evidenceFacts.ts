import type { NoticeEffect } from '../../domain/notice/noticeEffect';
import type { ObjectionState } from '../../domain/objection/objectionMachine';
import type { BothLanguages } from '../../domain/outcome';
import type { EvidenceKind } from '../../domain/receipt/receipt';
import type { ApprovalKind } from '../../domain/terms/terms';

/** What the index of a bundle tells of one notice. Days are legal days in the agreement's zone. */
export interface EvidenceLine {
  shortId: string;
  agreementReference: string;
  controllerName: string;
  change: BothLanguages;
  plannedEffectiveOn: string;
  timeZone: string;
  receivedAt: Date | null;
  evidence: EvidenceKind | null;
  /** A period runs, whatever it runs from. */
  hasClock: boolean;
  /** null: no window, or its start is not known. */
  lastDayToObject: string | null;
  hasWindow: boolean;
  earliestEffectiveOn: string | null;
  isAcknowledged: boolean;
  approvals: { kind: ApprovalKind; state: 'requested' | 'granted' | 'refused' }[];
  objections: { reference: string; state: ObjectionState }[];
  effect: NoticeEffect;
  inEffectSince: string | null;
  heldReasons: readonly string[];
}

/** What is not as it was, or cannot be shown. */
export type EvidenceFinding = { kind: 'differs' | 'lost'; sendingId: string; mail: string } | { kind: 'attachment'; documentId: string };

/** What all notices of a bundle come to. Lists are cut, counts are whole. */
export interface EvidenceSummary {
  /** Without those that a later revision superseded. */
  notices: number;
  superseded: number;
  received: ReadonlyMap<EvidenceKind, number>;
  /** The first and last legal day of receipt; null where nothing was received. */
  receipts: { first: string; last: string } | null;
  /** Whose periods run without a receipt. */
  otherStarts: number;
  approvals: ReadonlyMap<string, number>;
  objections: number;
  objectionsShown: readonly { reference: string; state: ObjectionState }[];
  effects: ReadonlyMap<NoticeEffect, number>;
  /** Of those in effect. */
  inEffect: { first: string; last: string } | null;
  /** Codes of gates, with how many notices each holds. */
  heldReasons: ReadonlyMap<string, number>;
  lines: readonly EvidenceLine[];
  findings: readonly EvidenceFinding[];
  findingCount: number;
  /** The legal day and how many messages were erased then. */
  erasedOn: ReadonlyMap<string, number>;
}

/** What the index of a bundle is made from. */
export interface EvidenceFacts {
  subject:
    | { kind: 'change'; title: BothLanguages; reason: BothLanguages; plannedEffectiveOn: string }
    | { kind: 'agreement'; reference: string; controllerName: string };
  summary: EvidenceSummary;
  /** The signed head that the bundle's events are proved by; null before the first event. `at` is real time. */
  head: { seq: number; hash: string; at: string; kid: string } | null;
  processorName: string;
  /** Legal time. */
  madeAt: Date;
  /** Of the processor. */
  timeZone: string;
  /** What the zip is called. */
  fileName: string;
}
