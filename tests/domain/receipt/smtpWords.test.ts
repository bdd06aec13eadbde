import fc from 'fast-check';
import { comeBackAfterMs, enhancedStatusIn } from '../../../src/domain/receipt/smtpWords';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

describe('comeBackAfterMs', () => {
  test.each<[string, number]>([
    ['451 4.7.1 Greylisting in action, please come back in 00:10:00', 10 * minute],
    ['451 4.7.1 Greylisting in action, please come back in 00:04:59', 299 * second],
    ['451 4.7.1 come back in 1:30', 90 * second],
    ['450 4.2.0 <a@b.example>: Recipient address rejected: Greylisted for 300 seconds (see http://postgrey.example/help)', 5 * minute],
    ['450 4.2.0 Greylisted for 5 minutes', 5 * minute],
    ['450 4.7.1 greylisted, try again in 60 seconds', minute],
    ['421 4.7.0 Try again in 5 minutes', 5 * minute],
    ['421 4.7.0 Try again in 1 hour and 30 minutes', 90 * minute],
    ['421 4.7.0 Please try again in an hour.', hour],
    ['451 Please retry in two minutes', 2 * minute],
    ['451 retry after 300', 5 * minute],
    ['451 Retry-After: 120', 2 * minute],
    ['451 retry after 300.', 5 * minute],
    ['451 4.3.2 Please try again after at least 15 min', 15 * minute],
    ['451 4.7.1 Temporarily deferred, wait 10 minutes', 10 * minute],
    ['451 deferring for 300s', 5 * minute],
    ['450 next attempt allowed in 4m 30s', 270 * second],
    ['451 please wait another 2.5 minutes', 150 * second],
    ['450 4.7.1 Client 192.0.2.17 greylisted for 240 sec', 4 * minute],
    ['451 try again in 0 seconds', second],
    ['451 try again in 20 ms', second],
    ['451 try again in 9 days', 24 * hour],
  ])('%s: %d ms', (words, expected) => {
    expect(comeBackAfterMs(words)).toBe(expected);
  });

  test.each([
    null,
    '',
    '451 4.3.0 Try again later',
    '450 4.2.0 Greylisted, see http://postgrey.example/help/a.example.html',
    '451 4.7.1 Try again, you sent from 192.0.2.17',
    '421 4.7.28 Our system has detected 300 messages in 1 hour; try again later',
    '452 4.2.2 The mailbox has been over quota for 14 days',
    '451 4.7.1 try again in a moment',
    '451 retry after 5.7.1',
  ])('%p names no time: null', (words) => {
    expect(comeBackAfterMs(words)).toBeNull();
  });

  test('whatever the words: a time between a second and a day, or none', () => {
    const piece = fc.constantFrom(
      'try again',
      ' in ',
      ' after ',
      '300',
      '0',
      '99999999',
      ' seconds',
      ' hours',
      ':',
      '00:10:00',
      'wait',
      ' for ',
      '.',
      'a ',
    );
    const words = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(words, (text) => {
        const told = comeBackAfterMs(text);
        if (told !== null) expect(told).toBeGreaterThanOrEqual(second);
        expect(told ?? 0).toBeLessThanOrEqual(24 * hour);
      }),
    );
  });

  test('every number of seconds from a second to a day: as it says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 86_400 }), (seconds) => {
        expect(comeBackAfterMs(`451 4.7.1 Please try again in ${seconds} seconds`)).toBe(seconds * second);
      }),
    );
  });
});

describe('enhancedStatusIn', () => {
  test.each<[string | null, string | null]>([
    ['550 5.1.1 No such user', '5.1.1'],
    ['550-5.1.1 The email account that you tried to reach does not exist', '5.1.1'],
    ['550 #5.1.0 Address rejected', '5.1.0'],
    ["553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", '5.7.1'],
    ['550 Rejected by 192.0.2.17 (5.4.1)', '5.4.1'],
    ['550 Message from 5.1.1.7 refused', null],
    ['550 5.1.1.7 refused', null],
    ['550 No such user', null],
    ['450 our 5.x relay 5.1.1 said no', null],
    ['5.2.2 mailbox full', '5.2.2'],
    [null, null],
  ])('%p: %p', (words, expected) => {
    expect(enhancedStatusIn(words)).toBe(expected);
  });
});
