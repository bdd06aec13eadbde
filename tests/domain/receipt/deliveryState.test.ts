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
      heldUp: false,
      refusalClass: null,
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
      heldUp: false,
      refusalClass: null,
    });
  });

  test('no conversation: held up, tried again', () => {
    expect(afterSmtp({ ...first, outcome: { kind: 'notConnected' } })).toMatchObject({
      state: 'deferred',
      heldUp: true,
      retryAfterMs: 7_500,
    });
  });

  test.each([
    ['550 5.1.1 No such user', 'recipient', 'address', false],
    ['552 5.2.2 Mailbox full', 'recipient', 'mailbox', false],
    ['550 5.3.2 Not accepting', 'recipient', 'system', false],
    ['552 5.3.4 Too big', 'data', 'content', true],
    ['501 5.5.4 Bad parameter', 'recipient', 'protocol', true],
    ['550 5.7.1 Spam', 'data', 'policy', true],
  ] as const)('%s at %s: bounced, final, %s', (words, stage, refusalClass, ourFault) => {
    const outcome = { kind: 'answered', code: Number(words.slice(0, 3)), stage } as const;
    expect(afterSmtp({ ...first, outcome, words })).toEqual({
      state: 'bounced',
      evidence: null,
      retryAfterMs: null,
      repeat: false,
      ourFault,
      heldUp: false,
      refusalClass,
    });
  });

  test.each([
    ['554 5.7.1 Go away', 'connection'],
    ['535 5.7.8 Bad credentials', 'authentication'],
    ['530 5.7.0 Must issue a STARTTLS command first', 'sender'],
    ['530 5.7.57 Client was not authenticated', 'recipient'],
    ['550 5.7.1 Sender blocked', 'sender'],
    ['501 5.1.7 Bad sender address syntax', 'sender'],
    ['454 4.7.0 Temporary authentication failure', 'authentication'],
    ['554 5.2.252 SendAsDenied', 'data'],
    ['550 5.7.1 Blocked using zen.spamhaus.org', 'data'],
  ] as const)('%s at %s: our fault and not the recipient, held up', (words, stage) => {
    const outcome = { kind: 'answered', code: Number(words.slice(0, 3)), stage } as const;
    expect(afterSmtp({ ...first, outcome, words })).toMatchObject({ state: 'deferred', ourFault: true, heldUp: true, retryAfterMs: 7_500 });
  });

  test('policy: held up where our relay says so, final where the recipient’s server does', () => {
    const refused = { ...first, outcome: { kind: 'answered', code: 550, stage: 'data' } as const, words: '550 5.7.1 Spam' };
    expect(afterSmtp({ ...refused, route: 'relay' })).toMatchObject({ state: 'deferred', heldUp: true, refusalClass: 'policy' });
    expect(afterSmtp({ ...refused, route: 'direct' })).toMatchObject({ state: 'bounced', heldUp: false, refusalClass: 'policy' });
  });

  test('held up for months: tried again every hour, whatever it is', () => {
    const late = { ...first, heldUpBefore: 5_000, sinceFirstAttemptMs: 200 * 24 * hour, random: 0.999_999_9 };
    const refused = { outcome: { kind: 'answered', code: 535, stage: 'authentication' } as const, words: '535 5.7.8 Bad credentials' };
    expect(afterSmtp({ ...late, outcome: { kind: 'notConnected' } })).toMatchObject({ state: 'deferred', retryAfterMs: hour });
    expect(afterSmtp({ ...late, ...refused })).toMatchObject({ state: 'deferred', retryAfterMs: hour });
  });

  test('552 for too many recipients: deferred, as 452 would be', () => {
    for (const words of ['552 5.5.3 Too many', '552 Too many recipients']) {
      expect(afterSmtp({ ...first, outcome: answered(552), words })).toMatchObject({
        state: 'deferred',
        ourFault: false,
        retryAfterMs: 7_500,
      });
    }
  });

  test('a server that names a time: not tried before it, nor long after', () => {
    const words = '451 4.7.1 Greylisted, try again in 300 seconds';
    expect(afterSmtp({ ...first, outcome: answered(451), words }).retryAfterMs).toBe(300_000);
    expect(afterSmtp({ ...first, random: 0.999_999_9, outcome: answered(451), words }).retryAfterMs).toBe(375_000);
    expect(afterSmtp({ ...first, attempt: 30, outcome: answered(451), words }).retryAfterMs).toBe(hour / 2);
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
        heldUp: false,
        refusalClass: null,
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

  test('after three days: no more tries, the state says what was last known', () => {
    const late = { ...first, sinceFirstAttemptMs: 3 * 24 * hour };
    expect(afterSmtp({ ...late, outcome: answered(451) })).toMatchObject({ state: 'deferred', retryAfterMs: null });
    expect(afterSmtp({ ...late, outcome: { kind: 'noReplyAfterData' } })).toMatchObject({ state: 'unknown', retryAfterMs: null });
  });

  test('for any answer: evidence only of 2xx, a repeat only of an unknown outcome, final only of 5xx, never sooner than told', () => {
    const anything = fc.record({
      route: fc.constantFrom('direct' as const, 'relay' as const),
      attempt: fc.integer({ min: 1, max: 1000 }),
      random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      code: fc.integer({ min: 0, max: 999 }),
      stage: fc.constantFrom('connection' as const, 'authentication' as const, 'sender' as const, 'recipient' as const, 'data' as const),
      toldSeconds: fc.option(fc.integer({ min: 1, max: 86_400 })),
    });
    fc.assert(
      fc.property(anything, ({ code, stage, toldSeconds, ...facts }) => {
        const words = toldSeconds === null ? null : `${code} try again in ${toldSeconds} seconds`;
        const after = afterSmtp({ ...facts, sinceFirstAttemptMs: 0, outcome: { kind: 'answered', code, stage }, words });
        const family = Math.floor(code / 100);
        expect(after.evidence !== null).toBe(family === 2);
        expect(after.repeat).toBe(after.state === 'unknown');
        expect(after.state === 'bounced' || after.refusalClass !== null).toBe(family === 5);
        if (family === 4) expect(after.retryAfterMs).toBeGreaterThanOrEqual(Math.max(7_500, (toldSeconds ?? 0) * 1000));
        expect(after.retryAfterMs ?? 0).toBeLessThanOrEqual(Math.max(hour, (toldSeconds ?? 0) * 1250));
      }),
    );
  });

  test('from try to try, however the chance falls: the delay never shrinks before it is an hour', () => {
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), chance, chance, (attempt, random, nextRandom) => {
        const delay = afterSmtp({ ...first, attempt, random, outcome: answered(451) }).retryAfterMs ?? 0;
        const next = afterSmtp({ ...first, attempt: attempt + 1, random: nextRandom, outcome: answered(451) }).retryAfterMs ?? 0;
        expect(next).toBeGreaterThanOrEqual(Math.min(delay, hour / 2));
      }),
    );
  });

  test('a server that defers for ever: tried at least sixty times over three days, then given up', () => {
    let sinceFirstAttemptMs = 0;
    for (let attempt = 1; ; attempt += 1) {
      const { retryAfterMs } = afterSmtp({ ...first, attempt, sinceFirstAttemptMs, random: 0.5, outcome: answered(451) });
      if (retryAfterMs === null) {
        expect(attempt).toBeGreaterThan(60);
        break;
      }
      sinceFirstAttemptMs += retryAfterMs;
    }
    expect(sinceFirstAttemptMs).toBeGreaterThan(3 * 24 * hour - hour);
    expect(sinceFirstAttemptMs).toBeLessThanOrEqual(3 * 24 * hour);
  });
});

type Reported = Parameters<typeof afterReport>[1];

describe('afterReport', () => {
  test.each<[NoticeState, Reported, NoticeState]>([
    ['planned', 'sending', 'sending'],
    ['sending', 'deferred', 'deferred'],
    ['deferred', 'unknown', 'unknown'],
    ['unknown', 'accepted', 'accepted'],
    ['accepted', 'delivered', 'delivered'],
    ['delivered', 'accepted', 'delivered'],
    ['delivered', 'sending', 'delivered'],
    ['acknowledged', 'delivered', 'acknowledged'],
    ['manual', 'deferred', 'manual'],
    ['accepted', 'unknown', 'accepted'],
    ['handedOver', 'deferred', 'handedOver'],
    ['bounced', 'sending', 'sending'],
    ['undeliverable', 'acknowledged', 'acknowledged'],
  ])('%s, then %s: %s', (present, reported, next) => {
    expect(afterReport(present, reported)).toBe(next);
  });

  test('every pair: told twice is told once', () => {
    for (const present of noticeStates) {
      for (const reported of noticeStates) {
        if (reported === 'bounced' || reported === 'undeliverable') continue;
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
