import { heldUpInARow, sameTroubleAgain, triesOf } from '../../../src/domain/receipt/heldUp';

const away = { heldUp: true as const, code: null, response: 'connect ECONNREFUSED', host: 'relay.example' };
const denied = { ...away, code: 535, response: '535 5.7.8 Bad credentials' };
const greylisted = { code: 451, response: '451 4.7.1 Greylisted', host: 'relay.example' };

test('tries: each counts, and one that stands for many as many', () => {
  expect(triesOf([])).toBe(0);
  expect(triesOf([greylisted, away, { ...away, times: 7 }])).toBe(9);
});

test('held up in a row: from the last that was not', () => {
  expect(heldUpInARow([])).toBe(0);
  expect(heldUpInARow([away, greylisted])).toBe(0);
  expect(heldUpInARow([away, greylisted, denied, { ...away, times: 7 }])).toBe(8);
});

test('the same trouble again: from the third in a row, told as a number', () => {
  expect(sameTroubleAgain([], away)).toBeNull();
  expect(sameTroubleAgain([away], away)).toBeNull();
  expect(sameTroubleAgain([away, away], away)).toBe(2);
  expect(sameTroubleAgain([away, { ...away, times: 7 }], away)).toBe(8);
});

test('anything else: told by itself', () => {
  expect(sameTroubleAgain([away, away], denied)).toBeNull();
  expect(sameTroubleAgain([denied, away], away)).toBeNull();
  expect(sameTroubleAgain([away, away], { ...away, host: 'other.example' })).toBeNull();
  expect(sameTroubleAgain([greylisted, greylisted], greylisted)).toBeNull();
});
