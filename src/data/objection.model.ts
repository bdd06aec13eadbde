import type { ObjectionEvent, ObjectionState } from '../domain/objection/objectionMachine';
import { anything, recordSchema } from './strictSchema';

export interface ObjectionGrounds {
  at: Date;
  text: string;
  name: string;
  title: string;
  contactId: string | null;
  /** How it came when not by the page, and who entered it. */
  enteredBy: { personId: string; name: string; channel: string } | null;
}

export interface ObjectionStep {
  at: Date;
  event: ObjectionEvent;
  from: ObjectionState | null;
  to: ObjectionState;
  by: string;
  reason: string | null;
}

export interface Proposal {
  id: string;
  at: Date;
  text: string;
  effectiveOn: string | null;
  drop: boolean;
  answer: 'accepted' | 'declined' | null;
  answeredAt: Date | null;
  /** A revision came before the answer: there is nothing to answer any more. */
  lapsedAt: Date | null;
}

export interface ObjectionRecord {
  _id: string;
  /** What the controller is given, e.g. `INN-7K3M-9QPX`. */
  reference: string;
  noticeId: string;
  changeId: string;
  revision: number;
  agreementId: string;
  state: ObjectionState;
  /** Not ended: at most one per notice, by index. */
  open: boolean;
  late: boolean;
  receivedAt: Date;
  grounds: ObjectionGrounds[];
  history: ObjectionStep[];
  answerBy: string | null;
  proposals: Proposal[];
  outcome: 'proceeds' | 'dropped' | null;
  proceedsFrom: string | null;
  /** dismissed: the first day its gate is no longer shut. */
  countsUntil: string | null;
  /** terminate, dismiss: decided by one, waiting for another. */
  pending: { event: 'terminate' | 'dismiss'; byPersonId: string; byName: string; at: Date; reason: string; endsOn: string | null } | null;
  agreementEndsOn: string | null;
  /** A material revision took it along, and the controller was asked whether it stands; silence: it stands. Null: never asked. */
  standsAsked: { revision: number; at: Date; confirmedAt: Date | null } | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export const objectionSchema = recordSchema({
  _id: { type: String, required: true },
  reference: { type: String, required: true },
  noticeId: { type: String, required: true },
  changeId: { type: String, required: true },
  revision: { type: Number, required: true },
  agreementId: { type: String, required: true },
  state: { type: String, required: true },
  open: { type: Boolean, required: true },
  late: { type: Boolean, required: true },
  receivedAt: { type: Date, required: true },
  grounds: { type: [anything], default: [] },
  history: { type: [anything], default: [] },
  answerBy: { type: String, default: null },
  proposals: { type: [anything], default: [] },
  outcome: { type: String, default: null },
  proceedsFrom: { type: String, default: null },
  countsUntil: { type: String, default: null },
  pending: { type: anything, default: null },
  agreementEndsOn: { type: String, default: null },
  standsAsked: { type: anything, default: null },
  version: { type: Number, required: true },
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
});
