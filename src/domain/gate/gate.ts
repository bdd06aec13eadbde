import { addDays, type CalendarDate, laterOf } from '../calendar/calendarDate';
import type { ChangeStatus, Rollout } from '../change/changeLife';
import type { ObjectionState } from '../objection/objectionMachine';
import type { ApprovalKind, ChangeType, Deadlines, Terms } from '../terms/terms';

/** Every reason a gate can be shut for, in the order in which they are shown (DESIGN.md, "Gate"). */
export const gateCodes = [
  'not-approved',
  'not-published',
  'not-received',
  'undeliverable',
  'planned-day',
  'notice-period',
  'objection-window',
  'objection-open',
  'approval-missing',
  'approval-refused',
  'transfer-approval-missing',
  'transfer-approval-refused',
  'transfer-basis-missing',
  'contract-missing',
  'waiting-for-others',
  'dropped',
  'change-withdrawn',
  'agreement-ending',
  'agreement-ended',
  'stopped',
] as const;
/** What is over for good: of a change that never takes effect for an agreement it does not matter what else would have to come first. */
const finalCodes: ReadonlySet<GateCode> = new Set(['dropped', 'change-withdrawn', 'agreement-ended']);
export type GateCode = (typeof gateCodes)[number];

/** `until` is the first day that this reason no longer bars; without it no day can be named. */
export interface GateReason {
  code: GateCode;
  until?: CalendarDate;
}

/** What the gate has to know of one objection to the notice. */
export interface ObjectionInGate {
  state: ObjectionState;
  /** Of a settled one. */
  outcome: 'proceeds' | 'dropped' | null;
  /** Of one settled with `proceeds`: the agreed day, where there is one. */
  proceedsFrom: CalendarDate | null;
  /** Of a dismissed one: the first day it no longer counts; null where it never shut the gate (it was late). */
  countsUntil: CalendarDate | null;
  /** Of a terminating one: the agreement's last day. */
  agreementEndsOn: CalendarDate | null;
}

export interface AgreementInGate {
  state: 'active' | 'ending' | 'ended';
  /** A stop order is in force. */
  stopped: boolean;
}

export interface GateFacts {
  /** The day it is in the agreement's zone. */
  today: CalendarDate;
  change: { status: ChangeStatus; type: ChangeType; plannedEffectiveOn: CalendarDate; rollout: Rollout };
  agreement: AgreementInGate;
  /** The notice's copy, narrowed to this change. */
  terms: Terms;
  /** null: this agreement has no notice yet. `received` by the evidence that the terms ask for. */
  notice: { received: boolean; undeliverable: boolean; dropped: boolean } | null;
  deadlines: Omit<Deadlines, 'explanation'> | null;
  /** A recorded written consent of the controller to an earlier day. */
  consentedFrom: CalendarDate | null;
  objections: ObjectionInGate[];
  /** Every approval that this notice needs. */
  approvals: { kind: ApprovalKind; state: 'requested' | 'granted' | 'refused' }[];
  /** Third countries without a basis that the terms accept. */
  transferUncovered: string[];
  /** The processor has recorded its contract with the subprocessor (GDPR art. 28(4)). */
  contractRecorded: boolean;
  /** With `together`: another agreement is not clear. */
  waitingForOthers: boolean;
}

export interface GateAnswer {
  clear: boolean;
  reasons: GateReason[];
}

/** An annex entry, as asked about on one day. */
export interface AnnexEntryFacts {
  today: CalendarDate;
  /** null: the annex does not list the subprocessor. `inForceUntil` is its last day. `suspendedFor` are the recorded reasons. */
  entry: { inForceFrom: CalendarDate; inForceUntil: CalendarDate | null; suspendedFor: GateCode[] } | null;
  agreement: AgreementInGate;
  /** To the notice that brought the entry; none where it stood in the signed annex. */
  objections: ObjectionInGate[];
  transferUncovered: string[];
  contractRecorded: boolean;
}

/**
 * May this change take effect for this agreement today? Every reason that holds is returned, in the order of `gateCodes`, each code once.
 *
 * - No receipt is asked for before publication, and none after withdrawal. A notice that counts as received but has no clock is not received:
 *   without a start no day can be lawful.
 * - `notice-period` also stands for "inform beforehand": without a period the day after the start is the first.
 * - `objection-window` bars only where the window must close before effect. Where terms have no window, an open objection bars by itself.
 * - A consent lifts the two clocks from its day on, and nothing else: the planned day, approvals, bases and objections stay.
 * - The day agreed in a settlement is a planned day of this agreement: it can make the effect later, never earlier.
 * - A removal never asks for a basis or a contract: use only ends. Under `announce` it needs no gate at all; it shows as barred only
 *   by what makes it no removal here (not published, its day not come, withdrawn, given up for this agreement, agreement ended).
 */
export function evaluateGate(facts: GateFacts): GateAnswer {
  const found = [
    ...lifeReasons(facts),
    ...clockReasons(facts),
    ...objectionReasons(facts.objections, facts.today),
    ...approvalReasons(facts),
    ...standingReasons(facts),
    ...agreementReasons(facts.agreement),
  ];
  return answer(found.filter((reason) => applies(reason.code, facts)));
}

/** The first day on which the change may take effect: today if nothing bars it, null if some reason cannot name its last day. */
export function firstLawfulDay(facts: GateFacts): CalendarDate | null {
  let first = facts.today;
  for (const { until } of evaluateGate(facts).reasons) {
    if (!until) return null;
    first = laterOf(first, until);
  }
  return first;
}

/**
 * May data go to a subprocessor on the strength of its annex entry today? Yes while the entry is in force, also while a change of it waits.
 * What comes after effect can suspend it: an objection that was admitted late, a basis that lapsed, a stop order, a recorded suspension.
 * An agreement that is ending still runs, so it bars nothing here, unless it ends over this very entry (a terminating objection to it).
 * An entry that the annex does not have, or no longer has, answers `not-approved`.
 */
export function gateForAnnexEntry(facts: AnnexEntryFacts): GateAnswer {
  const { entry, today } = facts;
  if (!entry || (entry.inForceUntil && entry.inForceUntil < today)) return answer([{ code: 'not-approved' }]);
  const found: GateReason[] = [
    ...entry.suspendedFor.map((code) => ({ code })),
    ...objectionReasons(facts.objections, today),
    ...agreementReasons(facts.agreement).filter(({ code }) => code !== 'agreement-ending'),
  ];
  if (entry.inForceFrom > today) found.push({ code: 'planned-day', until: entry.inForceFrom });
  if (facts.transferUncovered.length > 0) found.push({ code: 'transfer-basis-missing' });
  if (!facts.contractRecorded) found.push({ code: 'contract-missing' });
  return answer(found);
}

/**
 * May data go to somebody whom the controller has an agreement of its own with (2020 template 9.7)? What passes between the two is theirs, so no notice,
 * basis or contract of ours is asked for. What ends or stops our own processing under the agreement ends this too.
 */
export function gateForDirectRelation(agreement: AgreementInGate): GateAnswer {
  return answer(agreementReasons(agreement).filter(({ code }) => code !== 'agreement-ending'));
}

/**
 * May data of this agreement go to this subprocessor today? The entry in force answers; without one the published change that would
 * bring it (`pending`) does, so that a day of effect begins at 00:00 and not when a sweep has written the annex. Neither: `not-approved`, and
 * `change-withdrawn` where there was one: a system is told every reason that holds, a person those that matter (`reasonsThatMatter`).
 */
export function gateForSubprocessor(facts: { annex: AnnexEntryFacts; pending: GateFacts | null }): GateAnswer {
  const { annex, pending } = facts;
  const fromAnnex = gateForAnnexEntry(annex);
  const listed = !fromAnnex.reasons.some(({ code }) => code === 'not-approved');
  if (!listed && pending?.change.status === 'withdrawn') return answer([...fromAnnex.reasons, { code: 'change-withdrawn' }]);
  if (listed || !pending || !wasPublished(pending.change.status) || pending.change.type === 'remove') return fromAnnex;
  return evaluateGate(pending);
}

/** The reasons to tell a person: where one is final only the final ones, since no clock that runs out opens the gate then. */
export function reasonsThatMatter(reasons: readonly GateReason[]): GateReason[] {
  const final = reasons.filter(({ code }) => finalCodes.has(code));
  return final.length > 0 ? final : [...reasons];
}

function wasPublished(status: ChangeStatus): boolean {
  return status === 'published' || status === 'completed';
}

function lifeReasons({ change, notice, deadlines, today }: GateFacts): GateReason[] {
  const found: GateReason[] = [];
  if (change.status === 'withdrawn') found.push({ code: 'change-withdrawn' });
  else if (!wasPublished(change.status)) found.push({ code: 'not-published' });
  else if (notice?.undeliverable) found.push({ code: 'undeliverable' });
  else if (!notice?.received || !deadlines?.earliestEffectiveOn) found.push({ code: 'not-received' });
  if (notice?.dropped) found.push({ code: 'dropped' });
  if (today < change.plannedEffectiveOn) found.push({ code: 'planned-day', until: change.plannedEffectiveOn });
  return found;
}

function clockReasons({ today, terms, deadlines, consentedFrom }: GateFacts): GateReason[] {
  if (!deadlines) return [];
  const windowEnds = terms.objection.mustCloseBeforeEffect && deadlines.objection ? addDays(deadlines.objection.lastDay, 1) : null;
  const earliest = deadlines.earliestEffectiveOn;
  const periodEnds = deadlines.notice?.earliestEffectiveOn ?? (earliest && (!windowEnds || earliest > windowEnds) ? earliest : null);
  return [...running('notice-period', periodEnds), ...running('objection-window', windowEnds)];

  function running(code: GateCode, ends: CalendarDate | null): GateReason[] {
    if (!ends) return [];
    const until = consentedFrom && consentedFrom < ends ? consentedFrom : ends;
    return today < until ? [{ code, until }] : [];
  }
}

function objectionReasons(objections: ObjectionInGate[], today: CalendarDate): GateReason[] {
  return objections.flatMap((objection) => reasonsOf(objection, today));
}

function reasonsOf(objection: ObjectionInGate, today: CalendarDate): GateReason[] {
  switch (objection.state) {
    case 'submitted':
    case 'underReview':
    case 'awaitingGrounds':
    case 'negotiating':
      return [{ code: 'objection-open' }];
    case 'upheld':
      return [{ code: 'dropped' }];
    case 'settled':
      return settledReasons(objection, today);
    case 'terminating':
      return [{ code: objection.agreementEndsOn && objection.agreementEndsOn < today ? 'agreement-ended' : 'agreement-ending' }];
    case 'dismissed':
      return objection.countsUntil && today < objection.countsUntil ? [{ code: 'objection-open', until: objection.countsUntil }] : [];
    case 'late':
    case 'withdrawn':
    case 'moot':
      return [];
  }
}

function settledReasons({ outcome, proceedsFrom }: ObjectionInGate, today: CalendarDate): GateReason[] {
  if (outcome === 'dropped') return [{ code: 'dropped' }];
  // A settlement whose outcome nobody recorded settles nothing: the gate stays shut.
  if (outcome === null) return [{ code: 'objection-open' }];
  return proceedsFrom && today < proceedsFrom ? [{ code: 'planned-day', until: proceedsFrom }] : [];
}

function approvalReasons({ approvals, deadlines }: GateFacts): GateReason[] {
  const asked = new Set(approvals.map(({ kind }) => kind));
  // An approval that the terms need but nobody asked for yet is missing too.
  const unasked = (deadlines?.approvals ?? []).filter((kind) => !asked.has(kind)).map((kind) => ({ kind, state: 'requested' as const }));
  return [...approvals, ...unasked].flatMap(({ kind, state }): GateReason[] => {
    if (state === 'granted') return [];
    if (kind === 'third-country') return [{ code: state === 'refused' ? 'transfer-approval-refused' : 'transfer-approval-missing' }];
    return [{ code: state === 'refused' ? 'approval-refused' : 'approval-missing' }];
  });
}

function standingReasons(facts: GateFacts): GateReason[] {
  const found: GateReason[] = [];
  if (facts.transferUncovered.length > 0) found.push({ code: 'transfer-basis-missing' });
  if (!facts.contractRecorded) found.push({ code: 'contract-missing' });
  if (facts.waitingForOthers && facts.change.rollout === 'together') found.push({ code: 'waiting-for-others' });
  return found;
}

function agreementReasons({ state, stopped }: AgreementInGate): GateReason[] {
  const found: GateReason[] = [];
  if (state === 'ending') found.push({ code: 'agreement-ending' });
  if (state === 'ended') found.push({ code: 'agreement-ended' });
  if (stopped) found.push({ code: 'stopped' });
  return found;
}

const barsAnnouncedRemoval: ReadonlySet<GateCode> = new Set([
  'not-published',
  'planned-day',
  'dropped',
  'change-withdrawn',
  'agreement-ended',
]);
const neverBarsRemoval: ReadonlySet<GateCode> = new Set([
  'transfer-approval-missing',
  'transfer-approval-refused',
  'transfer-basis-missing',
  'contract-missing',
]);

function applies(code: GateCode, { change, terms }: GateFacts): boolean {
  if (change.type !== 'remove') return true;
  return terms.removal === 'announce' ? barsAnnouncedRemoval.has(code) : !neverBarsRemoval.has(code);
}

function answer(found: GateReason[]): GateAnswer {
  const reasons = gateCodes.flatMap((code): GateReason[] => {
    const same = found.filter((reason) => reason.code === code);
    if (same.length === 0) return [];
    const days = same.flatMap(({ until }) => (until ? [until] : []));
    const last = days.sort().at(-1);
    // One that names no day outweighs those that do.
    return [last && days.length === same.length ? { code, until: last } : { code }];
  });
  return { clear: reasons.length === 0, reasons };
}
