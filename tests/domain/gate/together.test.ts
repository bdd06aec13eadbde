import type { GateCode } from '../../../src/domain/gate/gate';
import { firstDayTogether, whoWaits } from '../../../src/domain/gate/together';
import { day } from './gateFacts';

function agreement(agreementId: string, codes: GateCode[], inEffect = false) {
  return { agreementId, inEffect, gate: { clear: codes.length === 0, reasons: codes.map((code) => ({ code })) } };
}

describe('whoWaits', () => {
  test('all clear: nobody waits', () => {
    expect(whoWaits([agreement('a', []), agreement('b', [])])).toEqual({ waiting: [], heldBy: [] });
  });

  test('one is held: the others wait for it, it waits for nobody', () => {
    expect(whoWaits([agreement('a', []), agreement('b', ['objection-open']), agreement('c', [])])).toEqual({
      waiting: ['a', 'c'],
      heldBy: ['b'],
    });
  });

  test('two are held: each waits for the other too', () => {
    const { waiting, heldBy } = whoWaits([agreement('a', ['not-received']), agreement('b', ['objection-open']), agreement('c', [])]);
    expect(waiting).toEqual(['a', 'b', 'c']);
    expect(heldBy).toEqual(['a', 'b']);
  });

  test.each(['dropped', 'agreement-ended', 'change-withdrawn'] as const)('%s: holds nobody and waits for nobody', (code) => {
    expect(whoWaits([agreement('a', []), agreement('b', [code, 'objection-open'])])).toEqual({ waiting: [], heldBy: [] });
    expect(whoWaits([agreement('a', ['not-received']), agreement('b', [code])]).waiting).toEqual([]);
  });

  test.each(['agreement-ending', 'stopped', 'contract-missing', 'planned-day'] as const)('%s: may still change, so it holds', (code) => {
    expect(whoWaits([agreement('a', []), agreement('b', [code])])).toEqual({ waiting: ['a'], heldBy: ['b'] });
  });

  test('in effect already: holds nobody', () => {
    expect(whoWaits([agreement('a', []), agreement('b', ['stopped'], true)])).toEqual({ waiting: [], heldBy: [] });
  });

  test('gates that already say waiting-for-others: it is not taken for a reason of their own', () => {
    expect(whoWaits([agreement('a', ['waiting-for-others']), agreement('b', ['waiting-for-others'])])).toEqual({ waiting: [], heldBy: [] });
  });
});

describe('firstDayTogether', () => {
  test('the latest of all; none if one has none or there is nobody', () => {
    expect(firstDayTogether([day('2026-07-01'), day('2026-07-03'), day('2026-06-30')])).toBe('2026-07-03');
    expect(firstDayTogether([day('2026-07-01'), null, day('2026-06-30')])).toBeNull();
    expect(firstDayTogether([])).toBeNull();
  });
});
