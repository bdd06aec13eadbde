import { Gauge, type Registry } from 'prom-client';
import type { Repositories } from '../data/repositories';
import { heldUpCauses } from '../domain/receipt/heldUp';
import { retentionRuleNames } from '../workflows/retention/retentionRule';

type Measured = Pick<Repositories, 'auditChain' | 'retentionRuns' | 'settings' | 'waitingMail'>;

/**
 * What whoever runs the portal watches of the record itself, asked anew whenever `/metrics` is. All web processes tell the same. While MongoDB is away these keep
 * their last value, and `/readyz` says why.
 */
export function addRecordMetrics(registry: Registry, data: Measured): void {
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => Promise<number | null>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const value = await read().catch(() => null);
        if (value !== null) this.set(value);
      },
    });
  gauge('forvarsel_audit_unnumbered', 'Audit events that have no number in the chain yet.', () => data.auditChain.countUnchained());
  gauge('forvarsel_digest_last_day_timestamp_seconds', 'The day of the last digest that was considered, legal time.', () =>
    dayOf(data, 'digest'),
  );
  gauge(
    'forvarsel_retention_last_day_timestamp_seconds',
    'The day on which everything that had been kept long enough was erased last, legal time.',
    () => dayOf(data, 'retention'),
  );
  addMailMetrics(registers, data.waitingMail);
  new Gauge({
    name: 'forvarsel_retention_erased',
    help: 'Records erased so far, by rule.',
    labelNames: ['rule'],
    registers,
    async collect() {
      const totals = await data.retentionRuns.totals().catch(() => null);
      if (totals) for (const rule of retentionRuleNames) this.set({ rule }, totals[rule] ?? 0);
    },
  });
}

const countedAtMost = 10_000;

/**
 * Mail that waits because of us: `server` did not take it, for whatever any message would be refused for; `making`: it cannot be made; `left`: it could be sent and
 * nobody does. Real time; 0 when mail flows.
 */
function addMailMetrics(registers: Registry[], mail: Measured['waitingMail']): void {
  new Gauge({
    name: 'forvarsel_mail_waiting_seconds',
    help: 'How long the message has waited that has waited longest because of us, by cause.',
    labelNames: ['cause'],
    registers,
    async collect() {
      const now = new Date();
      const age = (since: Date | null | undefined) => (since ? Math.max(0, now.getTime() - since.getTime()) / 1000 : 0);
      for (const cause of heldUpCauses) {
        const found = await mail.listHeldUp(cause, { before: now, limit: 1 }).catch(() => null);
        if (found) this.set({ cause }, age(found[0]?.heldUp?.since));
      }
      const left = await mail.oldestLeft(now).catch(() => undefined);
      if (left !== undefined) this.set({ cause: 'left' }, age(left));
    },
  });
  new Gauge({
    name: 'forvarsel_mail_held_up',
    help: `Messages that wait because of us, by cause; counted up to ${countedAtMost}.`,
    labelNames: ['cause'],
    registers,
    async collect() {
      for (const cause of heldUpCauses) {
        const count = await mail.countHeldUp(cause, { before: new Date(), most: countedAtMost }).catch(() => null);
        if (count !== null) this.set({ cause }, count);
      }
    },
  });
}

async function dayOf({ settings }: Measured, name: string): Promise<number | null> {
  const day = (await settings.find<{ day: string }>(name))?.value.day;
  return day ? Date.parse(`${day}T00:00:00Z`) / 1000 : null;
}
