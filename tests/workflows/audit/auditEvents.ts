import type { NewAuditEvent } from '../../../src/data/auditEvent.repository';
import type { Testbed } from '../../support/testbed';

export const at = new Date('2026-06-01T08:00:00Z');

/** Something that a person did, with a note of theirs, as number `number`. */
export function act(number: number): NewAuditEvent {
  return {
    at,
    type: 'change.edited',
    actor: { kind: 'person', personId: `p${number}`, name: `Person ${number}`, role: 'dpo', via: 'session' },
    subject: { kind: 'change', id: `change-${number}` },
    facts: { number, note: `Spoke about ${number}`, on: at },
  };
}

/** Records acts, `perTransaction` in each transaction. */
export async function recordActs(
  { context }: Testbed,
  { from = 1, count, perTransaction = count }: { from?: number; count: number; perTransaction?: number },
): Promise<void> {
  for (let start = from; start < from + count; start += perTransaction) {
    const numbers = Array.from({ length: Math.min(perTransaction, from + count - start) }, (_, index) => start + index);
    await context.inTransaction((session) => context.data.auditEvents.record(numbers.map(act), session));
  }
}
