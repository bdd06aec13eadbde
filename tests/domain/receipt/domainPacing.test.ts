import fc from 'fast-check';
import {
  freshPace,
  mayBegin,
  type PacingOutcome,
  paceAfter,
  pacingDefaults,
  pacingOutcomeOf,
} from '../../../src/domain/receipt/domainPacing';

const slowDown: PacingOutcome = { kind: 'slowDown', comeBackMs: null };
const taken: PacingOutcome = { kind: 'taken' };

describe('pacingOutcomeOf', () => {
  test.each<[number, string, PacingOutcome]>([
    [250, '250 Ok', taken],
    [421, '421 4.3.2 Shutting down', slowDown],
    [421, '421 4.7.0 Try again in 5 minutes', { kind: 'slowDown', comeBackMs: 300_000 }],
    [450, '450 4.7.1 Too many messages from you', slowDown],
    [451, '451 4.7.500 Server busy', slowDown],
    [451, '451 4.7.1 Rate limit exceeded, try again in 60 seconds', { kind: 'slowDown', comeBackMs: 60_000 }],
    [452, '452 4.5.3 Too many recipients', slowDown],
    [450, '450 4.7.28 Unusual', slowDown],
    [450, '450 4.2.0 Greylisted for 5 minutes', { kind: 'nothing' }],
    [452, '452 4.2.2 Mailbox full', { kind: 'nothing' }],
    [550, '550 5.1.1 No such user', { kind: 'nothing' }],
  ])('%d, %s: %j', (code, words, expected) => {
    expect(pacingOutcomeOf({ kind: 'answered', code }, words)).toEqual(expected);
  });

  test('no answer: tells nothing of the pace', () => {
    expect(pacingOutcomeOf({ kind: 'notConnected' }, 'ECONNREFUSED')).toEqual({ kind: 'nothing' });
    expect(pacingOutcomeOf({ kind: 'noReplyAfterData' }, null)).toEqual({ kind: 'nothing' });
  });
});

describe('paceAfter', () => {
  test('asked to slow down: half as many at once after a pause; asked again after it: a quarter, and twice the pause', () => {
    const once = paceAfter(freshPace(), slowDown, 1_000);
    expect(once).toEqual({ allowed: 5, pauseMs: 5_000, pausedUntilMs: 6_000 });
    expect(mayBegin(once, 0, 5_999)).toBe(false);
    expect(mayBegin(once, 4, 6_000)).toBe(true);
    expect(mayBegin(once, 5, 6_000)).toBe(false);
    expect(paceAfter(once, slowDown, 6_000)).toEqual({ allowed: 2, pauseMs: 10_000, pausedUntilMs: 16_000 });
  });

  test('several on their way complain together: counts once, and the longest wait that was asked for holds', () => {
    const once = paceAfter(freshPace(), slowDown, 1_000);
    expect(paceAfter(once, slowDown, 2_000)).toEqual(once);
    expect(paceAfter(once, { kind: 'slowDown', comeBackMs: 60_000 }, 2_000)).toEqual({ ...once, pausedUntilMs: 62_000 });
  });

  test('taken again and again: back to full speed, and the next complaint begins with the first pause', () => {
    let pace = freshPace();
    for (let complaint = 0, nowMs = 0; complaint < 20; complaint += 1, nowMs = pace.pausedUntilMs) pace = paceAfter(pace, slowDown, nowMs);
    expect(pace).toMatchObject({ allowed: 1, pauseMs: pacingDefaults.longestPauseMs });
    for (let message = 0; message < 20; message += 1) pace = paceAfter(pace, taken, pace.pausedUntilMs);
    expect(pace).toMatchObject({ allowed: pacingDefaults.most, pauseMs: 0 });
  });

  test('whatever happens: at least one goes after the pause, never more than the most, and never before the server said', () => {
    const outcome = fc.oneof(
      fc.constant(taken),
      fc.constant<PacingOutcome>({ kind: 'nothing' }),
      fc.record({ kind: fc.constant('slowDown' as const), comeBackMs: fc.option(fc.integer({ min: 1_000, max: 86_400_000 })) }),
    );
    fc.assert(
      fc.property(fc.array(fc.record({ outcome, passedMs: fc.integer({ min: 0, max: 3_600_000 }) }), { maxLength: 50 }), (course) => {
        let pace = freshPace();
        let nowMs = 0;
        let notBefore = 0;
        for (const { outcome, passedMs } of course) {
          nowMs += passedMs;
          pace = paceAfter(pace, outcome, nowMs);
          if (outcome.kind === 'slowDown') notBefore = Math.max(notBefore, nowMs + (outcome.comeBackMs ?? 0));
          expect(pace.pausedUntilMs).toBeGreaterThanOrEqual(notBefore);
          expect(pace.allowed).toBeGreaterThanOrEqual(1);
          expect(pace.allowed).toBeLessThanOrEqual(pacingDefaults.most);
          expect(mayBegin(pace, 0, pace.pausedUntilMs)).toBe(true);
        }
      }),
    );
  });
});
