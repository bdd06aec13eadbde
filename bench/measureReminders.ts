import { performance } from 'node:perf_hooks';
import { noticesSweep } from '../src/workflows/sweeps/noticesSweep';
import { processorSecondsSince } from './support/ownProcess';
import { megabytes, mongoProcess, report, say, startPortal } from './support/portal';
import { receivedChange } from './support/received';

/**
 * How many controllers a second are reminded when all fall due at one instant, each with its message, the job for it and an audit event. By everything that happens at half time:
 * a second contact is looked for in the same pass, and there is none.
 */
export async function measureReminders({ notices }: { notices: number }): Promise<void> {
  const portal = await startPortal({});
  try {
    const { changeId, notice } = await receivedChange(portal, { service: 'reminders', notices });
    const { context, mongoConnection } = portal.dependencies;
    const now = notice.followUps.remindAt;
    if (!now) throw new Error('no reminder is ever due');
    say(`${notices} reminders are due …`);
    const used = processorSecondsSince({ own: [process.pid], mongod: [await mongoProcess(portal)] });
    const start = performance.now();
    await noticesSweep.run(context, { now });
    const seconds = (performance.now() - start) / 1_000;
    const processorSeconds = used();
    const count = (collection: string, filter: object) => mongoConnection.collection(collection).countDocuments(filter);
    report({
      measurement: 'reminders',
      notices,
      seconds: Number(seconds.toFixed(2)),
      processorSeconds,
      remindersPerSecond: Math.round(notices / seconds),
      reminded: await count('notices', { changeId, 'followUps.reminders': 1 }),
      sendings: await count('sendings', { changeId, kind: 'reminder' }),
      auditEvents: await count('auditEvents', { changeId, type: 'notice.reminded' }),
      rssMb: megabytes(process.memoryUsage.rss()),
    });
  } finally {
    await portal.close();
  }
}
