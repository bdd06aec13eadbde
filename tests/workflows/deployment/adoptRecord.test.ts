import { runCli } from '../../../src/cli/runCli';
import type { Dependencies } from '../../../src/dependencies';
import { refuseAnothersRecord } from '../../../src/refuseAnothersRecord';
import { startWorker } from '../../../src/worker';
import { adoptRecord } from '../../../src/workflows/deployment/adoptRecord';
import { createTestbed, type Testbed } from '../../support/testbed';
import { sentNotice } from '../delivery/sentNotice';

const home = 'https://varsel.processor.example';
const copy = 'https://staging.processor.example';

let testbed: Testbed;
beforeEach(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
});
afterEach(() => testbed.close());

/** The same record under another address, as somebody has it who copied the database. */
function deployment(baseUrl: string, { mode = 'live' as 'live' | 'team', production = true } = {}): Dependencies {
  const { config, context } = testbed.dependencies;
  return {
    ...testbed.dependencies,
    config: { ...config, baseUrl, production, mail: { ...config.mail, mode } },
    context: { ...context, settings: { ...context.settings, baseUrl } },
  };
}

test('the first deployment that sends has the record; a copy under another address sends nothing, and is told what to do', async () => {
  await refuseAnothersRecord(deployment(home));
  await refuseAnothersRecord(deployment(home));
  const waiting = await sentNotice(testbed, 'COPIED', { sent: false });

  const refused = startWorker(deployment(copy));

  await expect(refused).rejects.toThrow(home);
  await expect(refused).rejects.toThrow('adopt-record');
  expect((await waiting.notice()).state).toBe('planned');
});

test.each([
  ['that sends to the team alone', { mode: 'team' as const }],
  ['outside production', { production: false }],
])('a copy %s runs, and the record stays with its own deployment', async (_which, how) => {
  await refuseAnothersRecord(deployment(home));
  await refuseAnothersRecord(deployment(copy, how));
  await refuseAnothersRecord(deployment(home));
});

test('the portal moved: after the command it sends from there, the address before sends no more, and the audit trail says who did it', async () => {
  await refuseAnothersRecord(deployment(home));
  const actor = testbed.person('admin');
  const now = await testbed.now();

  expect(await adoptRecord(deployment(copy).context, { actor, now })).toEqual({ ok: true, value: { from: home, to: copy } });

  await refuseAnothersRecord(deployment(copy));
  await expect(refuseAnothersRecord(deployment(home))).rejects.toThrow(copy);
  expect(await adoptRecord(deployment(copy).context, { actor, now })).toMatchObject({ ok: false, refusal: { code: 'wrong-state' } });
  const events = await testbed.dependencies.data.auditEvents.list({ limit: 100 });
  expect(events.filter(({ type }) => type === 'record.adopted')).toMatchObject([
    { actor: { personId: actor.personId }, facts: { from: home, to: copy } },
  ]);
});

test('two deployments adopt it at the same moment: one has it, and only one act is told of', async () => {
  await refuseAnothersRecord(deployment(home));
  const act = { actor: testbed.person('admin'), now: await testbed.now() };

  const outcomes = await Promise.all(
    [copy, 'https://other.processor.example'].map((baseUrl) => adoptRecord(deployment(baseUrl).context, act)),
  );

  const events = await testbed.dependencies.data.auditEvents.list({ limit: 100 });
  expect(events.filter(({ type }) => type === 'record.adopted')).toHaveLength(outcomes.filter(({ ok }) => ok).length);
  expect(outcomes.some(({ ok }) => ok)).toBe(true);
});

test('from the command line, with the address it is given', async () => {
  await refuseAnothersRecord(deployment(home));
  const { mongodbUri = '', redisUrl = '', redisPrefix, dataDir } = testbed.dependencies.config;
  const env = {
    MONGODB_URI: mongodbUri,
    REDIS_URL: redisUrl,
    REDIS_PREFIX: redisPrefix,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    BASE_URL: copy,
  };
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const surroundings = { env, startedIn: dataDir, readStandardInput: async () => '', out: say, err: say };

  expect(await runCli(['adopt-record'], surroundings)).toBe(0);
  expect(await runCli(['adopt-record'], surroundings)).toBe(1);

  expect(said).toEqual([expect.stringContaining(`${copy} now, and no more to ${home}`), expect.stringContaining('already')]);
});
