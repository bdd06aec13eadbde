import type { Terms } from '../terms/terms';

/**
 * What can show that a notice came through (DESIGN.md, "Receipt and its evidence"), weakest first:
 * `handedOver` our own relay said 250: no receipt; `presumed` that, and 24 hours without a bounce; `accepted` the controller's own server
 * said 250; `delivered` a delivery report; `acknowledged` a person pressed the button; `manual` a letter, a call or a notice from before
 * the portal, entered by one person and confirmed by another (it becomes evidence only then).
 */
export const evidenceKinds = ['handedOver', 'presumed', 'accepted', 'delivered', 'acknowledged', 'manual'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

export interface Evidence {
  kind: EvidenceKind;
  at: Date;
  /** Set when a hard bounce or "wrong person" took it away. */
  voidedAt: Date | null;
}

/** Each demand is met by itself and by what is stronger. Two people vouch for `manual`, so it meets every demand. */
const meets: Record<Terms['receiptEvidence'], ReadonlySet<EvidenceKind>> = {
  presumed: new Set(['presumed', 'accepted', 'delivered', 'acknowledged', 'manual']),
  accepted: new Set(['accepted', 'delivered', 'acknowledged', 'manual']),
  delivered: new Set(['delivered', 'acknowledged', 'manual']),
  acknowledged: new Set(['acknowledged', 'manual']),
};

/** Whether the evidence is a receipt under terms that ask for `required`. Handing over to a relay never is, and nothing voided is. */
export function startsTheClock(required: Terms['receiptEvidence'], evidence: Evidence): boolean {
  return evidence.voidedAt === null && meets[required].has(evidence.kind);
}

/**
 * The instant a notice counts as received, with its evidence: the earliest that starts the clock, since later proof never moves it.
 * null while there is none. Of two at the same instant the stronger is named.
 */
export function receiptFrom<Kept extends Evidence>(
  required: Terms['receiptEvidence'],
  evidences: readonly Kept[],
): { at: Date; evidence: Kept } | null {
  let receipt: Kept | null = null;
  for (const evidence of evidences) {
    if (!startsTheClock(required, evidence)) continue;
    if (!receipt || isBefore(evidence, receipt)) receipt = evidence;
  }
  return receipt && { at: receipt.at, evidence: receipt };
}

const presumedAfterMs = 24 * 60 * 60 * 1000;

/** When a handed-over notice is presumed received, unless a bounce voids it first: 24 hours of elapsed time later. */
export function presumedAt(handedOverAt: Date): Date {
  return new Date(handedOverAt.getTime() + presumedAfterMs);
}

function isBefore(one: Evidence, other: Evidence): boolean {
  const difference = one.at.getTime() - other.at.getTime();
  return difference < 0 || (difference === 0 && evidenceKinds.indexOf(one.kind) > evidenceKinds.indexOf(other.kind));
}
