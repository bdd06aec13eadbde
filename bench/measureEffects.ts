import { performance } from 'node:perf_hooks';
import { applyEffects } from '../src/workflows/gate/applyEffects';
import { processorSecondsSince } from './support/ownProcess';
import { megabytes, mongoProcess, report, say, startPortal } from './support/portal';
import { receivedChange } from './support/received';

const midnight = new Date('2026-06-30T22:00:00Z');

/** How many effects a second become so when all of them fall due at one midnight, each with its annex entry, its line and two audit events. */
export async function measureEffects({ notices }: { notices: number }): Promise<void> {
  const portal = await startPortal({});
  try {
    const { changeId } = await receivedChange(portal, { service: 'effects', notices });
    const { context, mongoConnection } = portal.dependencies;
    say(`${notices} effects are due …`);
    const used = processorSecondsSince({ own: [process.pid], mongod: [await mongoProcess(portal)] });
    const start = performance.now();
    await applyEffects(context, { changeId, now: midnight });
    const seconds = (performance.now() - start) / 1_000;
    const processorSeconds = used();
    const count = (collection: string, filter: object) => mongoConnection.collection(collection).countDocuments(filter);
    report({
      measurement: 'effects',
      notices,
      seconds: Number(seconds.toFixed(2)),
      processorSeconds,
      effectsPerSecond: Math.round(notices / seconds),
      inEffect: await count('notices', { changeId, effect: 'inEffect' }),
      auditEvents: await count('auditEvents', { changeId, type: { $in: ['effect.inEffect', 'annex.changed'] } }),
      annexEntries: await count('annexEntries', { addedByChangeId: changeId }),
      annexLines: await count('annexLines', { changeId }),
      changeStatus: (await context.data.changes.find(changeId))?.status,
      rssMb: megabytes(process.memoryUsage.rss()),
    });
  } finally {
    await portal.close();
  }
}
