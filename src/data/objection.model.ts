import type { EntryEvent, EntryState } from '../domain/objection/entry';
import type { ObjectionEvent, ObjectionState } from '../domain/objection/objectionMachine';
import type { RunningStages } from '../domain/objection/runningStages';
import { type Erased, erasedField } from './erased';
import { anything, recordSchema } from './strictSchema';

/** What one of the staff found wrong with an entry; it waits for another person to agree. */
export interface EntryProposal {
  what: 'correct' | 'strikeOut';
  /** correct: the instant of arrival it should be. */
  receivedAt: Date | null;
  reason: string;
  byPersonId: string;
  byName: string;
  /** Legal time. */
  at: Date;
}

/** An entry by the staff, until two persons vouch for it or have struck it out. */
export interface ObjectionEntry {
  state: EntryState;
  /** Legal time. */
  enteredAt: Date;
  /** Who confirmed it, or agreed that it was wrong. */
  checkedBy: { personId: string; name: string; at: Date } | null;
  proposed: EntryProposal | null;
  /** Why it was corrected or struck out. */
  reason: string | null;
}

export interface ObjectionGrounds {
  /** The instant that it counts from, legal time. */
  at: Date;
  text: string;
  name: string;
  title: string;
  contactId: string | null;
  /** How it came when not by the page, and who entered it. */
  enteredBy: { personId: string; name: string; channel: string } | null;
  /** Null for what came by the page, and for what was entered before entries were confirmed and has ended. */
  entry: ObjectionEntry | null;
  /** What was attached to it. */
  documentIds: string[];
}

/** Everything that is written into the history: the table's events, and what became of an entry. */
export type StepEvent = ObjectionEvent | EntryEvent;

export interface ObjectionStep {
  at: Date;
  event: StepEvent;
  from: ObjectionState | null;
  to: ObjectionState;
  by: string;
  reason: string | null;
}

/** What the controller proposed instead when it declined. */
export interface CounterProposal {
  text: string;
  effectiveOn: string | null;
  documentIds: string[];
}

export interface Proposal {
  id: string;
  at: Date;
  text: string;
  effectiveOn: string | null;
  drop: boolean;
  answer: 'accepted' | 'declined' | null;
  answeredAt: Date | null;
  counter: CounterProposal | null;
  /** What was attached to it. */
  documentIds: string[];
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
  /** The chained clocks (`terms.afterObjection`). Null where the terms have none, and while it is late. */
  stages: RunningStages | null;
  erased?: Erased;
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
  stages: { type: anything, default: null },
  erased: erasedField,
  version: { type: Number, required: true },
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
});
