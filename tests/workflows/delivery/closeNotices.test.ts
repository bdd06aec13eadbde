import { withdrawChange } from '../../../src/workflows/changes/withdrawChange';
import { closeNotices } from '../../../src/workflows/delivery/closeNotices';
import { noticeOf, object, objectionOf } from '../../support/objecting';
import { addition, publish, type RegisteredAgreement, registerAgreement } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
const registered: Record<string, RegisteredAgreement> = {};
let changeId: string;

beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
  for (const reference of ['BROKEN', 'SENT', 'OBJECTED', 'WAITING'])
    registered[reference] = await registerAgreement(testbed, { reference });
  changeId = (await publish(testbed, addition({ rollout: 'perAgreement' })))._id;
});
afterAll(() => testbed.close());

function agreementOf(reference: string): RegisteredAgreement {
  const found = registered[reference];
  if (!found) throw new Error(`${reference} was not registered`);
  return found;
}

async function standing(reference: string) {
  const { data } = testbed.dependencies;
  const { _id: noticeId, effect, heldReasons, followUps } = await noticeOf(testbed, changeId, agreementOf(reference));
  const sendings = await data.sendings.listOfNotice(noticeId);
  const events = (await data.auditEvents.list({ noticeId, limit: 100 })).filter(({ type }) => type === 'effect.cancelled');
  return {
    effect,
    heldReasons,
    nextAt: followUps.nextAt,
    mail: sendings.map(({ kind, state }) => `${kind} ${state}`),
    events: events.length,
  };
}

const ended = { effect: 'cancelled', heldReasons: ['change-withdrawn'], nextAt: null, events: 1 };

test('a change is withdrawn: each notice is ended by itself, whoever had it is told, and one that cannot be ended keeps back no other', async () => {
  const { mongoConnection, data } = testbed.dependencies;
  await object(testbed, changeId, agreementOf('OBJECTED'));
  await testbed.settle();
  const { _id: noticeId } = await noticeOf(testbed, changeId, agreementOf('WAITING'));
  const notSent = { state: 'planned', attempts: [], finishedAt: null, nextAttemptAt: new Date(Date.now() + 3_600_000) };
  await mongoConnection.collection('sendings').updateOne({ noticeId }, { $set: notSent });
  const agreements = mongoConnection.collection<{ _id: string }>('agreements');
  const lost = await agreements.findOneAndDelete({ _id: agreementOf('BROKEN').agreement._id });

  const act = { actor: testbed.person('dpo'), now: await testbed.now(), changeId, note: 'Avtalen ble ikke noe av.' };
  await expect(withdrawChange(testbed.context, act)).rejects.toThrow(/^notice \w+ lost its agreement$/);

  expect(await standing('SENT')).toEqual({ ...ended, mail: ['notice accepted', 'changeWithdrawn planned'] });
  expect(await standing('WAITING')).toEqual({ ...ended, mail: ['notice cancelled'] });
  expect(await standing('OBJECTED')).toMatchObject({ ...ended, mail: expect.arrayContaining(['changeWithdrawn planned']) });
  expect(await objectionOf(testbed, changeId, agreementOf('OBJECTED'))).toMatchObject({ state: 'moot', open: false });
  expect(await standing('BROKEN')).toMatchObject({ effect: 'pending', events: 0 });
  expect((await data.changes.find(changeId))?.completedAt).toBeNull();
  if (lost) await agreements.insertOne(lost);
});

test('run again, and twice at once: what was left is ended once, and nothing else anew', async () => {
  const now = await testbed.now();

  await Promise.all([closeNotices(testbed.context, { changeId, now }), closeNotices(testbed.context, { changeId, now })]);
  await closeNotices(testbed.context, { changeId, now });

  expect(await standing('BROKEN')).toEqual({ ...ended, mail: ['notice accepted', 'changeWithdrawn planned'] });
  expect(await standing('SENT')).toEqual({ ...ended, mail: ['notice accepted', 'changeWithdrawn planned'] });
  expect((await testbed.dependencies.data.changes.find(changeId))?.completedAt).toEqual(now);
});
