import { z } from 'zod';
import { id, instant, longText, shortText } from './primitives';

const receipt = { receivedAt: instant, note: longText(2_000) };

/**
 * `POST /notices/{id}/receipts`: a manual receipt, or the confirmation of the one that another person entered. `id` says which; without it only one that was not
 * entered anew can be meant.
 */
export const manualReceipt = z.union([z.strictObject(receipt), z.strictObject({ confirm: z.literal(true), id: id.optional() })]);

/** What the form of a notice's page says of a receipt. */
export const manualReceiptFields = z.strictObject(receipt);

/** More lines than any change has had told by hand. */
export const mostReceipts = 5_000;

export const receiptItem = z.strictObject({ agreement: shortText(), ...receipt });

/** The confirmation of receipts that others entered, each named by its own `id`: nobody confirms one that they have not read. */
export const receiptsConfirmation = z.strictObject({
  confirm: z.literal(true),
  ids: z
    .array(id)
    .min(1)
    .max(mostReceipts)
    .meta({ description: 'The ids of the receipts that were read, as `GET /changes/{id}/receipts` lists them' }),
});

/** `POST /changes/{id}/receipts`: receipts of many agreements at once, or the confirmation of those that others entered. */
export const changeReceipts = z.union([z.strictObject({ items: z.array(receiptItem).min(1).max(mostReceipts) }), receiptsConfirmation]);

/** `POST /notices/{id}/resend`. */
export const resending = z.strictObject({ contactId: id.optional() });
