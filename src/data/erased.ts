import { anything } from './strictSchema';

/** What of a record was erased in time, by which rule (src/workflows/retention). Its frozen content cannot be made again after that. */
export interface Erased {
  /** Legal time. */
  at: Date;
  rule: string;
}

/** For a schema: on a record of which something was erased, and on no other. */
export const erasedField = { type: anything };
