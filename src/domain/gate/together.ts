import { type CalendarDate, laterOf } from '../calendar/calendarDate';
import type { GateAnswer, GateCode } from './gate';

/** One affected agreement of a change with rollout `together`; `gate` as it is without regard to the others. */
export interface AgreementInRollout {
  agreementId: string;
  /** The change has taken effect for it. */
  inEffect: boolean;
  gate: GateAnswer;
}

/**
 * For good out of this change: it will never take effect there, so it cannot be waited for. An agreement that is only ending is not
 * out before it has ended, and a stop order may be lifted: both hold the others, who have the switch to `perAgreement`.
 */
const outForGood: ReadonlySet<GateCode> = new Set(['dropped', 'change-withdrawn', 'agreement-ended']);

/**
 * Who waits for whom with `together` ("nobody before all are clear; dropped and ended agreements hold nobody").
 * `heldBy`: agreements that are not clear by themselves and hold the others. `waiting`: those that must wait for at least one other,
 * whether or not they are clear themselves; what is in effect or out for good waits for nobody.
 */
export function whoWaits(agreements: AgreementInRollout[]): { waiting: string[]; heldBy: string[] } {
  const taking = agreements.filter((agreement) => !agreement.inEffect && !isOut(agreement.gate));
  const holders = new Set(taking.filter(({ gate }) => !isClearAlone(gate)).map(({ agreementId }) => agreementId));
  const waiting = taking.filter(({ agreementId }) => holders.size > (holders.has(agreementId) ? 1 : 0));
  return { waiting: waiting.map(({ agreementId }) => agreementId), heldBy: [...holders] };
}

/** The first day for all, from each agreement's own first lawful day (those out for good left out); null if one of them has none. */
export function firstDayTogether(days: (CalendarDate | null)[]): CalendarDate | null {
  return days.reduce<CalendarDate | null>((first, day, index) => (index === 0 ? day : first && day && laterOf(first, day)), null);
}

function isOut(gate: GateAnswer): boolean {
  return gate.reasons.some(({ code }) => outForGood.has(code));
}

function isClearAlone(gate: GateAnswer): boolean {
  return gate.reasons.every(({ code }) => code === 'waiting-for-others');
}
