import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import type { AnnexEntryFacts, GateAnswer, GateFacts, ObjectionInGate } from '../../../src/domain/gate/gate';
import { termsPresets } from '../../../src/domain/terms/presets';
import type { Deadlines } from '../../../src/domain/terms/terms';

export const day = calendarDate;

/** Received 2 June 2026 under 4 weeks and 2 weeks (DESIGN.md, "Latest receipt"). */
export const deadlines: Deadlines = {
  receivedOn: day('2026-06-02'),
  notice: { lastDay: day('2026-06-30'), earliestEffectiveOn: day('2026-07-01') },
  objection: { rawLastDay: day('2026-06-16'), lastDay: day('2026-06-16'), closesAt: new Date('2026-06-16T22:00:00Z') },
  earliestEffectiveOn: day('2026-07-01'),
  approvals: [],
  explanation: { nb: [], en: [] },
};

/** A change that may take effect today, 1 July 2026. */
export function clearFacts(changed: Partial<GateFacts> = {}): GateFacts {
  return {
    today: day('2026-07-01'),
    change: { status: 'published', type: 'add', plannedEffectiveOn: day('2026-07-01'), rollout: 'perAgreement' },
    agreement: { state: 'active', stopped: false },
    terms: termsPresets.videonor,
    notice: { received: true, undeliverable: false, dropped: false },
    deadlines,
    consentedFrom: null,
    objections: [],
    approvals: [],
    transferUncovered: [],
    contractRecorded: true,
    waitingForOthers: false,
    ...changed,
  };
}

/** An entry of the signed annex that is in use. */
export function entryInForce(changed: Partial<AnnexEntryFacts> = {}): AnnexEntryFacts {
  return {
    today: day('2026-07-01'),
    entry: { inForceFrom: day('2020-01-01'), inForceUntil: null, suspendedFor: [] },
    agreement: { state: 'active', stopped: false },
    objections: [],
    transferUncovered: [],
    contractRecorded: true,
    ...changed,
  };
}

export function objectionThatIs(state: ObjectionInGate['state'], more: Partial<ObjectionInGate> = {}): ObjectionInGate {
  return { state, outcome: null, proceedsFrom: null, countsUntil: null, agreementEndsOn: null, ...more };
}

export function codesOf(answer: GateAnswer): string[] {
  return answer.reasons.map(({ code }) => code);
}
