import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import { endAgreement } from '../../../src/workflows/registry/endAgreement';
import { noticesSweep } from '../../../src/workflows/sweeps/noticesSweep';
import { createSweeper } from '../../../src/workflows/sweeps/sweeper';
import { thirtySevenSignals } from '../../support/clauses';
import { noticeOf, object, objectionOf } from '../../support/objecting';
import { addition, expectValue, publish, registerAgreement } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-01T08:00:00Z' });
});
afterAll(() => testbed.close());

test('rows that cannot be swept: all of them are said, and every other row and the later sweeps go on, with their mail', async () => {
  const { context } = testbed;
  const { data, mongoConnection } = testbed.dependencies;
  const register = (reference: string) => registerAgreement(testbed, { reference, terms: thirtySevenSignals });
  const [lost, sound, endless, ending] = [
    await register('LOST'),
    await register('SOUND'),
    await register('ENDLESS'),
    await register('ENDING'),
  ];
  const { _id: changeId } = await publish(testbed, addition({ rollout: 'perAgreement' }));
  await testbed.advanceTo('2026-06-03T10:00:00Z');
  for (const each of [lost, sound]) await object(testbed, changeId, each);
  for (const { agreement } of [endless, ending]) {
    const act = { actor: testbed.person('admin'), now: await testbed.now(), agreementId: agreement._id };
    expectValue(await endAgreement(context, { ...act, input: { endsOn: calendarDate('2026-06-10') } }));
  }
  await testbed.settle();
  const { _id: noticeId } = await noticeOf(testbed, changeId, lost);
  const lostObjection = await objectionOf(testbed, changeId, lost);
  await mongoConnection.collection('notices').deleteOne({ _id: noticeId as never });
  await mongoConnection
    .collection('agreements')
    .updateOne({ _id: endless.agreement._id as never }, { $set: { 'terms.timeZone': 'Europe/Nowhere' } });

  // The processor had until 3 July to answer.
  const sweeping = createSweeper(context)(new Date('2026-07-06T08:00:00Z'));
  await expect(sweeping).rejects.toThrow(/europe.nowhere.*; objection \w+ lost its notice/i);

  expect((await data.agreements.find(ending.agreement._id))?.state).toBe('ended');
  expect((await data.agreements.find(endless.agreement._id))?.state).toBe('ending');
  expect((await objectionOf(testbed, changeId, sound)).stages?.lapsedAt).toBeInstanceOf(Date);
  expect((await data.objections.find(lostObjection._id))?.stages?.lapsedAt).toBeNull();
  expect((await data.settings.find('digest'))?.value).toEqual({ day: '2026-07-06' });
  expect((await context.courier.mailWaiting()).others).toBeGreaterThan(0);
});

test('a notice that cannot be reminded of: it is said once, and all the others of its set are reminded of', async () => {
  const other = await createTestbed({ now: '2026-06-01T08:00:00Z' });
  const { data, mongoConnection } = other.dependencies;
  const references = ['ONE', 'TWO', 'THREE', 'FOUR', 'FIVE'];
  const agreements = [];
  for (const reference of references) agreements.push(await registerAgreement(other, { reference }));
  const { _id: changeId } = await publish(other, addition({ rollout: 'perAgreement' }));
  const notices = await data.notices.findFor(
    changeId,
    agreements.map(({ agreement }) => agreement._id),
  );
  const [broken, ...sound] = notices.map(({ _id }) => _id);
  await mongoConnection
    .collection('notices')
    .updateOne(
      { _id: broken as never },
      { $set: { 'terms.timeZone': 'Europe/Nowhere', 'followUps.remindAt': new Date('2026-06-08T06:00:00Z') } },
    );

  const sweeping = noticesSweep.run(other.context, { now: new Date('2026-06-08T06:00:00Z') });
  await expect(sweeping).rejects.toThrow(/^[^;]*europe.nowhere[^;]*$/i);

  const reminded = await data.sendings.listOfNotices(
    notices.map(({ _id }) => _id),
    'reminder',
  );
  expect(reminded.map(({ noticeId }) => noticeId).sort()).toEqual(sound.sort());
  await other.close();
});
