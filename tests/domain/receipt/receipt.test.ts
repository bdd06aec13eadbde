import fc from 'fast-check';
import {
  type Evidence,
  type EvidenceKind,
  evidenceKinds,
  presumedAt,
  receiptFrom,
  startsTheClock,
} from '../../../src/domain/receipt/receipt';

const demands = ['presumed', 'accepted', 'delivered', 'acknowledged'] as const;
const at = (instant: string): Date => new Date(instant);

function evidence(kind: EvidenceKind, instant = '2026-06-02T08:00:00Z', voidedAt: Date | null = null): Evidence {
  return { kind, at: at(instant), voidedAt };
}

describe('startsTheClock', () => {
  /** What each demand is met by: a higher rung satisfies a lower demand. */
  const metBy: Record<(typeof demands)[number], EvidenceKind[]> = {
    presumed: ['presumed', 'accepted', 'delivered', 'acknowledged', 'manual'],
    accepted: ['accepted', 'delivered', 'acknowledged', 'manual'],
    delivered: ['delivered', 'acknowledged', 'manual'],
    acknowledged: ['acknowledged', 'manual'],
  };

  test.each(demands.flatMap((demand) => evidenceKinds.map((kind) => [demand, kind] as const)))(
    'asked for %s, there is %s',
    (demand, kind) => {
      expect(startsTheClock(demand, evidence(kind))).toBe(metBy[demand].includes(kind));
      expect(startsTheClock(demand, evidence(kind, undefined, at('2026-06-03T08:00:00Z')))).toBe(false);
    },
  );
});

describe('receiptFrom', () => {
  test('several: the earliest that counts, since later proof never moves it', () => {
    const found = receiptFrom('accepted', [
      evidence('acknowledged', '2026-06-04T08:00:00Z'),
      evidence('handedOver', '2026-06-02T08:00:00Z'),
      evidence('accepted', '2026-06-02T09:00:00Z'),
    ]);
    expect(found).toEqual({ at: at('2026-06-02T09:00:00Z'), evidence: evidence('accepted', '2026-06-02T09:00:00Z') });
  });

  test('a bounce voided the first: the next receipt', () => {
    const voided = evidence('accepted', '2026-06-02T09:00:00Z', at('2026-06-03T09:00:00Z'));
    expect(receiptFrom('accepted', [voided])).toBeNull();
    expect(receiptFrom('accepted', [voided, evidence('accepted', '2026-06-05T09:00:00Z')])?.at).toEqual(at('2026-06-05T09:00:00Z'));
  });

  test('two at the same instant: the stronger is named', () => {
    expect(receiptFrom('presumed', [evidence('accepted'), evidence('acknowledged'), evidence('presumed')])?.evidence.kind).toBe(
      'acknowledged',
    );
  });

  test('nothing: null', () => {
    expect(receiptFrom('presumed', [])).toBeNull();
    expect(receiptFrom('presumed', [evidence('handedOver')])).toBeNull();
  });

  test('for any evidence: a stricter demand is never met earlier', () => {
    const some = fc.record({
      kind: fc.constantFrom(...evidenceKinds),
      at: fc.date({ noInvalidDate: true }),
      voidedAt: fc.option(fc.date({ noInvalidDate: true })),
    });
    fc.assert(
      fc.property(fc.array(some), (evidences) => {
        const instants = demands.map((demand) => receiptFrom(demand, evidences)?.at.getTime() ?? Number.POSITIVE_INFINITY);
        expect([...instants].sort((one, other) => (one === other ? 0 : one - other))).toEqual(instants);
      }),
    );
  });
});

test('presumedAt: 24 hours of elapsed time later, also over the change to summer time', () => {
  expect(presumedAt(at('2026-03-28T12:00:00Z'))).toEqual(at('2026-03-29T12:00:00Z'));
});
