import { objectionRefusalCodes } from '../../../src/domain/objection/objectionConditions';
import {
  allowedEvents,
  decideObjection,
  isOpen,
  type ObjectionEvent,
  type ObjectionState,
} from '../../../src/domain/objection/objectionMachine';
import { objectionEvents, objectionStates, objectionTable } from '../../../src/domain/objection/objectionTable';
import { objectionRefusalTexts, objectionStateTexts } from '../../../src/domain/objection/objectionTexts';
import { termsPresets } from '../../../src/domain/terms/presets';
import { day, factsWhenDue, fullInput, permissiveFacts } from './objectionFacts';

type Targets = Partial<Record<ObjectionState, ObjectionState>>;

function all(states: ObjectionState[], to: ObjectionState): Targets {
  return Object.fromEntries(states.map((state) => [state, to]));
}
function unchanged(states: ObjectionState[]): Targets {
  return Object.fromEntries(states.map((state) => [state, state]));
}
const shutting: ObjectionState[] = ['submitted', 'underReview', 'awaitingGrounds', 'negotiating'];

/** The design's table once more, by hand: where each event leads when every condition holds. What is not here is refused. */
const design: Record<ObjectionEvent, Targets> = {
  object: unchanged([...shutting, 'late']),
  review: { submitted: 'underReview' },
  askGrounds: { underReview: 'awaitingGrounds' },
  giveGrounds: { awaitingGrounds: 'underReview' },
  propose: { underReview: 'negotiating', negotiating: 'negotiating' },
  accept: { negotiating: 'settled' },
  decline: { negotiating: 'underReview' },
  withdraw: all([...shutting, 'late'], 'withdrawn'),
  stands: unchanged(shutting),
  uphold: all([...shutting, 'late'], 'upheld'),
  // The first person's decision leaves the state as it is; "confirm" below carries it out.
  terminate: unchanged(shutting),
  dismiss: unchanged(['late', 'awaitingGrounds']),
  confirm: {},
  admit: { late: 'submitted' },
  agreementEnded: { ...all(shutting, 'moot'), terminating: 'terminating' },
  changeWithdrawn: { ...all([...shutting, 'late'], 'moot'), terminating: 'terminating' },
  changeRevised: {
    ...unchanged(['submitted', 'underReview', 'awaitingGrounds', 'late', 'settled', 'terminating', 'dismissed']),
    negotiating: 'underReview',
  },
  answer: unchanged(shutting),
  terminateByController: all(shutting, 'terminating'),
  answerLapsed: unchanged(shutting),
  silenceAccepts: all(shutting, 'settled'),
  silenceDrops: all(shutting, 'upheld'),
};

const everyPair = objectionStates.flatMap((state) => objectionEvents.map((event) => [state, event] as const));

describe('decideObjection, every state and event', () => {
  test.each(everyPair)('%s, %s: as the design says', (state, event) => {
    const decision = decideObjection(state, event, factsWhenDue(event), fullInput);
    const to = design[event][state];
    if (to) {
      expect(decision).toMatchObject({ ok: true, next: to });
    } else if (event === 'confirm') {
      expect(decision).toEqual({ ok: false, code: isOpen(state) ? 'nothing-to-confirm' : 'wrong-state' });
    } else {
      expect(decision).toEqual({ ok: false, code: event === 'object' ? 'objection-ended' : 'wrong-state' });
    }
  });

  test('over all variations of the facts: always an answer, and a refused one always has its code', () => {
    const variations = [true, false].flatMap((inEffect) =>
      [true, false].flatMap((everProposed) =>
        [true, false].flatMap((groundsGiven) =>
          [null, day('2026-06-09'), day('2026-06-11')].flatMap((answerBy) =>
            (['add', 'replace', 'modify', 'remove'] as const).flatMap((changeType) =>
              Object.values(termsPresets).map((terms) =>
                permissiveFacts({ inEffect, everProposed, groundsGiven, answerBy, changeType, terms }),
              ),
            ),
          ),
        ),
      ),
    );
    const undecided = variations.flatMap((facts) =>
      everyPair.flatMap(([state, event]) =>
        [fullInput, {}].filter((input) => {
          const decision = decideObjection(state, event, facts, input);
          return decision.ok ? decision.next !== design[event][state] : !objectionRefusalCodes.includes(decision.code);
        }),
      ),
    );
    expect(undecided).toEqual([]);
  });

  test('the table: at most one line for each state and event', () => {
    for (const [state, event] of everyPair) {
      expect(objectionTable.filter((row) => row.event === event && row.from.includes(state)).length).toBeLessThan(2);
    }
  });
});

describe('decideObjection, confirm', () => {
  const terminate = { event: 'terminate', byPersonId: 'first', reason: 'because', endsOn: day('2026-09-30') } as const;
  const dismiss = { event: 'dismiss', byPersonId: 'first', reason: 'because', endsOn: null } as const;

  test.each(objectionStates)('%s with a termination waiting: carried out where the state still shuts', (state) => {
    const decision = decideObjection(state, 'confirm', permissiveFacts({ pending: terminate }));
    if (shutting.includes(state)) expect(decision).toMatchObject({ ok: true, next: 'terminating' });
    else expect(decision).toEqual({ ok: false, code: 'wrong-state' });
  });

  test.each(objectionStates)('%s with a dismissal waiting: carried out for late and awaitingGrounds', (state) => {
    const decision = decideObjection(state, 'confirm', permissiveFacts({ pending: dismiss }));
    if (state === 'late' || state === 'awaitingGrounds') expect(decision).toMatchObject({ ok: true, next: 'dismissed' });
    else expect(decision).toEqual({ ok: false, code: 'wrong-state' });
  });
});

describe('allowedEvents', () => {
  test.each(objectionStates)('%s: says of every event what decideObjection would say, with all that belongs to it', (state) => {
    const allowed = allowedEvents(state, permissiveFacts());
    expect(Object.keys(allowed)).toEqual([...objectionEvents]);
    for (const event of objectionEvents) {
      const decision = decideObjection(state, event, permissiveFacts(), fullInput);
      expect(allowed[event]).toEqual(decision.ok ? { allowed: true } : { allowed: false, code: decision.code });
    }
  });

  test('terms without termination, a modify, and the person who decided: why not', () => {
    const facts = permissiveFacts({ terms: termsPresets['dfo-2020-general'] });
    expect(allowedEvents('underReview', facts).terminate).toEqual({ allowed: false, code: 'terms-do-not-allow' });
    expect(allowedEvents('underReview', permissiveFacts({ changeType: 'modify' })).terminate).toEqual({
      allowed: false,
      code: 'not-for-this-change',
    });
    const pending = { event: 'terminate', byPersonId: 'second', reason: 'because', endsOn: day('2026-09-30') } as const;
    expect(allowedEvents('underReview', permissiveFacts({ pending })).confirm).toEqual({ allowed: false, code: 'same-person' });
  });
});

test('objectionTexts, every state and refusal: nb and en', () => {
  for (const text of [
    ...objectionStates.map((state) => objectionStateTexts[state]),
    ...objectionRefusalCodes.map((code) => objectionRefusalTexts[code]),
  ]) {
    expect(text.nb.length).toBeGreaterThan(3);
    expect(text.en.length).toBeGreaterThan(3);
  }
});
