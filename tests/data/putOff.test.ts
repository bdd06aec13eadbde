import { createTestbed, type Testbed } from '../support/testbed';
import { sentNotice } from '../workflows/delivery/sentNotice';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed();
});
afterAll(() => testbed.close());

test.each([
  ['what waits', { state: 'deferred', leaseUntil: null }, []],
  ['what a lost worker held', { state: 'sending', leaseUntil: new Date(Date.now() - 1) }, []],
  ['what a worker holds is left to it', { state: 'sending', leaseUntil: new Date(Date.now() + 60_000) }, ['its own time']],
])('put off: %s', async (what, state, left) => {
  const { data, mongoConnection } = testbed.dependencies;
  const sent = await sentNotice(testbed, what.replaceAll(' ', '-').toUpperCase());
  const [sending] = await sent.sendings();
  const id = sending?._id ?? '';
  const before = new Date(Date.now() - 1_000);
  await mongoConnection
    .collection('sendings')
    .updateOne({ _id: id as never }, { $set: { ...state, leaseOwner: state.leaseUntil && 'a', nextAttemptAt: before } });
  await data.sendings.putOff([id], new Date(Date.now() + 600_000));
  const later = new Date(Date.now() + 120_000);
  const isDue = (await data.sendings.listClaimable([id], later)).map(() => 'its own time');
  expect(isDue).toEqual(left);
});
