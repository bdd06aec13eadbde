import { z } from 'zod';
import { approvalKinds } from '../domain/terms/terms';
import { calendarDay, id, instant, longText, shortText } from './primitives';
import { uploadedFile } from './uploads';

const came = { decidedAt: instant, name: shortText(), title: shortText(), note: longText(2_000) };

/** What a page's form says of an answer that came by mail, letter or phone. */
export const approvalByHand = z.strictObject({
  kinds: z.array(z.enum(approvalKinds)).min(1).max(approvalKinds.length),
  decision: z.enum(['granted', 'refused']),
  grounds: longText(10_000).optional(),
  ...came,
});
export const consentByHand = z.strictObject({ effectiveOn: calendarDay, ...came });

const confirmation = z.strictObject({ confirm: z.literal(true), id });
const documents = z.array(uploadedFile).max(5).optional();

/** `POST /notices/{id}/approvals`: a yes or a no that came by mail, letter or phone, or the confirmation of one that another person entered. */
export const manualApproval = z.union([approvalByHand.extend({ documents }), confirmation]);

/** `POST /notices/{id}/consents`: a consent to an earlier day that came so, or its confirmation. */
export const manualConsent = z.union([consentByHand.extend({ documents }), confirmation]);

/** What the DPO writes to the controller about an approval. */
export const approvalMessage = z.strictObject({ text: longText(10_000) });

/** The wish for a consent to an earlier day, and why. */
export const consentWish = z.strictObject({ effectiveOn: calendarDay, text: longText(5_000) });
