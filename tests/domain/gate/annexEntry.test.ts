import { gateForAnnexEntry, gateForSubprocessor } from '../../../src/domain/gate/gate';
import { clearFacts, codesOf, day, entryInForce, objectionThatIs } from './gateFacts';

const entry = { inForceFrom: day('2020-01-01'), inForceUntil: null, suspendedFor: [] };

describe('gateForAnnexEntry', () => {
  test('in force: yes', () => {
    expect(gateForAnnexEntry(entryInForce())).toEqual({ clear: true, reasons: [] });
  });

  test('not listed: not approved', () => {
    expect(gateForAnnexEntry(entryInForce({ entry: null })).reasons).toEqual([{ code: 'not-approved' }]);
  });

  test('taken out yesterday: not approved; on its last day: yes', () => {
    expect(codesOf(gateForAnnexEntry(entryInForce({ entry: { ...entry, inForceUntil: day('2026-06-30') } })))).toEqual(['not-approved']);
    expect(gateForAnnexEntry(entryInForce({ entry: { ...entry, inForceUntil: day('2026-07-01') } })).clear).toBe(true);
  });

  test('in force from tomorrow: until then no', () => {
    const facts = entryInForce({ entry: { ...entry, inForceFrom: day('2026-07-02') } });
    expect(gateForAnnexEntry(facts).reasons).toEqual([{ code: 'planned-day', until: '2026-07-02' }]);
  });

  test('a late objection that was admitted: suspended', () => {
    expect(codesOf(gateForAnnexEntry(entryInForce({ objections: [objectionThatIs('submitted')] })))).toEqual(['objection-open']);
    expect(gateForAnnexEntry(entryInForce({ objections: [objectionThatIs('late')] })).clear).toBe(true);
  });

  test('a recorded suspension, a lapsed basis, no contract, a stop order: each bars', () => {
    expect(codesOf(gateForAnnexEntry(entryInForce({ entry: { ...entry, suspendedFor: ['stopped'] } })))).toEqual(['stopped']);
    expect(codesOf(gateForAnnexEntry(entryInForce({ transferUncovered: ['US'] })))).toEqual(['transfer-basis-missing']);
    expect(codesOf(gateForAnnexEntry(entryInForce({ contractRecorded: false })))).toEqual(['contract-missing']);
    expect(codesOf(gateForAnnexEntry(entryInForce({ agreement: { state: 'active', stopped: true } })))).toEqual(['stopped']);
  });

  test('the agreement is ending: yes until it has ended', () => {
    expect(gateForAnnexEntry(entryInForce({ agreement: { state: 'ending', stopped: false } })).clear).toBe(true);
    expect(codesOf(gateForAnnexEntry(entryInForce({ agreement: { state: 'ended', stopped: false } })))).toEqual(['agreement-ended']);
  });

  test('the agreement is being ended over this very entry: no', () => {
    const objections = [objectionThatIs('terminating', { agreementEndsOn: day('2026-12-31') })];
    expect(codesOf(gateForAnnexEntry(entryInForce({ objections })))).toEqual(['agreement-ending']);
  });
});

describe('gateForSubprocessor', () => {
  const notListed = entryInForce({ entry: null });

  test('an entry in force while a modify waits: the entry answers', () => {
    const pending = clearFacts({ transferUncovered: ['US'] });
    expect(gateForSubprocessor({ annex: entryInForce(), pending }).clear).toBe(true);
  });

  test('no entry, a published change that is clear: yes from 00:00, before the annex is written', () => {
    expect(gateForSubprocessor({ annex: notListed, pending: clearFacts() }).clear).toBe(true);
  });

  test('no entry, a published change that waits: its reasons', () => {
    expect(codesOf(gateForSubprocessor({ annex: notListed, pending: clearFacts({ contractRecorded: false }) }))).toEqual([
      'contract-missing',
    ]);
  });

  test('no entry, and a change that was withdrawn: not approved, and why', () => {
    const { change } = clearFacts();
    const withdrawn = clearFacts({ change: { ...change, status: 'withdrawn' } });
    expect(codesOf(gateForSubprocessor({ annex: notListed, pending: withdrawn }))).toEqual(['not-approved', 'change-withdrawn']);
  });

  test('no entry, and nothing, a draft, or a removal: not approved', () => {
    const { change } = clearFacts();
    const draft = clearFacts({ change: { ...change, status: 'draft' } });
    const removal = clearFacts({ change: { ...change, type: 'remove' } });
    for (const pending of [null, draft, removal]) {
      expect(codesOf(gateForSubprocessor({ annex: notListed, pending }))).toEqual(['not-approved']);
    }
  });
});
