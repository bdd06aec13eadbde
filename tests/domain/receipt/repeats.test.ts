import { isRepeat, mayHaveComeTwice } from '../../../src/domain/receipt/repeats';

type Tried = Parameters<typeof mayHaveComeTwice>[0];
const outcomes: Tried['outcome'][] = ['accepted', 'handedOver', 'deferred', 'refused', 'unknown'];
const first = (outcome: Tried['outcome']): Tried => ({ outcome, repeat: false });

describe('isRepeat', () => {
  test.each<[string, Tried[], number, boolean]>([
    ['nothing tried', [], 0, false],
    ['put off', [first('deferred')], 0, false],
    ['put off twice', [first('deferred'), first('deferred')], 0, false],
    ['no answer', [first('unknown')], 0, true],
    ['no answer, then put off', [first('unknown'), { outcome: 'deferred', repeat: true }], 0, true],
    ['put off, then no answer', [first('deferred'), first('unknown')], 0, true],
    ['lost with its worker', [], 1, true],
    ['lost, then put off', [first('deferred')], 1, true],
    // Releases before kept no lost tries: that the last one repeated is all that is known of them.
    ['a repeat that was put off', [{ outcome: 'deferred', repeat: true }], 0, true],
  ])('%s', (_, attempts, lost, expected) => {
    expect(isRepeat({ attempts, lost })).toBe(expected);
  });
});

describe('mayHaveComeTwice', () => {
  test.each(outcomes)('the first to be on its way, %s: no', (outcome) => {
    expect(mayHaveComeTwice({ outcome, repeat: false })).toBe(false);
  });

  test('a repeat: if it was taken or had no answer, and not if it was refused or put off', () => {
    expect(outcomes.filter((outcome) => mayHaveComeTwice({ outcome, repeat: true }))).toEqual(['accepted', 'handedOver', 'unknown']);
  });
});
