import fc from 'fast-check';
import { evaluateGate, firstLawfulDay, type GateCode, type GateFacts, gateCodes, reasonsThatMatter } from '../../../src/domain/gate/gate';
import { gateTexts } from '../../../src/domain/gate/gateTexts';
import { objectionStates } from '../../../src/domain/objection/objectionTable';
import { termsPresets } from '../../../src/domain/terms/presets';
import { clearFacts, codesOf, day, deadlines, objectionThatIs } from './gateFacts';

const change = clearFacts().change;
const later = {
  ...deadlines,
  objection: { rawLastDay: day('2026-07-14'), lastDay: day('2026-07-14'), closesAt: new Date('2026-07-14T22:00Z') },
};

/** For every code a value of facts that gives exactly it. `not-approved` is the annex's (annexEntry.test.ts). */
const alone: [GateCode, string, Partial<GateFacts>, string?][] = [
  ['not-published', 'a draft', { change: { ...change, status: 'draft' }, notice: null, deadlines: null }],
  ['not-published', 'a change in review', { change: { ...change, status: 'inReview' }, notice: null, deadlines: null }],
  ['not-published', 'an approved change', { change: { ...change, status: 'approved' }, notice: null, deadlines: null }],
  ['not-received', 'a notice on its way', { notice: { received: false, undeliverable: false, dropped: false }, deadlines: null }],
  ['not-received', 'no notice yet', { notice: null, deadlines: null }],
  ['not-received', 'a receipt without a clock', { deadlines: null }],
  ['undeliverable', 'no contact left', { notice: { received: false, undeliverable: true, dropped: false }, deadlines: null }],
  ['planned-day', 'the planned day is tomorrow', { change: { ...change, plannedEffectiveOn: day('2026-07-02') } }, '2026-07-02'],
  [
    'planned-day',
    'a settlement names a later day',
    { objections: [objectionThatIs('settled', { outcome: 'proceeds', proceedsFrom: day('2026-08-01') })] },
    '2026-08-01',
  ],
  [
    'notice-period',
    'the last day of the period',
    { today: day('2026-06-30'), change: { ...change, plannedEffectiveOn: day('2026-06-30') } },
    '2026-07-01',
  ],
  [
    'notice-period',
    'inform beforehand, on the day of receipt',
    {
      today: day('2026-06-02'),
      change: { ...change, plannedEffectiveOn: day('2026-06-02') },
      deadlines: { ...deadlines, notice: null, objection: null, earliestEffectiveOn: day('2026-06-03') },
    },
    '2026-06-03',
  ],
  ['objection-window', 'the last day of the window', { today: day('2026-07-14'), deadlines: later }, '2026-07-15'],
  ['objection-open', 'a submitted objection', { objections: [objectionThatIs('submitted')] }],
  ['objection-open', 'an objection under review', { objections: [objectionThatIs('underReview')] }],
  ['objection-open', 'grounds asked for', { objections: [objectionThatIs('awaitingGrounds')] }],
  ['objection-open', 'a proposal out', { objections: [objectionThatIs('negotiating')] }],
  [
    'objection-open',
    'dismissed and told four working days ago',
    { objections: [objectionThatIs('dismissed', { countsUntil: day('2026-07-02') })] },
    '2026-07-02',
  ],
  ['objection-open', 'settled without an outcome', { objections: [objectionThatIs('settled')] }],
  ['approval-missing', 'specific authorisation asked for', { approvals: [{ kind: 'specific', state: 'requested' }] }],
  ['approval-missing', 'a new location asked for', { approvals: [{ kind: 'location', state: 'requested' }] }],
  ['approval-missing', 'an approval the terms need and nobody asked for', { deadlines: { ...deadlines, approvals: ['specific'] } }],
  ['approval-refused', 'a new location refused', { approvals: [{ kind: 'location', state: 'refused' }] }],
  ['transfer-approval-missing', 'a transfer asked for', { approvals: [{ kind: 'third-country', state: 'requested' }] }],
  ['transfer-approval-refused', 'a transfer refused', { approvals: [{ kind: 'third-country', state: 'refused' }] }],
  ['transfer-basis-missing', 'a third country without a basis', { transferUncovered: ['US'] }],
  ['contract-missing', 'no contract with the subprocessor', { contractRecorded: false }],
  ['waiting-for-others', 'together, another is held', { change: { ...change, rollout: 'together' }, waitingForOthers: true }],
  ['dropped', 'the notice was dropped', { notice: { received: true, undeliverable: false, dropped: true } }],
  ['dropped', 'an upheld objection', { objections: [objectionThatIs('upheld')] }],
  ['dropped', 'settled by dropping', { objections: [objectionThatIs('settled', { outcome: 'dropped' })] }],
  ['change-withdrawn', 'a withdrawn change', { change: { ...change, status: 'withdrawn' } }],
  ['agreement-ending', 'an agreement with an end', { agreement: { state: 'ending', stopped: false } }],
  [
    'agreement-ending',
    'the processor ends it, on its last day',
    { objections: [objectionThatIs('terminating', { agreementEndsOn: day('2026-07-01') })] },
  ],
  ['agreement-ended', 'an ended agreement', { agreement: { state: 'ended', stopped: false } }],
  [
    'agreement-ended',
    'the processor ended it, the day after',
    { objections: [objectionThatIs('terminating', { agreementEndsOn: day('2026-06-30') })] },
  ],
  ['stopped', 'a stop order', { agreement: { state: 'active', stopped: true } }],
];

describe('evaluateGate', () => {
  test('nothing bars it: clear', () => {
    expect(evaluateGate(clearFacts())).toEqual({ clear: true, reasons: [] });
  });

  test.each(alone.map(([code, situation, changed, until = null]) => [code, situation, changed, until] as const))(
    '%s alone: %s',
    (code, _situation, changed, until) => {
      expect(evaluateGate(clearFacts(changed))).toEqual({ clear: false, reasons: [until ? { code, until } : { code }] });
    },
  );

  test('every code but not-approved is shown alone by some situation', () => {
    expect(new Set(alone.map(([code]) => code))).toEqual(new Set(gateCodes.filter((code) => code !== 'not-approved')));
  });

  test('several reasons: all, each code once, in the order of the table', () => {
    const facts = clearFacts({
      today: day('2026-06-10'),
      agreement: { state: 'ending', stopped: true },
      objections: [objectionThatIs('dismissed', { countsUntil: day('2026-06-20') }), objectionThatIs('submitted')],
      approvals: [
        { kind: 'third-country', state: 'requested' },
        { kind: 'specific', state: 'refused' },
        { kind: 'location', state: 'requested' },
      ],
      transferUncovered: ['US', 'IN'],
      contractRecorded: false,
    });
    expect(evaluateGate(facts)).toEqual({
      clear: false,
      reasons: [
        { code: 'planned-day', until: '2026-07-01' },
        { code: 'notice-period', until: '2026-07-01' },
        { code: 'objection-window', until: '2026-06-17' },
        { code: 'objection-open' },
        { code: 'approval-missing' },
        { code: 'approval-refused' },
        { code: 'transfer-approval-missing' },
        { code: 'transfer-basis-missing' },
        { code: 'contract-missing' },
        { code: 'agreement-ending' },
        { code: 'stopped' },
      ],
    });
  });

  test.each(['withdrawn', 'moot', 'late'] as const)('an objection that is %s: as if never made', (state) => {
    expect(evaluateGate(clearFacts({ objections: [objectionThatIs(state)] })).clear).toBe(true);
  });

  test('a dismissed objection, on the fifth working day after the controller was told: clear', () => {
    expect(evaluateGate(clearFacts({ objections: [objectionThatIs('dismissed', { countsUntil: day('2026-07-01') })] })).clear).toBe(true);
  });

  test('a settlement from an earlier day than planned: the planned day stays', () => {
    const facts = clearFacts({
      today: day('2026-06-20'),
      objections: [objectionThatIs('settled', { outcome: 'proceeds', proceedsFrom: day('2026-06-15') })],
    });
    expect(codesOf(evaluateGate(facts))).toEqual(['planned-day', 'notice-period']);
  });

  test('a window that need not close before effect: does not bar', () => {
    const terms = { ...termsPresets.videonor, objection: { ...termsPresets.videonor.objection, mustCloseBeforeEffect: false } };
    expect(evaluateGate(clearFacts({ terms, deadlines: later })).clear).toBe(true);
  });

  test('no window (2020 template): an open objection bars, none does not', () => {
    const facts = clearFacts({ terms: termsPresets['dfo-2020-general'], deadlines: { ...deadlines, objection: null } });
    expect(evaluateGate(facts).clear).toBe(true);
    expect(codesOf(evaluateGate({ ...facts, objections: [objectionThatIs('submitted')] }))).toEqual(['objection-open']);
  });

  test('waiting for others with perAgreement: nobody waits', () => {
    expect(evaluateGate(clearFacts({ waitingForOthers: true })).clear).toBe(true);
  });

  test('granted approvals: clear', () => {
    const facts = clearFacts({
      approvals: [{ kind: 'third-country', state: 'granted' }],
      deadlines: { ...deadlines, approvals: ['third-country'] },
    });
    expect(evaluateGate(facts).clear).toBe(true);
  });
});

describe('evaluateGate with a written consent to an earlier day', () => {
  const today = day('2026-06-10');
  const planned = { ...change, plannedEffectiveOn: day('2026-06-10') };

  test('from that day: lifts the notice period and the objection window', () => {
    expect(evaluateGate(clearFacts({ today, change: planned, consentedFrom: today })).clear).toBe(true);
  });

  test('before that day: both clocks bar until it', () => {
    const facts = clearFacts({ today, change: planned, consentedFrom: day('2026-06-12') });
    expect(evaluateGate(facts).reasons).toEqual([
      { code: 'notice-period', until: '2026-06-12' },
      { code: 'objection-window', until: '2026-06-12' },
    ]);
  });

  test('to a day that is not earlier: prolongs nothing', () => {
    expect(evaluateGate(clearFacts({ consentedFrom: day('2026-09-01') })).clear).toBe(true);
  });

  test('lifts nothing else', () => {
    const facts = clearFacts({
      today,
      consentedFrom: today,
      objections: [objectionThatIs('submitted')],
      approvals: [{ kind: 'specific', state: 'requested' }],
      transferUncovered: ['US'],
    });
    expect(codesOf(evaluateGate(facts))).toEqual(['planned-day', 'objection-open', 'approval-missing', 'transfer-basis-missing']);
  });
});

describe('evaluateGate of a removal', () => {
  const everything: Partial<GateFacts> = {
    today: day('2026-06-10'),
    change: { ...change, type: 'remove' },
    agreement: { state: 'ending', stopped: true },
    objections: [objectionThatIs('submitted')],
    approvals: [
      { kind: 'specific', state: 'requested' },
      { kind: 'third-country', state: 'refused' },
    ],
    transferUncovered: ['US'],
    contractRecorded: false,
  };

  test('announced: only its day bars', () => {
    expect(codesOf(evaluateGate(clearFacts(everything)))).toEqual(['planned-day']);
  });

  test('announced and not received by anyone: clear on its day', () => {
    expect(evaluateGate(clearFacts({ change: { ...change, type: 'remove' }, notice: null, deadlines: null })).clear).toBe(true);
  });

  test('announced, but the processor gave way: dropped', () => {
    expect(codesOf(evaluateGate(clearFacts({ change: { ...change, type: 'remove' }, objections: [objectionThatIs('upheld')] })))).toEqual([
      'dropped',
    ]);
  });

  test('as any change: the annex waits, but for no basis and no contract', () => {
    expect(codesOf(evaluateGate(clearFacts({ ...everything, terms: termsPresets['dfo-2020-general'] })))).toEqual([
      'planned-day',
      'notice-period',
      'objection-window',
      'objection-open',
      'approval-missing',
      'agreement-ending',
      'stopped',
    ]);
  });
});

describe('firstLawfulDay', () => {
  test('clear: today', () => {
    expect(firstLawfulDay(clearFacts())).toBe('2026-07-01');
  });

  test('several clocks: the latest', () => {
    expect(firstLawfulDay(clearFacts({ today: day('2026-06-10'), change: { ...change, plannedEffectiveOn: day('2026-06-20') } }))).toBe(
      '2026-07-01',
    );
    expect(firstLawfulDay(clearFacts({ today: day('2026-06-10'), change: { ...change, plannedEffectiveOn: day('2026-07-20') } }))).toBe(
      '2026-07-20',
    );
  });

  test('one reason that names no day: null', () => {
    expect(firstLawfulDay(clearFacts({ today: day('2026-06-10'), contractRecorded: false }))).toBeNull();
  });

  test('for any clocks: the gate is shut the day before, and clear on the day', () => {
    const someDay = fc
      .date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
      .map((at) => day(at.toISOString().slice(0, 10)));
    fc.assert(
      fc.property(someDay, someDay, someDay, fc.option(someDay), someDay, (today, planned, effective, consentedFrom, lastDay) => {
        const facts = clearFacts({
          today,
          change: { ...change, plannedEffectiveOn: planned },
          consentedFrom,
          deadlines: {
            ...deadlines,
            notice: { lastDay: effective, earliestEffectiveOn: effective },
            objection: { rawLastDay: lastDay, lastDay, closesAt: new Date(0) },
            earliestEffectiveOn: effective,
          },
        });
        const first = firstLawfulDay(facts);
        if (!first) throw new Error('clocks always name a day');
        expect(evaluateGate({ ...facts, today: first }).clear).toBe(true);
        expect(first === today).toBe(evaluateGate(facts).clear);
        expect(first >= planned).toBe(true);
        if (!consentedFrom) expect(first >= effective && first > lastDay).toBe(true);
      }),
    );
  });
});

test('evaluateGate, whatever state an objection is in: decided', () => {
  for (const state of objectionStates) expect(evaluateGate(clearFacts({ objections: [objectionThatIs(state)] })).reasons).toBeDefined();
});

test('reasonsThatMatter of a change that is over for the agreement: only what is final; of one that waits: all', () => {
  const clocks = [{ code: 'planned-day', until: day('2026-07-01') }, { code: 'objection-open' }] as const;
  for (const code of ['dropped', 'change-withdrawn', 'agreement-ended'] as const) {
    expect(reasonsThatMatter([...clocks, { code }])).toEqual([{ code }]);
  }
  const waiting = [...clocks, { code: 'stopped' } as const];
  expect(reasonsThatMatter(waiting)).toEqual(waiting);
});

test('gateTexts, every code: a title and what to do, in nb and en', () => {
  for (const code of gateCodes) {
    for (const text of [gateTexts[code].title, gateTexts[code].whatToDo]) {
      expect(text.nb.length).toBeGreaterThan(3);
      expect(text.en.length).toBeGreaterThan(3);
    }
  }
});
