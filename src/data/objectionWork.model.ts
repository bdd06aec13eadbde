import { anything, recordSchema } from './strictSchema';

/** What one of the staff noted for colleagues. */
export interface ObjectionNote {
  /** Legal time. */
  at: Date;
  by: { personId: string; name: string };
  text: string;
}

/**
 * How the staff works with one objection. It stands apart from the objection (docs/adr/0013-objection-desk.md): nothing that is made from an objection for
 * the controller can tell of it, and handing it to a colleague makes nobody's decision stale.
 */
export interface ObjectionWorkRecord {
  /** The objection's. */
  _id: string;
  assignedTo: { personId: string; name: string } | null;
  /** The day the staff wants to be done by, in the processor's zone; null: what the terms say. */
  dueOn: string | null;
  /** Oldest first. */
  notes: ObjectionNote[];
  /** Of the first two; notes are only ever added. */
  version: number;
  updatedAt: Date;
}

export const objectionWorkSchema = recordSchema({
  _id: { type: String, required: true },
  assignedTo: { type: anything, default: null },
  dueOn: { type: String, default: null },
  notes: { type: [anything], default: [] },
  version: { type: Number, required: true },
  updatedAt: { type: Date, required: true },
});
