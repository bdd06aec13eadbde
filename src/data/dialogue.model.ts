import type { ApprovalKind } from '../domain/terms/terms';

/** A recorded written consent of the controller to an earlier day; withdrawn, it is no longer on the notice and stands in the audit trail. */
export interface ConsentRecord {
  effectiveOn: string;
  /** When it was given; legal time. */
  at: Date;
  /** `SAM-XXXX-XXXX`. */
  reference: string;
  /** As typed. `contactId` null: it came by mail, letter or phone. */
  by: { name: string; title: string; contactId: string | null };
}

/** What the DPO wrote to the controller about a notice; it is mailed, and stands on the page behind the link. */
export interface NoticeMessageRecord {
  id: string;
  /** An approval that was refused or has not come; or the wish for a consent to an earlier day. */
  about: 'approval' | 'consent';
  text: string;
  /** The day that is wished for, where a consent is asked for. */
  effectiveOn: string | null;
  /** Legal time. */
  at: Date;
  by: { personId: string; name: string };
}

/** What a manual answer says. */
export type ManualAnswerContent =
  | { kind: 'approval'; kinds: ApprovalKind[]; decision: 'granted' | 'refused'; grounds: string | null }
  | { kind: 'consent'; effectiveOn: string };

/** An answer that came by mail, letter or phone; it counts once another person has confirmed it. */
export interface ManualAnswerRecord {
  id: string;
  says: ManualAnswerContent;
  /** When it arrived; legal time. */
  decidedAt: Date;
  /** Who gave it. */
  name: string;
  title: string;
  note: string;
  /** Scans or copies of it, in the documents. */
  documentIds: string[];
  enteredBy: { personId: string; name: string; at: Date };
  confirmedBy: { personId: string; name: string; at: Date } | null;
  /** Of the approval or the consent that it became. */
  reference: string | null;
}
