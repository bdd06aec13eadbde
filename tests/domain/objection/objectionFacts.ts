import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import type { ObjectionFacts, ObjectionInput } from '../../../src/domain/objection/objectionMachine';
import { termsPresets } from '../../../src/domain/terms/presets';
import type { Terms } from '../../../src/domain/terms/terms';

export const day = calendarDate;
export const today = day('2026-06-10');

/** Terms under which nothing is refused because of the terms. */
export const permissiveTerms: Terms = {
  ...termsPresets.videonor,
  objection: { ...termsPresets.videonor.objection, grounds: 'objective' },
};

/** Facts under which every event that the table has for a state is let through. */
export function permissiveFacts(changed: Partial<ObjectionFacts> = {}): ObjectionFacts {
  return {
    terms: permissiveTerms,
    changeType: 'add',
    inEffect: false,
    today,
    answerBy: day('2026-06-09'),
    groundsGiven: false,
    everProposed: false,
    latestProposal: { id: 'p2', drop: false, effectiveOn: null },
    pending: null,
    askedIfStands: true,
    actorPersonId: 'second',
    ...changed,
  };
}

export const fullInput: ObjectionInput = {
  reason: 'because',
  answerBy: day('2026-06-20'),
  endsOn: day('2026-09-30'),
  proposal: { text: 'From August, with keys of your own.', effectiveOn: day('2026-08-01') },
  answersProposalId: 'p2',
};
