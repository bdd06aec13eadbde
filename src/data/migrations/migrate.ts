import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { Repositories } from '../repositories';
import { type Migration, migrations } from './migrations';

interface Migrated {
  applied: string[];
  /** Who is at it, and until when (real time). */
  owner: string | null;
  until: Date | null;
}

const settingName = 'migrations';
/** A process that died while migrating is given up after this; each step renews it. */
const leaseMs = 60_000;
const patienceMs = 200;

/**
 * Brings the record to the shape that this program knows: runs what has not run, in order, each once, however many processes start together; the
 * others wait. Throws where the record was written by a newer release, and leaves it alone.
 */
export async function migrate(
  connection: Connection,
  settings: Repositories['settings'],
  list: readonly Migration[] = migrations,
): Promise<void> {
  const owner = randomUUID();
  for (;;) {
    const setting = await settings.find<Migrated>(settingName);
    const { applied, until }: Migrated = setting?.value ?? { applied: [], owner: null, until: null };
    const unknown = applied.filter((id) => !list.some((migration) => migration.id === id));
    if (unknown.length > 0) {
      throw new Error(
        `The database has been migrated by a newer release (${unknown.join(', ')}): start that release, or restore a backup.`,
      );
    }
    const [next] = list.filter(({ id }) => !applied.includes(id));
    if (!next) return;
    const free = until === null || until.getTime() < Date.now();
    const version = setting?.version ?? 0;
    const taken = free && (await settings.write(settingName, { applied, owner, until: new Date(Date.now() + leaseMs) }, version));
    if (!taken) {
      await new Promise<void>((resolve) => setTimeout(resolve, patienceMs));
      continue;
    }
    await next.up(connection);
    // Missed only when the lease ran out in the middle: whoever took over runs the step again.
    await settings.write(settingName, { applied: [...applied, next.id], owner: null, until: null }, version + 1);
  }
}

/** Which steps have not run yet; for the readiness probe. */
export async function pendingMigrations(settings: Repositories['settings']): Promise<string[]> {
  const setting = await settings.find<Migrated>(settingName);
  const applied = setting?.value.applied ?? [];
  return migrations.map(({ id }) => id).filter((id) => !applied.includes(id));
}
