import { initialObjection, type ObjectionState } from '../objection/objectionMachine';
import type { ApprovalKind, Deadlines, Terms } from '../terms/terms';
import type { LinkFacts, LinkStanding } from './linkStanding';

export interface NoticeActFacts {
  standing: LinkStanding;
  effect: LinkFacts['effect'];
  terms: Terms;
  deadlines: Deadlines | null;
  /** This contact has pressed the button already. */
  acknowledged: boolean;
  approvals: { kind: ApprovalKind; state: 'requested' | 'granted' | 'refused' }[];
  /** The objection that has not ended, if there is one. */
  openObjection: { state: ObjectionState; proposalUnanswered: boolean } | null;
  now: Date;
}

/** What the controller's contact can do with a notice now. */
export interface NoticeActs {
  acknowledge: boolean;
  /** null: not possible. `late`: it is recorded and shuts no gate. */
  object: 'inTime' | 'late' | null;
  /** The approvals that a yes would give; also those that were refused. */
  approve: ApprovalKind[];
  /** The approvals that can be refused. A granted one stays granted. */
  refuse: ApprovalKind[];
  withdraw: boolean;
  answer: boolean;
  grounds: boolean;
  /** Saying that the notice came to the wrong person. */
  contact: boolean;
}

const nothing: NoticeActs = {
  acknowledge: false,
  object: null,
  approve: [],
  refuse: [],
  withdraw: false,
  answer: false,
  grounds: false,
  contact: false,
};
const withdrawable: readonly ObjectionState[] = ['submitted', 'underReview', 'awaitingGrounds', 'negotiating', 'late'];

/**
 * Which acts make sense now (CONTRACT.md, `/notice/<short id>`). `object` stays after the window and after effect, where it is late; it ends
 * when the change is dropped or withdrawn, since nothing is left to object to, and with the link's rights.
 */
export function noticeActs({
  standing,
  effect,
  terms,
  deadlines,
  acknowledged,
  approvals,
  openObjection,
  now,
}: NoticeActFacts): NoticeActs {
  if (standing !== 'usable') return nothing;
  const undecided = effect === 'pending' || effect === 'held';
  const over = effect === 'dropped' || effect === 'cancelled' || effect === 'superseded';
  const start = initialObjection({ receivedAt: now, deadlines, inEffect: effect === 'inEffect', terms });
  return {
    acknowledge: undecided && !acknowledged,
    object: over ? null : start === 'late' ? 'late' : 'inTime',
    approve: undecided ? approvals.filter(({ state }) => state !== 'granted').map(({ kind }) => kind) : [],
    refuse: undecided ? approvals.filter(({ state }) => state === 'requested').map(({ kind }) => kind) : [],
    withdraw: openObjection !== null && withdrawable.includes(openObjection.state),
    answer: openObjection?.state === 'negotiating' && openObjection.proposalUnanswered,
    grounds: openObjection?.state === 'awaitingGrounds',
    contact: undecided,
  };
}

/** Posted within this much legal time before it is confirmed, an objection counts from when it was posted (DESIGN.md, "Objections"). */
const confirmWithinMs = 60 * 60 * 1000;

/**
 * The instant from which a confirmed objection counts: the earliest of the instants at which its form was posted that lies no more than an
 * hour before the confirmation, else the confirmation itself.
 *
 * Example: posted 23:59:30, corrected and posted again 00:01, confirmed 00:05 → 23:59:30.
 */
export function objectionCountsFrom(postedAt: readonly Date[], confirmedAt: Date): Date {
  const earliest = confirmedAt.getTime() - confirmWithinMs;
  const times = postedAt.map((each) => each.getTime()).filter((time) => time >= earliest && time <= confirmedAt.getTime());
  return new Date(Math.min(confirmedAt.getTime(), ...times));
}
