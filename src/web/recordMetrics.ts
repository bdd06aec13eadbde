import { Gauge, type Registry } from 'prom-client';
import type { Repositories } from '../data/repositories';
import { retentionRuleNames } from '../workflows/retention/retentionRule';

type Measured = Pick<Repositories, 'auditChain' | 'retentionRuns' | 'settings'>;

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

async function dayOf({ settings }: Measured, name: string): Promise<number | null> {
  const day = (await settings.find<{ day: string }>(name))?.value.day;
  return day ? Date.parse(`${day}T00:00:00Z`) / 1000 : null;
}
