import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import request from 'supertest';
import { createAuditSigner } from '../../../src/audit/auditKeys';
import { runCli } from '../../../src/cli/runCli';
import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import { createLinkSigner } from '../../../src/mail/links';
import { projectRoot } from '../../../src/projectRoot';
import { enterManualReceipt } from '../../../src/workflows/delivery/enterManualReceipt';
import { readUpload } from '../../../src/workflows/documents/uploadedDocument';
import { prepareEvidence } from '../../../src/workflows/evidence/evidence';
import { attachToObjection } from '../../../src/workflows/objections/attachToObjection';
import { decideObjection, type ObjectionEventInput } from '../../../src/workflows/objections/decideObjection';
import { planWork, writeNote } from '../../../src/workflows/objections/planWork';
import { endAgreement } from '../../../src/workflows/registry/endAgreement';
import { runRetention } from '../../../src/workflows/retention/runRetention';
import { setRetentionHold } from '../../../src/workflows/retention/setRetentionHold';
import { contactBrowser, latestLink } from '../../support/contactBrowser';
import { wordsOf } from '../../support/readPdf';
import { addition, expectValue, publish, type RegisteredAgreement, registerAgreement } from '../../support/register';
import { staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';
import { until } from '../../support/until';
import { folderWith, unzipped } from '../../support/unzipped';
import { signer, verify } from '../../verifier/bundles';

let testbed: Testbed;
let below: string;
let changeId: string;
let own: RegisteredAgreement;
let others: RegisteredAgreement[];
let ofChange: Map<string, Buffer>;
let ofAgreement: Map<string, Buffer>;
let changeZip: string;
let agreementZip: string;

/** As a contact may call a file; where it is cut to fit, one of its letters is two code units long. */
const longName = `${'a'.repeat(79)}\u{20000}${'b'.repeat(20)}.pdf`;
const pdf = { name: 'vurdering.pdf', bytes: Buffer.from('%PDF-1.7 en vurdering') };
const secretNote = 'Ring juristen før vi svarer';
const secretReceipt = 'Sentralbordet hørtes usikkert ut';
const secretFile = { name: 'notat.txt', bytes: Buffer.from('Bare for oss') };

beforeAll(async () => {
  below = mkdtempSync(path.join(tmpdir(), 'forvarsel-evidence-'));
  testbed = await createTestbed({ now: '2026-06-01T08:00:00Z' });
  own = await registerAgreement(testbed, { reference: 'BEVIS-1', contacts: 2 });
  others = [await registerAgreement(testbed, { reference: 'ANNEN-2' }), await registerAgreement(testbed, { reference: 'TREDJE-3' })];
  ({ _id: changeId } = await publish(testbed, addition({ rollout: 'perAgreement' })));
  await objectAndAnswer();
  await acknowledge('contact@annen-2.example');
  await testbed.advanceTo('2026-07-02T08:00:00Z');
  const bundle = async (what: string) => {
    const answer = await request(testbed.app)
      .get(`/api/v1${what}/evidence`)
      .set('Authorization', `Bearer ${testbed.keys.auditor}`)
      .responseType('blob');
    expect(answer.status).toBe(200);
    const file = path.join(below, `${what.replaceAll('/', '-')}.zip`);
    writeFileSync(file, answer.body);
    return { file, files: await unzipped(answer.body) };
  };
  ({ file: changeZip, files: ofChange } = await bundle(`/changes/${changeId}`));
  ({ file: agreementZip, files: ofAgreement } = await bundle(`/agreements/${own.agreement._id}`));
}, 120_000);
afterAll(async () => {
  await testbed.close();
  rmSync(below, { recursive: true, force: true });
});

async function acknowledge(address: string): Promise<void> {
  const browser = contactBrowser(testbed);
  await browser.submit(await browser.open(await latestLink(testbed, address)), 'acknowledge');
  await testbed.settle();
}

/** An objection with an attachment, the staff's own notes on it, a proposal, and its end. */
async function objectAndAnswer(): Promise<void> {
  const browser = contactBrowser(testbed);
  const page = await browser.open(await latestLink(testbed, 'contact@bevis-1.example'));
  const filled = { grounds: 'Vi vil ha data i Norge.', name: 'Rådgiveren', title: 'Rådgiver' };
  const check = await browser.follow(await browser.submitWithFiles(page, 'object', { filled, files: [pdf, { ...pdf, name: longName }] }));
  await browser.submit(check, 'confirm');
  await testbed.settle();
  const { context } = testbed;
  const { data } = context;
  const [notice] = await data.notices.listOfAgreement(own.agreement._id);
  const [objection] = await data.objections.listOfNotices([notice?._id ?? '']);
  const objectionId = objection?._id ?? '';
  const [actor, now] = [testbed.person('dpo'), await testbed.now()];
  const receipt = { receivedAt: now, note: secretReceipt };
  expectValue(await enterManualReceipt(context, { actor, now, noticeId: notice?._id ?? '', input: receipt }));
  const hold = { actor, now, agreementId: own.agreement._id };
  expectValue(await setRetentionHold(context, { ...hold, reason: 'Tilsynet har spurt' }));
  expectValue(await setRetentionHold(context, { ...hold, reason: null }));
  expectValue(await writeNote(context, { actor, now, objectionId, text: secretNote }));
  const plan = { version: (await data.objectionWork.find(objectionId)).version, dueOn: '2026-06-10' as never };
  expectValue(await planWork(context, { actor, now, objectionId, plan }));
  const files = [expectValue(readUpload(secretFile))];
  expectValue(await attachToObjection(context, { actor, now, objectionId, files, audience: 'processor' }));
  const decide = async (input: Omit<ObjectionEventInput, 'version'>) => {
    const version = (await data.objections.find(objectionId))?.version ?? 0;
    expectValue(await decideObjection(context, { actor, now: await testbed.now(), objectionId, input: { ...input, version } }));
    await testbed.settle();
  };
  await decide({ event: 'review' });
  await testbed.advanceTo('2026-06-03T09:00:00Z');
  await decide({ event: 'propose', text: 'Vi venter til september.', effectiveOn: '2026-09-01' });
  await decide({ event: 'uphold' });
}

const json = (files: Map<string, Buffer>, name: string) => JSON.parse(String(files.get(name) ?? 'null'));
const named = (files: Map<string, Buffer>, pattern: RegExp): string[] => [...files.keys()].filter((name) => pattern.test(name));
const allText = (files: Map<string, Buffer>): string => {
  const pages = [...files].filter(([name]) => name.endsWith('.pdf') && name.startsWith('index'));
  // Mail hides words in its encoding.
  const mail = [...files].filter(([name]) => name.endsWith('.eml')).map(([, content]) => decodedMail(content));
  return [...[...files.values()].map(String), ...pages.map(([, content]) => wordsOf(content)), ...mail].join('\n');
};
const decodedMail = (content: Buffer): string =>
  content
    .toString('latin1')
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

describe('the bundle of a change', () => {
  test('has every message exactly as it was sent, what became of each, and the attachments', () => {
    const messages = named(ofChange, /deliveries\.json$/).flatMap((name) => json(ofChange, name));
    expect(messages.length).toBeGreaterThan(8);
    expect(new Set(messages.map(({ kind }: { kind: string }) => kind))).toEqual(
      new Set(['notice', 'acknowledged', 'objectionReceived', 'objectionDecided', 'reminder']),
    );
    for (const { kind, message } of messages) expect({ kind, is: message.is }).toEqual({ kind, is: 'exact' });
    for (const { message } of messages) expect(ofChange.has(message.file)).toBe(true);
    expect(messages[0]).toMatchObject({ attempts: [{ code: 250, outcome: 'accepted' }] });
    const [attachment = ''] = named(ofChange, /attachments\/.*vurdering\.pdf$/);
    expect(ofChange.get(attachment)).toEqual(pdf.bytes);
  });

  test('has them also when the key that signed their links is no longer the newest', async () => {
    const { config } = testbed.dependencies;
    const links = createLinkSigner([{ kid: 'next', secret: Buffer.alloc(32, 3) }, ...config.linkKeys]);
    const context = { ...testbed.context, links };
    const verifierFile = path.join(projectRoot(), 'verifier', 'verify.mjs');
    const subject = { kind: 'change', id: changeId } as const;
    const evidence = expectValue(await prepareEvidence(context, { subject, signer, verifierFile, now: await testbed.now() }));
    const out = path.join(below, 'rotated.zip');
    await evidence.writeTo(createWriteStream(out));
    expect(named(await unzipped(readFileSync(out)), /^messages\//)).toEqual(named(ofChange, /^messages\/\w+\.eml$/));
  });

  test('has the whole record: content and terms as frozen, dates with why, answers, decisions and notes', () => {
    const notices = named(ofChange, /notice\.json$/).map((name) => json(ofChange, name));
    expect(notices).toHaveLength(3);
    const [objected] = notices.filter(({ agreementId }) => agreementId === own.agreement._id);
    expect(objected).toMatchObject({ effect: 'dropped', terms: { authorisation: 'general' }, content: { agreementReference: 'BEVIS-1' } });
    expect(objected.deadlines.explanation.nb.length).toBeGreaterThan(1);
    const [objections = ''] = named(ofChange, /objections\.json$/);
    expect(json(ofChange, objections)).toMatchObject([{ state: 'upheld', work: { notes: [{ text: secretNote }] } }]);
    expect(json(ofChange, 'change/change.json')).toMatchObject({ _id: changeId, steps: expect.any(Array) });
    expect(String(ofChange.get('notices.csv'))).toContain('TREDJE-3;Controller of TREDJE-3;2026-06-01T08:00:00.000Z;accepted;2026-06-15');
  });

  test('begins with a statement in both languages, as a page and as a PDF', () => {
    const nb = wordsOf(ofChange.get('index.pdf') ?? Buffer.alloc(0));
    expect(nb).toContain('3underretninger:3mottatt,0ikkemottatt');
    expect(nb).toMatch(/INN-.{9}:tatttilfølge/);
    expect(nb).toContain('2:ikraftfraonsdag1.juli2026');
    expect(nb).toContain('Meldingenesomergjengitt,erdesammesomblesendt.');
    const en = String(ofChange.get('index.en.html'));
    expect(en).toContain('3 notices: 3 received, 0 not received');
    expect(en).toContain('3: accepted by the recipient&#39;s mail server');
    expect(en).toMatch(/node forvarsel-bevis\/verify\.mjs forvarsel-bevis-skybygg-as-2026-07-02\.zip/);
  });

  test('is checked by the command and by its own verifier, packed and unpacked', async () => {
    const verdict = await verify(changeZip);
    expect(verdict).toMatchObject({ code: 0, files: ofChange.size - 1 });
    const folder = folderWith(ofChange, below);
    const run = spawnSync(process.execPath, [path.join(folder, 'verify.mjs'), changeZip], { encoding: 'utf8', cwd: '/' });
    expect({ status: run.status, out: run.stdout }).toEqual({
      status: 0,
      out: expect.stringContaining('3 messages are the ones that the events say'),
    });
    expect(await verify(folder)).toMatchObject({ code: 0 });
  });
});

describe('a changed byte', () => {
  const flipped = (content: Buffer, at: number): Buffer => {
    const changed = Buffer.from(content);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    return changed;
  };

  test.each([
    ['change/change.json'],
    ['notices/'],
    ['messages/'],
    ['events.jsonl'],
    ['proofs.jsonl'],
    ['heads.jsonl'],
    ['audit-keys.json'],
    ['verify.mjs'],
    ['notices.csv'],
    ['index.html'],
    ['index.en.pdf'],
    ['manifest.json'],
  ])('in %s is named', async (start) => {
    const [name = ''] = named(ofChange, new RegExp(`^${start}`));
    const content = ofChange.get(name) ?? Buffer.alloc(0);
    const folder = folderWith(new Map([...ofChange, [name, flipped(content, content.length >> 1)]]), below);
    const verdict = await verify(folder);
    expect(verdict.code).toBe(1);
    const told = { 'manifest.json': 'manifest', 'audit-keys.json': '' }[name] ?? name;
    expect(verdict.problem?.message).toContain(told);
  });

  test('anywhere in the zip, or one cut off or added at its end, is found', async () => {
    const zip = readFileSync(changeZip);
    const directory = zip.readUInt32LE(zip.lastIndexOf('PK\x05\x06') + 16);
    const variants = [
      // The time of the first file, a packed byte, the rights of a file in the directory, a digit of the seal, and the seal's name.
      ...[10, 400, directory + 38, zip.length - 5, zip.length - 75].map((at) => flipped(zip, at)),
      zip.subarray(0, -1),
      Buffer.concat([zip, Buffer.from('\n')]),
    ];
    for (const [index, variant] of variants.entries()) {
      const file = path.join(below, `changed-${index}.zip`);
      writeFileSync(file, variant);
      expect({ index, code: (await verify(file)).code }).toEqual({ index, code: 1 });
    }
  }, 30_000);

  test('a file added, a file taken away and a message that is not the one in the event are named', async () => {
    const [message = ''] = named(ofChange, /^messages\//);
    expect(await verify(folderWith(new Map([...ofChange, ['more.txt', Buffer.from('')]]), below))).toMatchObject({
      code: 1,
      problem: { code: 'file', message: expect.stringContaining('more.txt') },
    });
    const without = new Map(ofChange);
    without.delete(message);
    expect(await verify(folderWith(without, below))).toMatchObject({ code: 1, problem: { message: expect.stringContaining(message) } });
    // Even without a manifest that says so.
    const events = String(ofChange.get('events.jsonl'));
    const [, sendingId] = /"messageHash":"[0-9a-f]{64}"[^}]*"sendingId":"([0-9a-f]{24})"/.exec(events) ?? [];
    const forged = new Map([...ofChange, [`messages/${sendingId}.eml`, Buffer.from('Subject: something else\r\n\r\n')]]);
    forged.delete('manifest.json');
    expect(await verify(folderWith(forged, below))).toMatchObject({ code: 1, problem: { code: 'file' } });
    // Not even whoever has the keys.
    const keys = createAuditSigner(testbed.dependencies.config.auditKeys);
    const files = [...forged].map(([name, content]) => ({ path: name, sha256: createHash('sha256').update(content).digest('hex') }));
    forged.set('manifest.json', Buffer.from(JSON.stringify(keys.sign('forvarsel bundle manifest 1', { files }))));
    expect(await verify(folderWith(forged, below))).toMatchObject({ code: 1, problem: { code: 'message' } });
  });
});

describe('the bundle of an agreement', () => {
  test('tells nothing of the others, and nothing of the work in the house', async () => {
    const { data } = testbed.dependencies;
    const text = allText(ofAgreement);
    const secrets = [
      secretNote,
      secretReceipt,
      'retentionHeld',
      'notat.txt',
      'Bare for oss',
      'test:dpo-name',
      'onServices',
      'dueSet',
      'noteWritten',
    ];
    for (const { agreement, controller } of others) {
      const [notice] = await data.notices.listOfAgreement(agreement._id);
      const sendings = await data.sendings.listOfNotice(notice?._id ?? '');
      secrets.push(agreement._id, agreement.reference, controller._id, controller.name, notice?._id ?? '', notice?.shortId ?? '');
      for (const { id, email } of controller.contacts) secrets.push(id, email);
      for (const { _id, messageId, messageHash } of sendings) secrets.push(_id, messageId, messageHash ?? '');
    }
    expect(secrets.length).toBeGreaterThan(20);
    expect(secrets).not.toContain('');
    expect(secrets.filter((secret) => text.toLowerCase().includes(secret.toLowerCase()))).toEqual([]);
    expect(text).toContain('Controller of BEVIS-1');
  });

  test('has its own story, its annex, and what was done with the change', () => {
    expect(json(ofAgreement, 'agreement/agreement.json')).toMatchObject({ reference: 'BEVIS-1' });
    expect(String(ofAgreement.get('annex/vedlegg.csv'))).toContain('Navn;');
    const { steps } = json(ofAgreement, `changes/${changeId}/change.json`);
    expect(steps.map(({ event }: { event: string }) => event)).toEqual(expect.arrayContaining(['approve', 'publish']));
    expect(JSON.stringify(steps)).not.toMatch(/personName|note/);
    const [objections = ''] = named(ofAgreement, /objections\.json$/);
    const [{ history, grounds }] = json(ofAgreement, objections);
    expect(history.map(({ by = null }) => by)).toEqual(['Rådgiveren', null, null, null]);
    expect(grounds).toMatchObject([{ text: 'Vi vil ha data i Norge.', name: 'Rådgiveren' }]);
    expect(named(ofAgreement, /attachments\/.*vurdering\.pdf$/)).toHaveLength(1);
    const types = String(ofAgreement.get('events.jsonl'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).type);
    expect(types).toEqual(expect.arrayContaining(['change.approved', 'notice.received', 'objection.received', 'objection.uphold']));
    expect(String(ofAgreement.get('index.html'))).toContain('Ingen andre avtaler er nevnt.');
  });

  test('holds against the same signed head as the bundle of the change', async () => {
    expect(await verify(agreementZip)).toMatchObject({ code: 0 });
    expect(String(ofAgreement.get('heads.jsonl'))).toBe(String(ofChange.get('heads.jsonl')));
  });
});

test('the pages show the way to it to the DPO and the auditor, and nobody else gets it', async () => {
  const auditor = await staffBrowser(testbed, 'auditor');
  const [change, agreement] = [`/desk/changes/${changeId}`, `/desk/agreements/${own.agreement._id}`];
  for (const page of [change, agreement]) expect((await auditor.get(page)).text).toContain(`href="${page}/evidence"`);
  const sendings = testbed.dependencies.mongoConnection.collection('sendings');
  const told = await sendings.findOne({ agreementId: own.agreement._id, kind: 'notice' });
  await sendings.updateOne({ _id: told?._id }, { $set: { messageHash: '0'.repeat(64) } });
  const answer = await auditor.agent.get(`${agreement}/evidence`).responseType('blob');
  expect(answer.headers).toMatchObject({
    'content-type': 'application/zip',
    'content-disposition': 'attachment; filename=forvarsel-bevis-bevis-1-2026-07-02.zip',
  });
  // A message that cannot be made again is called what people call it.
  expect(String((await unzipped(answer.body)).get('index.html'))).toContain(
    `Meldingen ${told?._id} («Varselet») lar seg ikke lage helt lik`,
  );
  await sendings.updateOne({ _id: told?._id }, { $set: { messageHash: told?.messageHash } });
  expect((await auditor.get('/desk/agreements/nothing/evidence')).status).toBe(404);
  const publisher = await staffBrowser(testbed, 'publisher');
  expect((await publisher.get(change)).text).not.toContain('/evidence"');
  expect((await publisher.get(`${change}/evidence`)).status).toBe(403);
  const { data } = testbed.dependencies;
  const [notice] = await data.notices.listOfAgreement(own.agreement._id);
  const attached = await data.documents.listOfNotice(notice?._id ?? '');
  expect(attached).toHaveLength(3);
  for (const { _id, about } of attached) {
    expect((await publisher.get(`/desk/objections/${about.objectionId}/documents/${_id}`)).status).toBe(403);
    expect((await publisher.get(`/desk/notices/${notice?._id}/documents/${_id}`)).status).toBe(404);
  }
  const readings = testbed.dependencies.mongoConnection.collection('accessLog');
  const reading = () => readings.findOne({ route: '/desk/agreements/:id/evidence' });
  // It is written when the answer has left.
  await until(async () => (await reading()) !== null);
  expect(await reading()).toMatchObject({ kind: 'agreement', ids: [own.agreement._id], role: 'auditor' });
});

test('after names and texts have been erased, old and new bundles hold, and the new one says what is gone', async () => {
  const { mongoConnection } = testbed.dependencies;
  const input = { endsOn: calendarDate('2026-07-03'), mainAgreementEndsOn: calendarDate('2026-07-03') };
  const ending = { actor: testbed.person('admin'), now: await testbed.now(), agreementId: own.agreement._id, input };
  expectValue(await endAgreement(testbed.context, ending));
  await testbed.advanceTo('2026-07-05T08:00:00Z');
  const now = new Date('2029-07-15T08:00:00Z');
  const { counts } = await runRetention(testbed.context, { now, actor: testbed.person('dpo'), most: 1_000 });
  expect(counts.agreements).toBeGreaterThan(0);
  const out = path.join(below, 'after.zip');
  const run = (...args: string[]) => cli(...args);
  expect(await run('evidence', '--agreement', own.agreement._id, '--out', out)).toMatchObject({ code: 0 });
  expect(await run('verify', out)).toMatchObject({ code: 0, said: expect.stringContaining('not shown, erased or left out') });
  expect(await run('verify', changeZip)).toMatchObject({ code: 0 });
  const after = await unzipped(readFileSync(out));
  expect(named(after, /^messages\//)).toEqual([]);
  expect(String(after.get('index.html'))).toContain('slettet søndag 15. juli 2029');
  expect(await run('evidence', '--agreement', own.agreement._id, '--out', out)).toMatchObject({ code: 2 });
  expect(await run('evidence', '--change', 'f'.repeat(24), '--out', `${out}.2`)).toMatchObject({ code: 1 });
  expect(await run('evidence', '--out', `${out}.3`)).toMatchObject({ code: 2 });
  const readings = await mongoConnection.collection('accessLog').find({ via: 'cli' }).toArray();
  expect(readings).toMatchObject([{ kind: 'agreement', ids: [own.agreement._id] }]);
});

async function cli(...args: string[]): Promise<{ code: number; said: string }> {
  const { config } = testbed.dependencies;
  const keyList = (keys: readonly { kid: string; secret: Uint8Array }[]) =>
    keys.map(({ kid, secret }) => `${kid}:${Buffer.from(secret).toString('base64url')}`).join(',');
  const env = {
    DATA_DIR: below,
    AUDIT_KEYS: keyList(config.auditKeys),
    LINK_KEYS: keyList(config.linkKeys),
    MONGODB_URI: config.mongodbUri ?? '',
    REDIS_URL: config.redisUrl ?? '',
    REDIS_PREFIX: config.redisPrefix,
    LOG_LEVEL: 'error',
  };
  let said = '';
  const tell = (line: string) => {
    said += line;
  };
  const code = await runCli(args, { env, startedIn: below, readStandardInput: async () => '', out: tell, err: tell });
  return { code, said };
}
