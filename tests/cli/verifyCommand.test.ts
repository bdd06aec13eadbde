import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createAuditSigner } from '../../src/audit/auditKeys';
import { runCli } from '../../src/cli/runCli';
import { signHead } from '../../src/workflows/audit/signHead';
import { createTestbed, type Testbed } from '../support/testbed';
import { recordActs } from '../workflows/audit/auditEvents';

let testbed: Testbed;
let folder: string;
const seed = Buffer.alloc(32, 9);
const keys = `k1:${seed.toString('base64url')}`;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'forvarsel-verify-command-'));
  testbed = await createTestbed({ env: { AUDIT_KEYS: keys } });
  await recordActs(testbed, { count: 20 });
  await signHead(testbed.context, { signer: createAuditSigner([{ kid: 'k1', secret: seed }]), at: new Date() });
});
afterAll(async () => {
  await testbed.close();
  rmSync(folder, { recursive: true, force: true });
});

async function cli(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const { mongodbUri = '', redisUrl = '', redisPrefix } = testbed.dependencies.config;
  const env = {
    DATA_DIR: folder,
    AUDIT_KEYS: keys,
    MONGODB_URI: mongodbUri,
    REDIS_URL: redisUrl,
    REDIS_PREFIX: redisPrefix,
    LOG_LEVEL: 'error',
  };
  const said = { out: '', err: '' };
  const code = await runCli(args, {
    env,
    startedIn: folder,
    readStandardInput: async () => '',
    out: (line) => {
      said.out += `${line}\n`;
    },
    err: (line) => {
      said.err += `${line}\n`;
    },
  });
  return { code, ...said };
}

const events = () => testbed.dependencies.mongoConnection.collection<{ _id: string; [field: string]: unknown }>('auditEvents');

test('verify, of an untouched database, holds and says what is not numbered yet', async () => {
  await recordActs(testbed, { from: 100, count: 1 });
  const { code, out } = await cli('verify', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ ok: true, heads: 1, unnumbered: 1 });
});

test('verify, of a database in which one fact was changed, an event removed or the tail cut, names the event', async () => {
  const victim = await events().findOne({ seq: 10 });
  if (!victim) throw new Error('event 10 is gone');
  await events().updateOne({ _id: victim._id }, { $set: { 'facts.number': 1_000 } });
  expect((await cli('verify')).err).toContain('Event 10 has been changed');
  await events().deleteOne({ _id: victim._id });
  expect((await cli('verify')).err).toContain('Event 10 is missing');
  await events().insertOne(victim);
  const tail = await events()
    .find({ seq: { $gt: 15 } })
    .toArray();
  await events().deleteMany({ seq: { $gt: 15 } });
  const { code, err } = await cli('verify');
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('Event 16 and what follows is missing') });
  await events().insertMany(tail);
  expect((await cli('verify')).code).toBe(0);
});

test('an export is checked by the same command, and a changed one is not', async () => {
  expect((await cli('audit', 'export', 'chain')).code).toBe(0);
  expect((await cli('verify', 'chain')).code).toBe(0);
  expect((await cli('audit', 'export', 'chain')).code).toBe(1);
  writeFileSync(path.join(folder, 'chain', 'events.jsonl'), '');
  expect((await cli('verify', 'chain')).err).toContain('Event 1 and what follows is missing');
});

test('a file that is not there is wrong use', async () => {
  expect((await cli('verify', 'nothing')).code).toBe(2);
  expect((await cli('verify', '--heads', 'nothing')).code).toBe(2);
  expect((await cli('verify', 'one', 'two')).code).toBe(2);
});
