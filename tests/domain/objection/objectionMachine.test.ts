import {
  decideObjection,
  initialEffects,
  initialObjection,
  type ObjectionDecision,
  type ObjectionEffect,
  type ObjectionEvent,
  type ObjectionFacts,
  type ObjectionInput,
  type ObjectionState,
} from '../../../src/domain/objection/objectionMachine';
import { termsPresets } from '../../../src/domain/terms/presets';
import { deadlines } from '../gate/gateFacts';
import { day, fullInput, permissiveFacts, today } from './objectionFacts';

function refused(code: string): ObjectionDecision {
  return { ok: false, code } as ObjectionDecision;
}
function effectsOf(decision: ObjectionDecision): ObjectionEffect[] {
  if (!decision.ok) throw new Error(`refused: ${decision.code}`);
  return decision.effects;
}

describe('initialObjection', () => {
  const facts = { deadlines, inEffect: false, terms: termsPresets.videonor };

  test('the last second of the last day: in time; 24:00: late', () => {
    expect(initialObjection({ ...facts, receivedAt: new Date('2026-06-16T21:59:59Z') })).toBe('submitted');
    expect(initialObjection({ ...facts, receivedAt: new Date('2026-06-16T22:00:00Z') })).toBe('late');
  });

  test('no window, or no clock yet: in time until effect', () => {
    const receivedAt = new Date('2027-01-01T00:00:00Z');
    const open = { ...facts, terms: termsPresets['dfo-2020-general'], deadlines: { ...deadlines, objection: null }, receivedAt };
    expect(initialObjection(open)).toBe('submitted');
    expect(initialObjection({ ...open, deadlines: null })).toBe('submitted');
    expect(initialObjection({ ...open, inEffect: true })).toBe('late');
  });

  test('inside the window but after effect: late', () => {
    expect(initialObjection({ ...facts, inEffect: true, receivedAt: new Date('2026-06-10T10:00:00Z') })).toBe('late');
  });

  test('notEngaged: upheld at once in time, late otherwise', () => {
    const terms = { ...termsPresets.videonor, onObjection: 'notEngaged' as const };
    expect(initialObjection({ ...facts, terms, receivedAt: new Date('2026-06-10T10:00:00Z') })).toBe('upheld');
    expect(initialObjection({ ...facts, terms, receivedAt: new Date('2026-06-17T10:00:00Z') })).toBe('late');
  });

  test('whatever it becomes: confirmed to all contacts, and the DPO is told', () => {
    for (const state of ['submitted', 'late', 'upheld'] as const) {
      const kinds = initialEffects(state).map(({ kind }) => kind);
      expect(kinds).toEqual(expect.arrayContaining(['confirmToContacts', 'tellDpo']));
      expect(kinds.includes('shutGate')).toBe(state === 'submitted');
      expect(kinds.includes('dropForAgreement')).toBe(state === 'upheld');
    }
  });
});

describe('decideObjection, conditions', () => {
  const negotiate = termsPresets['dfo-2020-general'];
  test.each<[ObjectionState, ObjectionEvent, string, Partial<ObjectionFacts>, ObjectionInput]>([
    ['underReview', 'askGrounds', 'terms-do-not-allow', { terms: termsPresets.videonor }, fullInput],
    ['underReview', 'askGrounds', 'answer-day-missing', {}, {}],
    ['underReview', 'askGrounds', 'answer-day-passed', {}, { answerBy: today }],
    ['underReview', 'propose', 'proposal-text-missing', {}, {}],
    ['underReview', 'propose', 'proposal-text-missing', {}, { proposal: { text: ' ' } }],
    ['underReview', 'propose', 'proposal-contradicts', {}, { proposal: { text: 'x', drop: true, effectiveOn: day('2026-08-01') } }],
    ['underReview', 'propose', 'proposal-day-passed', {}, { proposal: { text: 'x', effectiveOn: day('2026-06-09') } }],
    ['negotiating', 'accept', 'no-proposal', { latestProposal: null }, fullInput],
    ['negotiating', 'accept', 'proposal-superseded', {}, { answersProposalId: 'p1' }],
    ['negotiating', 'accept', 'proposal-superseded', {}, {}],
    ['negotiating', 'decline', 'proposal-superseded', {}, { answersProposalId: 'p1' }],
    ['underReview', 'terminate', 'terms-do-not-allow', { terms: negotiate }, fullInput],
    ['underReview', 'terminate', 'not-for-this-change', { changeType: 'modify' }, fullInput],
    ['underReview', 'terminate', 'not-for-this-change', { changeType: 'remove' }, fullInput],
    ['underReview', 'terminate', 'reason-missing', {}, { endsOn: day('2026-09-30') }],
    ['underReview', 'terminate', 'end-day-missing', {}, { reason: 'x' }],
    ['underReview', 'terminate', 'end-day-passed', {}, { reason: 'x', endsOn: day('2026-06-09') }],
    ['underReview', 'terminate', 'same-person', { actorPersonId: null }, fullInput],
    ['late', 'dismiss', 'reason-missing', {}, { reason: '  ' }],
    ['awaitingGrounds', 'dismiss', 'grounds-not-due', { answerBy: today }, fullInput],
    ['awaitingGrounds', 'dismiss', 'grounds-not-due', { answerBy: null }, fullInput],
    ['awaitingGrounds', 'dismiss', 'grounds-given', { groundsGiven: true }, fullInput],
    ['awaitingGrounds', 'dismiss', 'already-proposed', { everProposed: true }, fullInput],
    ['late', 'changeWithdrawn', 'already-in-effect', { inEffect: true }, {}],
  ])('%s, %s: %s', (state, event, code, changed, input) => {
    expect(decideObjection(state, event, permissiveFacts(changed), input)).toEqual(refused(code));
  });
});

describe('decideObjection, two persons', () => {
  test('terminate: the first records, the second ends the agreement on the recorded day', () => {
    const first = decideObjection('underReview', 'terminate', permissiveFacts({ actorPersonId: 'first' }), fullInput);
    const pending = { event: 'terminate', byPersonId: 'first', reason: 'because', endsOn: day('2026-09-30') } as const;
    expect(first).toEqual({
      ok: true,
      next: 'underReview',
      effects: [
        { kind: 'recordPending', pending },
        { kind: 'askSecondPerson', event: 'terminate' },
      ],
    });

    expect(decideObjection('underReview', 'confirm', permissiveFacts({ actorPersonId: 'first', pending }))).toEqual(refused('same-person'));
    expect(decideObjection('underReview', 'confirm', permissiveFacts({ actorPersonId: null, pending }))).toEqual(refused('same-person'));
    expect(decideObjection('underReview', 'confirm', permissiveFacts({ pending }))).toEqual({
      ok: true,
      next: 'terminating',
      effects: [{ kind: 'endAgreement', endsOn: '2026-09-30' }, { kind: 'tellContacts', event: 'terminate' }, { kind: 'clearPending' }],
    });
  });

  test('confirm after what the decision stood on has changed: refused', () => {
    const dismissal = { event: 'dismiss', byPersonId: 'first', reason: 'because', endsOn: null } as const;
    expect(decideObjection('awaitingGrounds', 'confirm', permissiveFacts({ pending: dismissal, groundsGiven: true }))).toEqual(
      refused('grounds-given'),
    );
    const ending = { event: 'terminate', byPersonId: 'first', reason: 'because', endsOn: day('2026-06-09') } as const;
    expect(decideObjection('underReview', 'confirm', permissiveFacts({ pending: ending }))).toEqual(refused('end-day-passed'));
  });

  test('any other act than one more objection: what waited is overtaken', () => {
    const pending = { event: 'terminate', byPersonId: 'first', reason: 'because', endsOn: day('2026-09-30') } as const;
    const facts = permissiveFacts({ pending });
    expect(effectsOf(decideObjection('submitted', 'review', facts))).toContainEqual({ kind: 'clearPending' });
    expect(effectsOf(decideObjection('submitted', 'withdraw', facts))).toContainEqual({ kind: 'clearPending' });
    expect(effectsOf(decideObjection('submitted', 'object', facts))).not.toContainEqual({ kind: 'clearPending' });
  });
});

describe('decideObjection, what follows', () => {
  test('a dismissal for lack of grounds: the gate stays shut for five working days (10 June 2026 is a Wednesday)', () => {
    const pending = { event: 'dismiss', byPersonId: 'first', reason: 'because', endsOn: null } as const;
    expect(effectsOf(decideObjection('awaitingGrounds', 'confirm', permissiveFacts({ pending })))).toContainEqual({
      kind: 'reopenGate',
      from: '2026-06-17',
    });
    expect(effectsOf(decideObjection('late', 'confirm', permissiveFacts({ pending }))).map(({ kind }) => kind)).not.toContain('reopenGate');
  });

  test('a settlement: proceeds from the agreed day, or is dropped', () => {
    const proceeds = permissiveFacts({ latestProposal: { id: 'p2', drop: false, effectiveOn: day('2026-08-01') } });
    expect(effectsOf(decideObjection('negotiating', 'accept', proceeds, fullInput))).toEqual([
      { kind: 'settle', outcome: 'proceeds', proceedsFrom: '2026-08-01' },
      { kind: 'reopenGate', from: '2026-08-01' },
      { kind: 'confirmToContacts', event: 'accept' },
      { kind: 'tellDpo', event: 'accept' },
    ]);
    const dropped = permissiveFacts({ latestProposal: { id: 'p2', drop: true, effectiveOn: null } });
    expect(effectsOf(decideObjection('negotiating', 'accept', dropped, fullInput)).slice(0, 2)).toEqual([
      { kind: 'settle', outcome: 'dropped', proceedsFrom: null },
      { kind: 'dropForAgreement', takeOutOfAnnex: false },
    ]);
  });

  test('after effect: an admitted objection suspends, an upheld one takes the entry out', () => {
    const facts = permissiveFacts({ inEffect: true });
    expect(effectsOf(decideObjection('late', 'admit', facts))).toContainEqual({ kind: 'shutGate', suspend: true });
    expect(effectsOf(decideObjection('submitted', 'uphold', facts))).toContainEqual({ kind: 'dropForAgreement', takeOutOfAnnex: true });
  });

  test('a second objection: added to the open one, confirmed like the first', () => {
    expect(effectsOf(decideObjection('negotiating', 'object', permissiveFacts()))).toEqual([
      { kind: 'addToObjection' },
      { kind: 'confirmToContacts', event: 'object' },
      { kind: 'tellDpo', event: 'object' },
    ]);
  });

  test('every act of the controller: confirmed to all contacts', () => {
    for (const [state, event] of [
      ['awaitingGrounds', 'giveGrounds'],
      ['negotiating', 'accept'],
      ['negotiating', 'decline'],
      ['late', 'withdraw'],
    ] as const) {
      expect(effectsOf(decideObjection(state, event, permissiveFacts(), fullInput))).toContainEqual({ kind: 'confirmToContacts', event });
    }
  });
});
