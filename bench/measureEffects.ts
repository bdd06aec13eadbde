import { performance } from 'node:perf_hooks';
import { withClocks } from '../src/workflows/delivery/noteEvidence';
import { planNotices } from '../src/workflows/delivery/planNotices';
import { applyEffects } from '../src/workflows/gate/applyEffects';
import { processorSecondsSince, residentBytes } from './support/ownProcess';
import { type Portal, report, say, startPortal } from './support/portal';
import { prepareChange, registerMany } from './support/registry';

const midnight = new Date('2026-06-30T22:00:00Z');

/** How many effects a second become so when all of them fall due at one midnight, each with its annex entry, its line and two audit events. */
export async function measureEffects({ notices }: { notices: number }): Promise<void> {
  const portal = await startPortal({});
  try {
    const changeId = await receivedBy(portal, notices);
    const { context, mongoConnection } = portal.dependencies;
    say(`${notices} effects are due …`);
    const mongoPid = Number((await mongoConnection.db?.admin().command({ serverStatus: 1 }))?.pid);
    const used = processorSecondsSince({ own: [process.pid], mongod: [mongoPid] });
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
      rssMb: megabytes(residentBytes(process.pid)),
    });
  } finally {
    await portal.close();
  }
}

/** A published change whose notices have all been received; by writes of our own, since sending is another measurement. */
async function receivedBy(portal: Portal, notices: number): Promise<string> {
  const { context, mongoConnection } = portal.dependencies;
  say(`Registering ${notices} agreements …`);
  await registerMany(portal, { service: 'effects', count: notices });
  const { publish } = await prepareChange(portal, 'effects');
  const { _id: changeId } = await publish();
  say('Writing their notices …');
  await planNotices(context, { changeId, now: portal.now });
  const [first] = await context.data.notices.listUndecided(changeId, { limit: 1, afterId: null });
  if (!first) throw new Error('no notice was written');
  const { now } = portal;
  const evidence = [{ kind: 'accepted' as const, at: now, contactId: null, sendingId: null, detail: '250 Ok', voidedAt: null }];
  const { receivedAt, receiptEvidence, deadlines } = withClocks({ ...first, sentAt: now, evidence });
  await mongoConnection
    .collection('notices')
    .updateMany(
      { changeId },
      { $set: { state: 'accepted', sentAt: now, evidence, receivedAt, receiptEvidence, deadlines, announcedEffectiveOn: '2026-07-01' } },
    );
  await mongoConnection
    .collection('sendings')
    .updateMany({ changeId }, { $set: { state: 'accepted', finishedAt: now, nextAttemptAt: null } });
  return changeId;
}

function megabytes(bytes: number | null): number | null {
  return bytes === null ? null : Math.round(bytes / 1024 / 1024);
}
