import type { ChangeRecord } from '../../data/change.model';
import { newId } from '../../data/id';
import type { ManualReceiptRecord, NoticeRecord } from '../../data/notice.model';
import type { PersonActor } from '../../domain/actor';
import { type BothLanguages, type FieldProblem, type Refusal, refuse } from '../../domain/outcome';

export interface ManualReceiptInput {
  /** When the controller had it, as whoever enters it knows: on paper, by phone, before the portal came. */
  receivedAt: Date;
  note: string;
}

const problem = (pointer: string, code: string, nb: string, en: string): FieldProblem => ({ pointer, code, detail: { nb, en } });

/** What is wrong with a receipt of this notice at `now` (legal time). Before publication only where the change was told by hand before the portal came. */
export function receiptProblems(
  notice: Pick<NoticeRecord, 'publishedAt' | 'takenOver'>,
  { receivedAt }: Pick<ManualReceiptInput, 'receivedAt'>,
  now: Date,
): FieldProblem[] {
  if (receivedAt > now) {
    return [problem('/receivedAt', 'in-the-future', 'Mottaket kan ikke ligge frem i tid.', 'The receipt cannot lie in the future.')];
  }
  if (receivedAt < notice.publishedAt && !notice.takenOver) {
    return [
      problem(
        '/receivedAt',
        'before-publication',
        'Mottaket kan ikke ligge før endringen ble publisert. Ble varselet gitt for hånd før portalen, må endringen være merket slik.',
        'The receipt cannot lie before the change was published. If the notice was given by hand before the portal, the change has to be marked so.',
      ),
    ];
  }
  return [];
}

/** Why nothing can be received any more: the change is decided for the agreement, or a person already vouches for a receipt. */
export function receiptRefusal(notice: Pick<NoticeRecord, 'effect' | 'manualReceipts'>): { ok: false; refusal: Refusal } | null {
  if (notice.effect !== 'pending' && notice.effect !== 'held') return refuse('wrong-state');
  if (notice.manualReceipts.some(({ confirmedBy }) => confirmedBy)) return refuse('receipt-confirmed');
  return null;
}

/** The notice with a receipt that waits for another person. One that waited before is replaced: that is how a mistake is put right. */
export function withEnteredReceipt(
  notice: NoticeRecord,
  { receivedAt, note, documentId, actor, now }: ManualReceiptInput & { documentId: string | null; actor: PersonActor; now: Date },
): { notice: NoticeRecord; receipt: ManualReceiptRecord; replaced: string | null } {
  const waiting = waitingReceipt(notice);
  const receipt: ManualReceiptRecord = {
    id: newId(),
    receivedAt,
    note,
    documentId,
    ...(waiting ? { replaces: waiting.id } : {}),
    enteredBy: { personId: actor.personId, name: actor.name, at: now },
    confirmedBy: null,
  };
  const manualReceipts = [...notice.manualReceipts.filter(({ id }) => id !== waiting?.id), receipt];
  return { notice: { ...notice, manualReceipts, receiptWaiting: true, updatedAt: now }, receipt, replaced: waiting?.id ?? null };
}

/**
 * Why `receiptId` is not the one that waits, if it is not (`stale-version`): nobody confirms a receipt unread. null: whoever confirms has not said which; that can only
 * be meant of one that was not entered anew.
 */
export function readReceiptRefusal(
  { id, replaces }: ManualReceiptRecord,
  receiptId: string | null,
): { ok: false; refusal: Refusal } | null {
  const isMeant = receiptId === null ? replaces === undefined : receiptId === id;
  return isMeant ? null : refuse('stale-version', { detail: enteredAnew });
}

const enteredAnew: BothLanguages = {
  nb: 'Mottaket er registrert på nytt i mellomtiden. Les det som står der nå, og bekreft det (i API-et med mottakets «id»).',
  en: 'The receipt has been entered anew in the meantime. Read what it says now, and confirm that (in the API with the `id` of the receipt).',
};

export function waitingReceipt({ manualReceipts }: Pick<NoticeRecord, 'manualReceipts'>): ManualReceiptRecord | undefined {
  return manualReceipts.find(({ confirmedBy }) => confirmedBy === null);
}

/** The notice with its waiting receipt confirmed. What was told by hand was sent by hand: at the latest when it was received. */
export function withConfirmedReceipt(notice: NoticeRecord, receipt: ManualReceiptRecord, actor: PersonActor, now: Date): NoticeRecord {
  const confirmed = { ...receipt, confirmedBy: { personId: actor.personId, name: actor.name, at: now } };
  const byHand = notice.takenOver && !notice.sentAt;
  return {
    ...notice,
    manualReceipts: notice.manualReceipts.map((each) => (each.id === receipt.id ? confirmed : each)),
    receiptWaiting: false,
    ...(byHand ? { sentAt: receipt.receivedAt, announcedEffectiveOn: notice.content.plannedEffectiveOn } : {}),
    updatedAt: now,
  };
}

/** Of a change whose receipts can be entered together: it is published, and not completed or withdrawn. */
export function takesReceipts({ status }: Pick<ChangeRecord, 'status'>): boolean {
  return status === 'published';
}
