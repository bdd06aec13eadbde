import { newId } from '../../../src/data/id';
import { applyEffects } from '../../../src/workflows/gate/applyEffects';
import { changesToApply } from '../../../src/workflows/gate/changesToApply';
import { decideEffect } from '../../../src/workflows/gate/decideEffect';
import { loadUndecidedGates } from '../../../src/workflows/gate/gateFacts';
import { type DecidedNotice, writeEffects } from '../../../src/workflows/gate/writeEffects';
import { confirmObjection } from '../../../src/workflows/objections/confirmObjection';
import { prepareObjection } from '../../../src/workflows/objections/prepareObjection';
import { orderStop } from '../../../src/workflows/stopOrders/orderStop';
import {
  addition,
  completeSubprocessor,
  expectValue,
  publish,
  type RegisteredAgreement,
  registerAgreement,
  registerInUse,
} from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';

const midnight = new Date('2026-06-30T22:00:00Z');

const otherSubprocessor = { ...completeSubprocessor, legalName: 'Nettlager AS', organisationNumber: '974760673' };

let testbed: Testbed;
let registered: RegisteredAgreement[];
beforeEach(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
  registered = [];
  for (const reference of ['ONE', 'TWO', 'THREE']) registered.push(await registerAgreement(testbed, { reference }));
});
afterEach(() => testbed.close());

async function decidedAt(changeId: string, now: Date): Promise<DecidedNotice[]> {
  const change = await testbed.dependencies.data.changes.find(changeId);
  if (!change) throw new Error('no change');
  const gates = await loadUndecidedGates(testbed.context, { change, limit: 100, afterId: null, now });
  return gates.flatMap(({ notice, agreement, facts }) => {
    const decision = decideEffect({ notice, facts, waits: false });
    return decision ? [{ notice, agreement, decision }] : [];
  });
}

async function eventsOf(changeId: string, type: string): Promise<number> {
  const events = await testbed.dependencies.data.auditEvents.list({ changeId, limit: 1_000 });
  return events.filter((event) => event.type === type).length;
}

async function agreementsInEffect(changeId: string): Promise<string[]> {
  const { items } = await testbed.dependencies.data.notices.listOfChange(changeId, { limit: 100 });
  const references = items.filter(({ effect }) => effect === 'inEffect').map(({ content }) => content.agreementReference);
  return references.sort();
}

async function object({ agreement, controller }: RegisteredAgreement, changeId: string): Promise<void> {
  const { context, dependencies } = testbed;
  const [notice] = await dependencies.data.notices.findFor(changeId, [agreement._id]);
  const actor = { kind: 'controller', noticeId: notice?._id ?? '', contactId: controller.contacts[0]?.id ?? '' } as const;
  const now = await testbed.now();
  const answers = { grounds: 'Vi vil ikke ha opptak hos denne leverandøren.', name: 'Personvernombudet', title: 'Rådgiver' };
  const { draftId } = expectValue(await prepareObjection(context, { actor, now, answers, postedAt: [now] }));
  expectValue(await confirmObjection(context, { actor, now, draftId }));
}

test('an objection between the gate and the write: that notice is left out with all of its own, the others take effect', async () => {
  const change = await publish(testbed, addition({ rollout: 'perAgreement' }));
  const decided = await decidedAt(change._id, midnight);
  const [first] = registered;
  if (!first) throw new Error('nothing registered');
  await object(first, change._id);

  const written = await writeEffects(testbed.context, { change, decided, now: midnight });

  expect(written.missed).toBe(1);
  expect(await agreementsInEffect(change._id)).toEqual(['THREE', 'TWO']);
  expect(await testbed.dependencies.data.annexes.listEntries(first.agreement._id)).toEqual([]);
  expect(await testbed.dependencies.data.annexes.listLines(first.agreement._id)).toEqual([]);
  expect(await eventsOf(change._id, 'effect.inEffect')).toBe(2);
});

test('a stop order after the effect was weighed: its agreement waits, with nothing in its annex', async () => {
  const change = await publish(testbed, addition({ rollout: 'perAgreement' }));
  const decided = await decidedAt(change._id, midnight);
  const stopped = registered[0]?.agreement._id ?? '';
  const [actor, now] = [testbed.person('dpo'), await testbed.now()];
  expectValue(
    await orderStop(testbed.context, { actor, now, agreementId: stopped, input: { by: 'Tilsynet', reason: 'Et avvik.', at: now } }),
  );

  const written = await writeEffects(testbed.context, { change, decided, now: midnight });

  expect(written.missed).toBe(1);
  expect(await agreementsInEffect(change._id)).toEqual(['THREE', 'TWO']);
  expect(await testbed.dependencies.data.annexes.listEntries(stopped)).toEqual([]);
});

test('two workers at the same midnight: one entry, one line and one pair of events for each agreement', async () => {
  const old = await registerInUse(testbed, { legalName: 'Gamle Drift AS', organisationNumber: '310000018' });
  const { agreement } = await registerAgreement(testbed, { reference: 'REPLACED', annex: [old._id] });
  const change = await publish(testbed, addition({ type: 'replace', replacesId: old._id, rollout: 'together' }));

  await Promise.all([1, 2, 3].map(() => applyEffects(testbed.context, { changeId: change._id, now: midnight })));

  const { data } = testbed.dependencies;
  const inForce = (await data.annexes.listEntries(agreement._id)).filter(({ inForceUntil }) => !inForceUntil);
  expect(inForce.map(({ subprocessorId }) => subprocessorId)).toEqual([change.subprocessorId]);
  expect(await data.annexes.listLines(agreement._id)).toHaveLength(1);
  const affected = (await data.notices.listOfChange(change._id, { limit: 100 })).items.length;
  expect([await eventsOf(change._id, 'effect.inEffect'), await eventsOf(change._id, 'annex.changed')]).toEqual([affected, affected]);
  expect(await eventsOf(change._id, 'change.completed')).toBe(1);
  expect(await data.subprocessors.find(old._id)).toMatchObject({ status: 'former' });
  expect(await data.changes.find(change._id)).toMatchObject({ status: 'completed' });
});

test('a row that cannot be written: it is reported, and holds nobody else', async () => {
  const change = await publish(testbed, addition({ rollout: 'perAgreement' }));
  const [, second] = registered;
  if (!second) throw new Error('nothing registered');
  // Somebody put the subprocessor into this annex behind our back.
  await testbed.context.inTransaction((session) =>
    testbed.dependencies.data.annexes.insertEntries(
      [
        {
          _id: newId(),
          agreementId: second.agreement._id,
          subprocessorId: change.subprocessorId,
          details: change.details,
          inForceFrom: '2026-06-01',
          inForceUntil: null,
          addedByChangeId: null,
          endedByChangeId: null,
          suspended: null,
        },
      ],
      session,
    ),
  );

  await expect(applyEffects(testbed.context, { changeId: change._id, now: midnight })).rejects.toThrow(/duplicate key/);

  expect(await agreementsInEffect(change._id)).toEqual(['ONE', 'THREE']);
  expect(await eventsOf(change._id, 'effect.inEffect')).toBe(2);
});

test('of several published changes only those are named that something is to be written of, and one that is over is completed', async () => {
  const { context, dependencies } = testbed;
  const [inJuly, inAugust] = [
    await publish(testbed, addition()),
    await publish(testbed, addition({ subprocessor: otherSubprocessor, plannedEffectiveOn: '2026-08-03' })),
  ];
  const due = async (now: Date) => {
    const changes = await dependencies.data.changes.listPublished();
    return (await changesToApply(context, { changes, now })).map(({ _id }) => _id);
  };

  expect(await due(new Date('2026-06-30T21:59:59Z'))).toEqual([]);
  expect(await due(midnight)).toEqual([inJuly._id]);
  await writeEffects(context, { change: inJuly, decided: await decidedAt(inJuly._id, midnight), now: midnight });
  expect(await due(midnight)).toEqual([inJuly._id]);
  await applyEffects(context, { changeId: inJuly._id, now: midnight });
  expect((await dependencies.data.changes.find(inJuly._id))?.status).toBe('completed');
  expect(await due(midnight)).toEqual([]);
  expect(await due(new Date('2026-08-02T22:00:00Z'))).toEqual([inAugust._id]);
});

test('an agreement that came after publication and lacks its notice, the sweep having failed: nobody goes together before it, and no change is complete without it', async () => {
  const { context, dependencies } = testbed;
  const together = await publish(testbed, addition({ rollout: 'together' }));
  const each = await publish(testbed, addition({ subprocessor: otherSubprocessor, rollout: 'perAgreement' }));
  await registerAgreement(testbed, { reference: 'LISTED', annex: [together.subprocessorId, each.subprocessorId] });
  const changeIds = [together._id, each._id];
  const apply = () => Promise.all(changeIds.map((changeId) => applyEffects(context, { changeId, now: midnight })));
  const late = await registerAgreement(testbed, { reference: 'LATE' });
  await apply();
  expect(await agreementsInEffect(together._id)).toEqual([]);
  expect(await agreementsInEffect(each._id)).toEqual(['ONE', 'THREE', 'TWO']);
  expect((await dependencies.data.changes.find(each._id))?.status).toBe('published');

  await dependencies.mongoConnection.collection('agreements').deleteOne({ _id: late.agreement._id as never });
  await apply();
  expect(await agreementsInEffect(together._id)).toEqual(['ONE', 'THREE', 'TWO']);
  const statuses = await Promise.all(changeIds.map(async (id) => (await dependencies.data.changes.find(id))?.status));
  expect(statuses).toEqual(['completed', 'completed']);
});

test('together, one objection: everybody is held once, with the reasons, and told once', async () => {
  const change = await publish(testbed, addition({ rollout: 'together' }));
  const [first] = registered;
  if (!first) throw new Error('nothing registered');
  await object(first, change._id);

  for (let pass = 0; pass < 3; pass += 1) await applyEffects(testbed.context, { changeId: change._id, now: midnight });

  const { items } = await testbed.dependencies.data.notices.listOfChange(change._id, { limit: 100 });
  expect(items.map(({ effect }) => effect)).toEqual(['held', 'held', 'held']);
  expect(items.map(({ heldReasons }) => heldReasons)).toEqual([['objection-open'], ['waiting-for-others'], ['waiting-for-others']]);
  expect(await eventsOf(change._id, 'effect.held')).toBe(3);
  const told = await testbed.dependencies.data.sendings.listOfNotices(
    items.map(({ _id }) => _id),
    'effectHeld',
  );
  expect(told).toHaveLength(3);
});
