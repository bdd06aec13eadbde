import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createAuditSigner } from '../../../src/audit/auditKeys';
import { keepChain } from '../../../src/workflows/audit/keepChain';
import { mailHead } from '../../../src/workflows/audit/mailHead';
import { signHead } from '../../../src/workflows/audit/signHead';
import { createTestbed, type Testbed } from '../../support/testbed';
import { recordActs } from './auditEvents';

let testbed: Testbed;
let folder: string;
let headFile: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'forvarsel-heads-'));
  headFile = path.join(folder, 'heads.jsonl');
  testbed = await createTestbed();
});
afterAll(async () => {
  await testbed.close();
  rmSync(folder, { recursive: true, force: true });
});

const signer = createAuditSigner([{ kid: 'k1', secret: Buffer.alloc(32, 3) }]);
const start = new Date('2026-06-01T08:00:00Z');
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const turn = (at: Date, file: string | null = headFile) =>
  keepChain(testbed.context, { owner: 'one', signer, headFile: file, headMail: null, clock: () => at });
const newest = () => testbed.context.data.auditHeads.newest();

test('a head is signed when something was numbered and the last is a minute old, and not else', async () => {
  await recordActs(testbed, { count: 2 });
  await turn(start);
  const first = await newest();
  expect(first).toMatchObject({ at: start.toISOString(), kid: 'k1' });
  await turn(later(120));
  expect((await newest())?.seq).toBe(first?.seq);
  await recordActs(testbed, { from: 10, count: 1 });
  await turn(later(30));
  expect((await newest())?.seq).toBe(first?.seq);
  await turn(later(61));
  expect((await newest())?.seq).toBe(Number(first?.seq) + 1);
});

test('on demand a head covers what has just been done, and two at once are one', async () => {
  await recordActs(testbed, { from: 20, count: 1 });
  const asked = { signer, at: later(62) };
  const [one, other] = await Promise.all([signHead(testbed.context, asked), signHead(testbed.context, asked)]);
  expect(one).toEqual(other);
  expect(await testbed.context.data.auditChain.countUnchained()).toBe(0);
  expect((await signHead(testbed.context, { signer, at: later(63) }))?.at).toBe(later(62).toISOString());
});

test('every head is appended to the file once, and waits while the file cannot be written', async () => {
  await expect(turn(later(64), path.join(folder, 'not-there', 'heads.jsonl'))).rejects.toThrow('ENOENT');
  await turn(later(65));
  await turn(later(66));
  const lines = readFileSync(headFile, 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(3);
  const last = await newest();
  expect(JSON.parse(String(lines.at(-1)))).toMatchObject({ seq: last?.seq, signature: last?.signature });
});

test('the newest head is mailed once a day if the chain has grown, in a line that the verifier reads', async () => {
  const mailed = async () => (await testbed.mailbox({ to: 'archive@revisor.example' })).map(({ text = '' }) => text);
  const daily = async (at: string) => {
    await Promise.all([1, 2].map(() => mailHead(testbed.context, { mailbox: 'archive@revisor.example', at: new Date(at) })));
    await testbed.settle();
  };
  await daily('2026-06-02T08:00:00Z');
  await daily('2026-06-02T09:00:00Z');
  await daily('2026-06-03T08:00:00Z');
  const [mail, ...more] = await mailed();
  expect(more).toEqual([]);
  const line = mail?.split('\n').find((each) => each.startsWith('{'));
  const last = await newest();
  expect(JSON.parse(line ?? '')).toEqual({
    seq: last?.seq,
    hash: last?.hash,
    root: last?.root,
    at: last?.at,
    kid: 'k1',
    signature: last?.signature,
  });
  await recordActs(testbed, { from: 40, count: 1 });
  await signHead(testbed.context, { signer, at: later(90) });
  await daily('2026-06-04T08:00:00Z');
  expect(await mailed()).toHaveLength(2);
});

test('without a key nothing can be signed', () => {
  expect(() => createAuditSigner([])).toThrow('AUDIT_KEYS has no key');
});
