import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mongo } from 'mongoose';
import request from 'supertest';
import { connectToMongo } from '../../src/data/connection';
import { migrations } from '../../src/data/migrations/migrations';
import { decideObjection } from '../../src/workflows/objections/decideObjection';
import { contactBrowser, textOf } from '../support/contactBrowser';
import { testNamespace } from '../support/namespace';
import { expectValue } from '../support/register';
import { createTestbed, type Testbed } from '../support/testbed';
import { unzipped } from '../support/unzipped';
import { verify } from '../verifier/bundles';
import { as } from '../web/api/apiCalls';

/**
 * The record as the first release with migrations left it on 4 March 2026 (legal time), a record a line: two agreements that list Arkivhuset, a published change that adds
 * Skybygg, both notified, and an objection of FIRST-1 that nobody has taken up. Captured mail is left out.
 */
const dump = path.join(__dirname, 'firstRelease.jsonl');
/** Mailed to a contact of FIRST-2 by that release, signed with the key below. */
const link = 'http://127.0.0.1:3000/n/AQVmaXJzdAFrAtcaq59Fi0bcv8hrAtcaq59Fi0bcv7pvSN4AaaVDgAsY3YvUrkhvczzXHkS6mM4';
const key = `first:${Buffer.alloc(32, 5).toString('base64url')}`;

let testbed: Testbed;
beforeAll(async () => {
  const { mongodbUri } = testNamespace();
  const connection = await connectToMongo(mongodbUri);
  for (const line of readFileSync(dump, 'utf8').trim().split('\n')) {
    const { collection, record } = mongo.BSON.EJSON.parse(line);
    await connection.collection(collection).insertOne(record);
  }
  await connection.close();
  testbed = await createTestbed({ env: { MONGODB_URI: mongodbUri, LINK_KEYS: key } });
});
afterAll(() => testbed.close());

const find = (collection: string, filter: object) => testbed.dependencies.mongoConnection.collection(collection).findOne(filter);
const idOf = async (reference: string) => String((await find('agreements', { reference }))?._id);
const gate = async (reference: string, subprocessor: string) =>
  (await as(testbed, 'system').get(`/gate?agreement=${reference}&subprocessor=${subprocessor}`)).body;
const annex = async (reference: string) => (await as(testbed, 'auditor').get(`/agreements/${await idOf(reference)}/annex`)).body;
const [archive, cloud] = ['910244132', '923609016'];

test('every migration has run, and the clock stands where it stood', async () => {
  expect((await find('settings', { _id: 'migrations' } as object))?.value.applied).toEqual(migrations.map(({ id }) => id));
  expect((await testbed.now()).toISOString()).toBe('2026-03-04T09:00:00.000Z');
});

/** The personal part of an event is only there where it has one (auditEvent.repository.ts). */
const mayBeMissing = ['auditEvents.personal'];

test('no record lacks a member that records have today: what is read lean would be undefined', async () => {
  const { mongoConnection } = testbed.dependencies;
  const lacking = new Set<string>();
  for (const model of Object.values(mongoConnection.models)) {
    const wanted = Object.entries(model.schema.paths).filter(([, type]) => type.isRequired || type.options.default !== undefined);
    for await (const record of mongoConnection.collection(model.collection.collectionName).find()) {
      for (const [name] of wanted) if (!(name in record)) lacking.add(`${model.collection.collectionName}.${name}`);
    }
  }
  expect([...lacking].filter((name) => !mayBeMissing.includes(name))).toEqual([]);
});

test('the desk lists everything, and the gate answers from the annex and from what runs', async () => {
  await testbed.settle();
  expect(await gate('FIRST-2', archive)).toMatchObject({ mayProcess: true, entry: { legalName: 'Arkivhuset AS' } });
  const codes = (await gate('FIRST-1', cloud)).reasons.map(({ code }: { code: string }) => code);
  expect(codes).toEqual(['planned-day', 'notice-period', 'objection-window', 'objection-open']);
  expect((await annex('FIRST-1')).entries).toMatchObject([{ subprocessorId: expect.any(String), inForceFrom: '2025-01-15' }]);
  const [{ id }] = (await as(testbed, 'auditor').get('/changes')).body.items;
  const change = (await as(testbed, 'auditor').get(`/changes/${id}`)).body;
  expect(change).toMatchObject({ status: 'published', notices: { accepted: 2 }, gates: { clear: 0, held: 2, inEffect: 0 } });
});

test('a link that was mailed then opens the notice, and what is posted there counts', async () => {
  const browser = contactBrowser(testbed);
  const page = await browser.open(link);
  expect(textOf(page.text)).toContain('Skybygg AS');
  await browser.submit(page, 'acknowledge');
  const notice = await find('notices', { agreementId: await idOf('FIRST-2') });
  expect(notice).toMatchObject({ state: 'acknowledged', acknowledgements: [{}] });
});

test('the objection goes on by the table, and each agreement gets its end on its day', async () => {
  const { context } = testbed;
  const objection = await find('objections', {});
  const objectionId = String(objection?._id);
  const actor = testbed.person('dpo');
  for (const event of ['review', 'uphold'] as const) {
    const { version = 0 } = (await context.data.objections.find(objectionId)) ?? {};
    expectValue(await decideObjection(context, { actor, now: await testbed.now(), objectionId, input: { event, version } }));
  }
  await testbed.advanceTo('2026-04-20T08:00:00Z');
  expect(await gate('FIRST-1', cloud)).toMatchObject({ mayProcess: false, reasons: [{ code: 'dropped' }] });
  expect(await gate('FIRST-2', cloud)).toMatchObject({ mayProcess: true, since: '2026-04-20' });
  expect((await annex('FIRST-2')).changes).toMatchObject([{ kind: 'added', on: '2026-04-20' }]);
});

test('its events are chained behind the new ones, and a bundle of it verifies', async () => {
  const changeId = String((await find('changes', {}))?._id);
  const answer = await as(testbed, 'auditor').get(`/changes/${changeId}/evidence`).responseType('blob');
  expect(answer.status).toBe(200);
  const below = mkdtempSync(path.join(tmpdir(), 'forvarsel-first-'));
  const file = path.join(below, 'bundle.zip');
  writeFileSync(file, answer.body);
  const verdict = await verify(file);
  const files = await unzipped(answer.body);
  rmSync(below, { recursive: true });
  expect(verdict).toMatchObject({ code: 0, events: expect.any(Number) });
  expect(String(files.get('events.jsonl'))).toContain('change.published');
  expect(await find('auditEvents', { seq: { $exists: false } })).toBeNull();
  await request(testbed.app).get('/readyz').expect(200);
});
