import { type CalendarDate, localDateOf } from '../calendar/calendarDate';
import { consentDays } from '../consent/consentDays';
import type { AgreementInGate } from '../gate/gate';
import { mayTerminate, type ObjectionStages, terminationDays } from '../objection/afterObjection';
import { initialObjection, type ObjectionState } from '../objection/objectionMachine';
import type { ApprovalKind, ChangeType, Deadlines, Terms } from '../terms/terms';
import type { LinkFacts, LinkStanding } from './linkStanding';

export interface NoticeActFacts {
  standing: LinkStanding;
  effect: LinkFacts['effect'];
  changeType: ChangeType;
  plannedEffectiveOn: CalendarDate;
  terms: Terms;
  deadlines: Deadlines | null;
  agreement: AgreementInGate['state'];
  /** An objection to the notice ended with the end of the agreement. */
  terminating: boolean;
  /** The day that a settlement lets the change take effect from; null where there is none. */
  agreedFrom: CalendarDate | null;
  /** This contact has pressed the button already. */
  acknowledged: boolean;
  approvals: { kind: ApprovalKind; state: 'requested' | 'granted' | 'refused' }[];
  /** The consent to an earlier day that stands. */
  consent: { effectiveOn: CalendarDate } | null;
  /** The objection that has not ended, if there is one. */
  openObjection: { state: ObjectionState; proposalUnanswered: boolean; askedIfStands: boolean; stages: ObjectionStages | null } | null;
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
  /** Saying that the objection stands, after a material revision asked. */
  stands: boolean;
  answer: boolean;
  grounds: boolean;
  /** Asking something: for as long as anything can be done by the link. */
  ask: boolean;
  /** Consenting to an earlier day, one of those from `first` to `last`; or taking that back, until the day itself. */
  consent: { kind: 'give'; first: CalendarDate; last: CalendarDate } | { kind: 'withdraw'; effectiveOn: CalendarDate } | null;
  /** Saying that the notice came to the wrong person. */
  contact: boolean;
  /** Terminating the agreement because of the change, under chained clocks: the days that can be its last. */
  terminate: { first: CalendarDate; last: CalendarDate } | null;
}

const nothing: NoticeActs = {
  acknowledge: false,
  object: null,
  approve: [],
  refuse: [],
  withdraw: false,
  stands: false,
  answer: false,
  grounds: false,
  ask: false,
  consent: null,
  contact: false,
  terminate: null,
};
const withdrawable: readonly ObjectionState[] = ['submitted', 'underReview', 'awaitingGrounds', 'negotiating', 'late'];

/**
 * The agreement ends before the change is ever in effect for it, so that nothing said about the change can lead to anything (DESIGN.md, "Gate": `agreement-ending`,
 * `agreement-ended`). A removal that is only announced takes effect until the agreement has ended.
 */
export function endsBeforeEffect({
  effect,
  agreement,
  changeType,
  terms,
}: Pick<NoticeActFacts, 'effect' | 'agreement' | 'changeType'> & { terms: Pick<Terms, 'removal'> }): boolean {
  if (effect !== 'pending' && effect !== 'held') return false;
  return agreement === 'ended' || (agreement === 'ending' && !(changeType === 'remove' && terms.removal === 'announce'));
}

/**
 * Which acts make sense now (CONTRACT.md, `/notice/<short id>`). `object` stays after the window and after effect, where it is late; it ends
 * when the change is dropped or withdrawn or the agreement ends before it, since nothing is left to object to, and with the link's rights.
 */
export function noticeActs(facts: NoticeActFacts): NoticeActs {
  const { standing, effect, terms, deadlines, acknowledged, approvals, openObjection, now } = facts;
  if (standing !== 'usable' || effect === 'superseded') return nothing;
  const undecided = effect === 'pending' || effect === 'held';
  const barred = endsBeforeEffect(facts);
  const open = undecided && !barred;
  const over = effect === 'dropped' || effect === 'cancelled' || barred || facts.terminating || facts.agreement === 'ended';
  const start = initialObjection({ receivedAt: now, deadlines, inEffect: effect === 'inEffect', terms });
  return {
    acknowledge: open && !acknowledged,
    object: over ? null : start === 'late' ? 'late' : 'inTime',
    approve: open ? approvals.filter(({ state }) => state !== 'granted').map(({ kind }) => kind) : [],
    refuse: open ? approvals.filter(({ state }) => state === 'requested').map(({ kind }) => kind) : [],
    withdraw: openObjection !== null && withdrawable.includes(openObjection.state),
    stands: openObjection !== null && openObjection.state !== 'late' && openObjection.askedIfStands,
    answer: openObjection?.state === 'negotiating' && openObjection.proposalUnanswered,
    grounds: openObjection?.state === 'awaitingGrounds',
    ask: true,
    consent: open ? consentAct(facts) : null,
    contact: undecided,
    terminate: terminateAct(facts),
  };
}

function terminateAct({ openObjection, terms, plannedEffectiveOn, now }: NoticeActFacts): NoticeActs['terminate'] {
  const stages = openObjection && openObjection.state !== 'late' ? openObjection.stages : null;
  const today = localDateOf(now, terms.timeZone);
  if (!stages || mayTerminate(stages, today) !== 'now') return null;
  return terminationDays(terms, { terminatedOn: today, plannedEffectiveOn });
}

/**
 * Whoever objects does not want it earlier: no consent is asked for while an objection holds the change. A consent does not go before the day that
 * was agreed in a settlement, so no such day is offered.
 */
function consentAct(facts: NoticeActFacts): NoticeActs['consent'] {
  const { consent, openObjection, agreedFrom, terms, now } = facts;
  const today = localDateOf(now, terms.timeZone);
  if (consent) return today < consent.effectiveOn ? { kind: 'withdraw', effectiveOn: consent.effectiveOn } : null;
  const days = openObjection && openObjection.state !== 'late' ? null : consentDays({ ...facts, today });
  if (!days) return null;
  const first = agreedFrom && agreedFrom > days.first ? agreedFrom : days.first;
  return first > days.last ? null : { kind: 'give', first, last: days.last };
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
