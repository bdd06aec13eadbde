import { createHash } from 'node:crypto';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../../src/projectRoot';
import { loadOutgoing } from '../../../src/workflows/delivery/loadOutgoing';
import { rememberDeadlines } from '../../../src/workflows/delivery/noteEvidence';
import { prepareEvidence } from '../../../src/workflows/evidence/evidence';
import { startTinySmtpServer } from '../../mail/tinySmtpServer';
import { expectValue } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';
import { folderWith, unzipped } from '../../support/unzipped';
import { signer, verify } from '../../verifier/bundles';
import { sentNotice } from '../delivery/sentNotice';

let below: string;
let server: Awaited<ReturnType<typeof startTinySmtpServer>>;
let testbed: Testbed;
beforeAll(async () => {
  below = mkdtempSync(path.join(tmpdir(), 'forvarsel-earlier-'));
  server = await startTinySmtpServer({
    message: ['451 4.3.0 Try again later', '452 4.3.1 Insufficient storage', '250 2.0.0 Ok: queued as Q1'],
  });
  testbed = await createTestbed({ now: '2026-06-01T08:00:00Z', env: { MAIL_MODE: 'live', SMTP_URL: server.url, MAIL_ROUTE: 'direct' } });
});
afterAll(async () => {
  await testbed.close();
  await server.close();
  rmSync(below, { recursive: true, force: true });
});

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');
/** As SMTP carries it: lines that begin with a dot have one more (RFC 5321 4.5.2). */
const onTheWire = (content: Buffer) => content.toString('latin1').replace(/\r\n$/, '').replace(/^\./gm, '..');

test('refused for the time being twice, lost with its worker once, and taken at last: each of the four messages is in the bundle as it left', async () => {
  const { context, dependencies } = testbed;
  const { data } = context;
  const sent = await sentNotice(testbed, 'FIRE');
  const sending = async () => {
    const [found] = await sent.sendings();
    if (!found) throw new Error('nothing was sent');
    return found;
  };
  const { _id: sendingId } = await sending();
  const tryAgain = async (at: string) => {
    await testbed.advanceTo(at);
    await dependencies.mongoConnection
      .collection('sendings')
      .updateOne({ _id: sendingId as never }, { $set: { nextAttemptAt: new Date() } });
    await testbed.settle();
  };
  await tryAgain('2026-06-01T08:07:00Z');
  expect((await sending()).attempts.map(({ code }) => code)).toEqual([451, 452]);

  // A worker that notes what is about to leave, and is never heard of again.
  await testbed.advanceTo('2026-06-01T08:11:00Z');
  const seen = await sending();
  const [outgoing] = await loadOutgoing(context, { sendings: [seen], now: await testbed.now(), count: rememberDeadlines() });
  if (!outgoing) throw new Error('nothing to send');
  const { hash } = await context.mailer.render(outgoing.input);
  const claim = { seen, statedAt: outgoing.input.statedAt, messageHash: hash };
  const [owner, leaseUntil] = ['dead:worker', new Date(Date.now() - 1)];
  await data.sendings.claim([claim], { owner, leaseUntil });
  await tryAgain('2026-06-01T08:15:00Z');
  const after = await sending();
  expect(after).toMatchObject({ state: 'accepted', lostTries: [{ messageHash: hash }], attempts: [{}, {}, { code: 250, repeat: true }] });

  const subject = { kind: 'change', id: sent.changeId } as const;
  const verifierFile = path.join(projectRoot(), 'verifier', 'verify.mjs');
  const evidence = expectValue(await prepareEvidence(context, { subject, signer, verifierFile, now: await testbed.now() }));
  const zip = path.join(below, 'bundle.zip');
  await evidence.writeTo(createWriteStream(zip));
  const files = await unzipped(readFileSync(zip));
  const content = (name: string) => files.get(`messages/${sendingId}${name}.eml`) ?? Buffer.alloc(0);
  expect(server.messages).toEqual(['.1', '.2', ''].map((name) => onTheWire(content(name))));
  expect(after.attempts.map(({ messageHash }) => messageHash)).toEqual(['.1', '.2', ''].map((name) => sha256(content(name))));
  expect(sha256(content('.lost-1'))).toBe(hash);
  const listed = [...files].flatMap(([name, each]) => (name.endsWith('deliveries.json') ? JSON.parse(String(each)) : []));
  const { earlierMessages } = listed.find(({ _id }: { _id: string }) => _id === sendingId);
  expect(earlierMessages).toMatchObject([{ attempt: null, is: 'exact' }, { attempt: 1, is: 'exact' }, { attempt: 2, is: 'exact' }]); // biome-ignore format: three of them
  expect(await verify(zip)).toMatchObject({ code: 0, messages: 3 });

  // Not even whoever has the keys can put another in the place of an earlier one.
  const forged = new Map([...files, [`messages/${sendingId}.1.eml`, Buffer.from('Subject: another\r\n\r\n')]]);
  forged.delete('manifest.json');
  const named = [...forged].map(([name, each]) => ({ path: name, sha256: sha256(each) }));
  forged.set('manifest.json', Buffer.from(JSON.stringify(signer.sign('forvarsel bundle manifest 1', { files: named }))));
  const verdict = await verify(folderWith(forged, below));
  expect(verdict).toMatchObject({ code: 1, problem: { code: 'message', message: expect.stringContaining(`${sendingId}.1.eml`) } });
});
