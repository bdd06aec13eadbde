import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import { afterObjection, type ObjectionStages } from '../../../src/domain/objection/afterObjection';
import type { ObjectionEvent, ObjectionFacts, ObjectionInput } from '../../../src/domain/objection/objectionMachine';
import { termsPresets } from '../../../src/domain/terms/presets';
import type { AfterObjectionTerms, Terms } from '../../../src/domain/terms/terms';

export const day = calendarDate;
export const today = day('2026-06-10');

/** Terms under which nothing is refused because of the terms. */
export const permissiveTerms: Terms = {
  ...termsPresets.videonor,
  objection: { ...termsPresets.videonor.objection, grounds: 'objective' },
};

/** Ten days to answer, ten to terminate, a month to the end. */
export function chainedTerms(silence: AfterObjectionTerms['silence'] = 'accepts'): Terms {
  const tenDays = { length: 10, unit: 'days' as const };
  return {
    ...permissiveTerms,
    afterObjection: { answer: tenDays, terminate: tenDays, terminationEffect: { length: 1, unit: 'months' }, silence },
  };
}

/** The clocks of an objection made at noon in Oslo on `objectedOn`, answered on `answeredOn`. */
export function stagesFrom(
  objectedOn: string,
  { answeredOn, terms = chainedTerms() }: { answeredOn?: string; terms?: Terms } = {},
): ObjectionStages {
  const noon = (on: string) => new Date(`${on}T10:00:00Z`);
  const stages = afterObjection({ terms, objectedAt: noon(objectedOn), answeredAt: answeredOn ? noon(answeredOn) : null });
  if (!stages) throw new Error('terms without chained clocks');
  return stages;
}

/** Where today, 10 June 2026, has to lie for the event: objected that many days ago. */
const stagesOf: Partial<Record<ObjectionEvent, () => ObjectionStages>> = {
  answer: () => stagesFrom('2026-06-08'),
  terminateByController: () => stagesFrom('2026-05-29'),
  answerLapsed: () => stagesFrom('2026-05-29'),
  silenceAccepts: () => stagesFrom('2026-05-01'),
  silenceDrops: () => stagesFrom('2026-05-01', { terms: chainedTerms('dropped') }),
};

/** The same facts with chained clocks as they stand where this event is due. */
export function factsWhenDue(event: ObjectionEvent, changed: Partial<ObjectionFacts> = {}): ObjectionFacts {
  const stages = stagesOf[event]?.() ?? null;
  return permissiveFacts({ ...(stages ? { stages, terms: chainedTerms(stages.silence) } : {}), ...changed });
}

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
    stages: null,
    plannedEffectiveOn: day('2026-12-01'),
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
  answer: { text: 'We have nothing to offer.' },
};
