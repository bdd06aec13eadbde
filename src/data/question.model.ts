import { type AskedRecord, askedFields } from './asked.model';
import { anything, recordSchema } from './strictSchema';

/** A controller's question about a notice, `SPM-XXXX-XXXX`. */
export interface QuestionRecord extends AskedRecord {
  text: string;
  answer: { text: string; at: Date; by: { personId: string; name: string } } | null;
}

export const questionSchema = recordSchema({
  ...askedFields,
  text: { type: String, required: true },
  answer: { type: anything, default: null },
});
