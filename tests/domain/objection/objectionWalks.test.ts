import fc from 'fast-check';
import {
  decideObjection,
  type ObjectionEffect,
  type ObjectionEvent,
  type ObjectionFacts,
  type ObjectionInput,
  type ObjectionState,
} from '../../../src/domain/objection/objectionMachine';
import { objectionEvents, objectionStates, openStates, statesThatShut } from '../../../src/domain/objection/objectionTable';
import { chainedTerms, day, fullInput, permissiveFacts, permissiveTerms, stagesFrom } from './objectionFacts';

/** Chained clocks that run out inside a walk: the answer is due on 11 June, and the right to terminate ends on the 22nd at the latest without one. */
const objectedOn = '2026-06-01';

/** What a workflow keeps from the effects, so that a walk sees its own history. */
function remember(facts: ObjectionFacts, event: ObjectionEvent, effects: ObjectionEffect[], step: number): ObjectionFacts {
  let next = facts;
  for (const effect of effects) {
    if (effect.kind === 'recordPending') next = { ...next, pending: effect.pending };
    if (effect.kind === 'clearPending') next = { ...next, pending: null };
    if (effect.kind === 'askForGrounds') next = { ...next, answerBy: effect.answerBy, groundsGiven: false };
    if (effect.kind === 'sendProposal') {
      next = { ...next, everProposed: true, latestProposal: { id: `p${step}`, drop: effect.drop, effectiveOn: effect.effectiveOn } };
    }
  }
  const answers = (event === 'propose' || event === 'answer') && next.stages && !next.stages.answer.answeredOn;
  if (answers) next = { ...next, stages: stagesFrom(objectedOn, { answeredOn: next.today, terms: next.terms }) };
  return event === 'giveGrounds' ? { ...next, groundsGiven: true } : next;
}

interface Step {
  from: ObjectionState;
  event: ObjectionEvent;
  to: ObjectionState;
  facts: ObjectionFacts;
  input: ObjectionInput;
}

/** Events that keep an objection alive are likelier, or most walks would end before anything happens. */
const goOn = ['review', 'askGrounds', 'propose', 'giveGrounds', 'decline', 'accept', 'terminate', 'dismiss', 'confirm', 'answer'] as const;
const aStep = fc.record({
  event: fc.oneof({ weight: 1, arbitrary: fc.constantFrom(...objectionEvents) }, { weight: 3, arbitrary: fc.constantFrom(...goOn) }),
  actorPersonId: fc.constantFrom('first', 'second', null),
  daysOn: fc.integer({ min: 0, max: 9 }),
  latest: fc.boolean(),
});
const aWalk = fc.record({
  start: fc.constantFrom<ObjectionState>('submitted', 'late'),
  onObjection: fc.constantFrom('mayTerminate' as const, 'negotiate' as const, 'notEngaged' as const),
  changeType: fc.constantFrom('add' as const, 'replace' as const, 'modify' as const, 'remove' as const),
  silence: fc.constantFrom('accepts' as const, 'dropped' as const, null),
  steps: fc.array(aStep, { maxLength: 40 }),
});

type Walk = typeof aWalk extends fc.Arbitrary<infer Generated> ? Generated : never;

/** Carries out a random walk and tells what happened; refused events leave everything as it was. */
function walk({ start, onObjection, changeType, silence, steps }: Walk): Step[] {
  const taken: Step[] = [];
  let state = start;
  const terms = { ...(silence ? chainedTerms(silence) : permissiveTerms), onObjection };
  const stages = silence ? stagesFrom(objectedOn, { terms }) : null;
  let facts = permissiveFacts({ terms, stages, changeType, answerBy: null, latestProposal: null });
  let ordinal = 10;
  steps.forEach(({ event, actorPersonId, daysOn, latest }, step) => {
    ordinal = Math.min(28, ordinal + daysOn);
    facts = { ...facts, actorPersonId, today: day(`2026-06-${ordinal}`) };
    const input: ObjectionInput = {
      ...fullInput,
      answerBy: day('2026-06-25'),
      answersProposalId: latest ? facts.latestProposal?.id : 'p-old',
    };
    const decision = decideObjection(state, event, facts, input);
    if (!decision.ok) return;
    taken.push({ from: state, event, to: decision.next, facts, input });
    facts = remember(facts, event, decision.effects, step);
    state = decision.next;
  });
  return taken;
}

const shuts = (state: ObjectionState): boolean => statesThatShut.some((shutting) => shutting === state);
const isOpen = (state: ObjectionState): boolean => openStates.some((open) => open === state);

describe('decideObjection, over random walks', () => {
  test('the walks themselves: reach every state', () => {
    const reached = new Set(fc.sample(aWalk, { numRuns: 2000, seed: 1 }).flatMap((given) => walk(given).map(({ to }) => to)));
    expect(objectionStates.filter((state) => !reached.has(state))).toEqual([]);
  });

  test('ended: nothing leads out of it', () => {
    fc.assert(
      fc.property(aWalk, (given) => walk(given).every(({ from, to }) => isOpen(from) || from === to)),
      { numRuns: 500 },
    );
  });

  test('under negotiate: only the controller, the processor giving way, or the narrow dismiss opens the gate', () => {
    fc.assert(
      fc.property(aWalk, (given) => {
        for (const { from, event, to, facts } of walk({ ...given, onObjection: 'negotiate' })) {
          if (!shuts(from) || shuts(to)) continue;
          if (event === 'confirm') {
            expect([from, to]).toEqual(['awaitingGrounds', 'dismissed']);
            expect(facts.everProposed || facts.groundsGiven).toBe(false);
            expect(facts.answerBy && facts.answerBy < facts.today).toBe(true);
          } else if (event === 'terminateByController' || event === 'silenceAccepts' || event === 'silenceDrops') {
            expect(given.silence).not.toBeNull();
          } else {
            // The system's events end the change or the agreement, whose own reasons then bar.
            expect(['withdraw', 'accept', 'uphold', 'agreementEnded', 'changeWithdrawn']).toContain(event);
          }
          expect(to === 'terminating').toBe(event === 'terminateByController');
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('terminated or dismissed: always two different persons, under terms that allow it', () => {
    fc.assert(
      fc.property(aWalk, (given) => {
        for (const { from, event, to, facts } of walk(given)) {
          if (from === to || (to !== 'terminating' && to !== 'dismissed') || event === 'terminateByController') continue;
          expect(event).toBe('confirm');
          expect(facts.actorPersonId).not.toBeNull();
          expect(facts.actorPersonId).not.toBe(facts.pending?.byPersonId);
          if (to === 'terminating') {
            expect(given.onObjection).toBe('mayTerminate');
            expect(['add', 'replace']).toContain(given.changeType);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('chained clocks: the controller terminates only after the answer or its absence, silence ends nothing before the right to has', () => {
    fc.assert(
      fc.property(aWalk, (given) => {
        for (const { event, facts } of walk(given)) {
          const { stages, today } = facts;
          if (event === 'terminateByController') expect(stages && (stages.answer.answeredOn || today > stages.answer.lastDay)).toBeTruthy();
          if (event === 'terminateByController') expect(stages && today <= stages.termination.lastDay).toBe(true);
          if (event === 'silenceAccepts' || event === 'silenceDrops') {
            expect(stages && today > stages.termination.lastDay).toBe(true);
            expect(event).toBe(given.silence === 'accepts' ? 'silenceAccepts' : 'silenceDrops');
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('settled: only by the answer to the latest proposal, or by a silence that the terms call a yes', () => {
    fc.assert(
      fc.property(aWalk, (given) => {
        for (const { from, event, to, facts, input } of walk(given)) {
          if (from === to || to !== 'settled' || event === 'silenceAccepts') continue;
          expect(event).toBe('accept');
          expect(input.answersProposalId).toBe(facts.latestProposal?.id);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
