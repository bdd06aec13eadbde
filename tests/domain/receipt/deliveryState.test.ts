import fc from 'fast-check';
import {
  afterReport,
  afterSmtp,
  finalStates,
  type NoticeState,
  needsAPersonStates,
  noticeStates,
  noticeStateTexts,
  passedOnStates,
  type SmtpOutcome,
  underwayStates,
} from '../../../src/domain/receipt/deliveryState';

const hour = 60 * 60 * 1000;
const first = { route: 'direct' as const, attempt: 1, sinceFirstAttemptMs: 0, random: 0 };
function answered(code: number): SmtpOutcome {
  return { kind: 'answered', code };
}

describe('afterSmtp', () => {
  test('250 of the recipient: accepted; of the relay: handed over; no more tries', () => {
    expect(afterSmtp({ ...first, outcome: answered(250) })).toEqual({
      state: 'accepted',
      evidence: 'accepted',
      retryAfterMs: null,
      repeat: false,
      ourFault: false,
    });
    expect(afterSmtp({ ...first, route: 'relay', outcome: answered(250) })).toMatchObject({
      state: 'handedOver',
      evidence: 'handedOver',
      retryAfterMs: null,
    });
  });

  test.each([421, 450, 451, 452])('%d: deferred, tried again', (code) => {
    expect(afterSmtp({ ...first, outcome: answered(code) })).toEqual({
      state: 'deferred',
      evidence: null,
      retryAfterMs: 7_500,
      repeat: false,
      ourFault: false,
    });
  });

  test('no conversation: deferred, tried again', () => {
    expect(afterSmtp({ ...first, outcome: { kind: 'notConnected' } })).toMatchObject({ state: 'deferred', retryAfterMs: 7_500 });
  });

  test.each([500, 550, 554])('%d about the recipient or the message: bounced, final', (code) => {
    expect(afterSmtp({ ...first, outcome: answered(code) })).toEqual({
      state: 'bounced',
      evidence: null,
      retryAfterMs: null,
      repeat: false,
      ourFault: false,
    });
  });

  test.each(['connection', 'authentication'] as const)('554 at %s: our fault, deferred', (stage) => {
    expect(afterSmtp({ ...first, outcome: { kind: 'answered', code: 554, stage } })).toMatchObject({
      state: 'deferred',
      ourFault: true,
      retryAfterMs: 7_500,
    });
  });

  test.each([{ kind: 'noReplyAfterData' } as const, answered(0), answered(354)])(
    '%p: unknown, sent again after two minutes as a repeat',
    (outcome) => {
      expect(afterSmtp({ ...first, outcome })).toEqual({
        state: 'unknown',
        evidence: null,
        retryAfterMs: 120_000,
        repeat: true,
        ourFault: false,
      });
    },
  );

  test('the two minutes are a setting', () => {
    expect(afterSmtp({ ...first, outcome: { kind: 'noReplyAfterData' }, settings: { unknownDelayMs: 60_000 } }).retryAfterMs).toBe(60_000);
  });

  test('delays double from try to try, up to an hour', () => {
    const delays = [1, 2, 3, 9, 50].map(
      (attempt) => afterSmtp({ ...first, attempt, random: 0.999_999_9, outcome: answered(451) }).retryAfterMs,
    );
    expect(delays).toEqual([15_000, 30_000, 60_000, hour, hour]);
  });

  test('after five days: no more tries, the state says what was last known', () => {
    const late = { ...first, sinceFirstAttemptMs: 5 * 24 * hour };
    expect(afterSmtp({ ...late, outcome: answered(451) })).toMatchObject({ state: 'deferred', retryAfterMs: null });
    expect(afterSmtp({ ...late, outcome: { kind: 'noReplyAfterData' } })).toMatchObject({ state: 'unknown', retryAfterMs: null });
  });

  test('for any answer: evidence only of 2xx, a repeat only of an unknown outcome, a delay between half and all of it', () => {
    const anything = fc.record({
      route: fc.constantFrom('direct' as const, 'relay' as const),
      attempt: fc.integer({ min: 1, max: 1000 }),
      random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      code: fc.integer({ min: 0, max: 999 }),
    });
    fc.assert(
      fc.property(anything, ({ code, ...facts }) => {
        const after = afterSmtp({ ...facts, sinceFirstAttemptMs: 0, outcome: answered(code) });
        expect(after.evidence !== null).toBe(code >= 200 && code < 300);
        expect(after.repeat).toBe(after.state === 'unknown');
        if (after.state === 'deferred') expect(after.retryAfterMs).toBeGreaterThanOrEqual(7_500);
        expect(after.retryAfterMs ?? 0).toBeLessThanOrEqual(hour);
      }),
    );
  });
});

describe('afterReport', () => {
  test.each<[NoticeState, NoticeState, NoticeState]>([
    ['planned', 'sending', 'sending'],
    ['sending', 'deferred', 'deferred'],
    ['deferred', 'unknown', 'unknown'],
    ['unknown', 'accepted', 'accepted'],
    ['accepted', 'delivered', 'delivered'],
    ['delivered', 'accepted', 'delivered'],
    ['delivered', 'sending', 'delivered'],
    ['handedOver', 'bounced', 'bounced'],
    ['delivered', 'bounced', 'bounced'],
    ['acknowledged', 'bounced', 'acknowledged'],
    ['manual', 'undeliverable', 'manual'],
    ['acknowledged', 'delivered', 'acknowledged'],
    ['bounced', 'sending', 'sending'],
    ['undeliverable', 'acknowledged', 'acknowledged'],
  ])('%s, then %s: %s', (present, reported, next) => {
    expect(afterReport(present, reported)).toBe(next);
  });

  test('every pair: told twice is told once', () => {
    for (const present of noticeStates) {
      for (const reported of noticeStates) {
        const once = afterReport(present, reported);
        expect(afterReport(once, reported)).toBe(once);
      }
    }
  });
});

describe('the sets of states', () => {
  test('every state is in exactly one of underway, passed on, needs a person; final ones are passed on', () => {
    for (const state of noticeStates) {
      expect([underwayStates, passedOnStates, needsAPersonStates].filter((set) => set.has(state)).length).toBe(1);
    }
    expect([...finalStates].every((state) => passedOnStates.has(state))).toBe(true);
  });

  test('every state has words in nb and en', () => {
    for (const state of noticeStates) expect(Object.values(noticeStateTexts[state]).every((text) => text.length > 3)).toBe(true);
  });
});
