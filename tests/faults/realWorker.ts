import path from 'node:path';
import { type OwnProcess, startOwnProcess } from '../../bench/support/ownProcess';
import type { SinkQuestion } from '../../faults/sinkProcess';
import type { Taken } from '../../faults/turns';
import { projectRoot } from '../../src/projectRoot';
import { importAgreements } from '../../src/workflows/import/importAgreements';
import { expectValue } from '../support/register';
import { spawnTypeScript, type TypeScriptProcess } from '../support/spawnTypeScript';
import { createTestbed, type Testbed } from '../support/testbed';

const now = '2026-06-02T08:00:00Z';

/** A testbed whose mail goes to a mail server in a process of its own, and is sent by workers as `npm run worker` starts them. */
export interface WorkerBed {
  testbed: Testbed;
  spawnWorker(): TypeScriptProcess;
  /** What the mail server took, in order. */
  taken(): Promise<Taken[]>;
  close(): Promise<void>;
}

export async function createWorkerBed({ rate }: { rate: number }): Promise<WorkerBed> {
  const sink: OwnProcess = await startOwnProcess('faults/sinkProcess');
  const ask = <Answer>(question: SinkQuestion) => sink.ask<Answer>(question);
  const mail = {
    SMTP_URL: `smtp://127.0.0.1:${await ask<number>({ ask: 'port' })}`,
    MAIL_MODE: 'live',
    MAIL_ROUTE: 'direct',
    MAIL_RATE: String(rate),
    CHECK_WAYS_BACK: 'off',
  };
  const testbed = await createTestbed({ now, env: mail });
  const { config } = testbed.dependencies;
  const workers: TypeScriptProcess[] = [];
  return {
    testbed,
    spawnWorker() {
      const worker = spawnTypeScript(path.join(projectRoot(), 'src', 'worker.ts'), [], {
        ...mail,
        NODE_ENV: 'test',
        MONGODB_URI: config.mongodbUri,
        REDIS_URL: config.redisUrl,
        REDIS_PREFIX: config.redisPrefix,
        DATA_DIR: config.dataDir,
        DEMO_CLOCK: now,
        SAMPLE_DATA: 'none',
        LOG_LEVEL: 'silent',
      });
      workers.push(worker);
      return worker;
    },
    taken: () => ask<Taken[]>({ ask: 'taken' }),
    async close() {
      for (const { child } of workers) child.kill('SIGKILL');
      await Promise.all(workers.map(({ ended }) => ended));
      sink.child.kill('SIGKILL');
      await testbed.close();
    },
  };
}

/** As many controllers with one agreement and one contact each, on the service. */
export async function importControllers(testbed: Testbed, { count, service }: { count: number; service: string }): Promise<void> {
  const rows = Array.from(
    { length: count },
    (_, index) =>
      `Virksomhet ${service} ${index};;AVT-${service}-${index};videonor;${service};2025-01-15;personvern@${service}${index}.example;;nb`,
  );
  const header = 'controller;organisationNumber;agreement;preset;services;signedOn;contactEmail;contactName;locale';
  const csv = Buffer.from(`${[header, ...rows].join('\n')}\n`);
  expectValue(await importAgreements(testbed.context, { actor: testbed.person('admin'), now: await testbed.now(), csv, dryRun: false }));
}

/** Whether every notice of the change is recorded as accepted by its recipient's server. */
export async function allAccepted({ dependencies }: Testbed, changeId: string, count: number): Promise<boolean> {
  const { states } = await dependencies.data.notices.countsOfChange(changeId);
  return states.accepted === count;
}
