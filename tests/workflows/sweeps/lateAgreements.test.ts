import type { ChangeRecord } from '../../../src/data/change.model';
import { updateAgreement } from '../../../src/workflows/registry/updateAgreement';
import { lateAgreementsSweep } from '../../../src/workflows/sweeps/lateAgreementsSweep';
import { missingRowsSweep } from '../../../src/workflows/sweeps/missingRowsSweep';
import { addition, expectValue, publish, registerAgreement } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
let change: ChangeRecord;

beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
  for (const reference of ['THERE', 'LOST']) await registerAgreement(testbed, { reference });
  await registerAgreement(testbed, { reference: 'ELSEWHERE', services: ['arkiv'] });
  change = await publish(testbed, addition({ rollout: 'perAgreement' }));
  await testbed.advanceTo('2026-06-04T08:00:00Z');
});
afterAll(() => testbed.close());

async function noticesTo(reference: string) {
  const { agreements, notices } = testbed.dependencies.data;
  const agreement = await agreements.findByReference(reference);
  return notices.findFor(change._id, [agreement?._id ?? '']);
}

test('an agreement added after publication gets its own notice, with clocks of its own', async () => {
  await registerAgreement(testbed, { reference: 'LATE' });
  await testbed.settle();
  const [notice, ...more] = await noticesTo('LATE');
  expect(more).toEqual([]);
  expect(notice).toMatchObject({
    state: 'accepted',
    publishedAt: new Date('2026-06-04T08:00:00Z'),
    receivedAt: new Date('2026-06-04T08:00:00Z'),
  });
  expect(notice?.deadlines?.earliestEffectiveOn).toBe('2026-07-03');
  const [planned] = await testbed.dependencies.data.auditEvents.list({ noticeId: notice?._id ?? '', limit: 1 });
  expect(planned).toMatchObject({ type: 'notice.planned', facts: { late: true } });
});

test('a service added to an agreement after publication: the same', async () => {
  const agreement = await testbed.dependencies.data.agreements.findByReference('ELSEWHERE');
  expect(await noticesTo('ELSEWHERE')).toEqual([]);
  const now = await testbed.now();
  const patch = { services: ['arkiv', 'video'] };
  expectValue(await updateAgreement(testbed.context, { actor: testbed.person('admin'), now, agreementId: agreement?._id ?? '', patch }));
  await testbed.settle();
  expect(await noticesTo('ELSEWHERE')).toHaveLength(1);
});

test('one whose signed annex lists the subprocessor already gets none', async () => {
  await registerAgreement(testbed, { reference: 'LISTED', annex: [change.subprocessorId] });
  await testbed.settle();
  expect(await noticesTo('LISTED')).toEqual([]);
});

test('the sweep runs twice at once and again: one notice', async () => {
  await registerAgreement(testbed, { reference: 'TWICE' });
  const now = await testbed.now();
  await Promise.all([1, 2, 3].map(() => lateAgreementsSweep.run(testbed.context, { now })));
  await lateAgreementsSweep.run(testbed.context, { now });
  expect(await noticesTo('TWICE')).toHaveLength(1);
});

test('an agreement that no notice can be written to: said, and the others get theirs', async () => {
  const { mongoConnection } = testbed.dependencies;
  const zoneOf = (reference: string, timeZone: string) =>
    mongoConnection.collection('agreements').updateOne({ reference }, { $set: { 'terms.timeZone': timeZone } });
  for (const reference of ['FIRST', 'BROKEN', 'LAST']) await registerAgreement(testbed, { reference });
  await zoneOf('BROKEN', 'Europe/Nowhere');
  const now = await testbed.now();
  await expect(lateAgreementsSweep.run(testbed.context, { now })).rejects.toThrow(/europe.nowhere/i);
  expect([await noticesTo('FIRST'), await noticesTo('BROKEN'), await noticesTo('LAST')].map(({ length }) => length)).toEqual([1, 0, 1]);
  await zoneOf('BROKEN', 'Europe/Oslo');
  await lateAgreementsSweep.run(testbed.context, { now });
  expect(await noticesTo('BROKEN')).toHaveLength(1);
});

test('a row that is missing from a published change is found on the next day, once', async () => {
  const [lost] = await noticesTo('LOST');
  await testbed.dependencies.mongoConnection.collection('notices').deleteOne({ _id: lost?._id as never });
  const now = await testbed.now();
  await missingRowsSweep.run(testbed.context, { now });
  expect(await noticesTo('LOST')).toEqual([]);
  await testbed.advanceTo('2026-06-05T08:00:00Z');
  await testbed.settle();
  expect(await noticesTo('LOST')).toMatchObject([{ state: 'accepted' }]);
  expect(await noticesTo('THERE')).toHaveLength(1);
  expect(await noticesTo('LISTED')).toEqual([]);
});

test('a missing row that cannot be written: said once a day, and the other one of its chunk is', async () => {
  const { mongoConnection } = testbed.dependencies;
  for (const reference of ['SPOILT', 'SECOND']) await registerAgreement(testbed, { reference });
  await testbed.settle();
  for (const reference of ['SPOILT', 'SECOND']) {
    const [notice] = await noticesTo(reference);
    await mongoConnection.collection('notices').deleteOne({ _id: notice?._id as never });
  }
  await mongoConnection.collection('agreements').updateOne({ reference: 'SPOILT' }, { $set: { 'terms.timeZone': 'Europe/Nowhere' } });
  const now = new Date('2026-06-06T08:00:00Z');

  await expect(missingRowsSweep.run(testbed.context, { now })).rejects.toThrow(/^[^;]*europe.nowhere[^;]*$/i);
  expect([await noticesTo('SPOILT'), await noticesTo('SECOND')].map(({ length }) => length)).toEqual([0, 1]);

  await missingRowsSweep.run(testbed.context, { now });
  await expect(missingRowsSweep.run(testbed.context, { now: new Date('2026-06-07T08:00:00Z') })).rejects.toThrow(/europe.nowhere/i);
});
