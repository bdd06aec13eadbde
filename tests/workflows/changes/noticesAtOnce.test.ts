import { switchRollout } from '../../../src/workflows/changes/switchRollout';
import type { WorkflowContext } from '../../../src/workflows/context';
import { planNotices } from '../../../src/workflows/delivery/planNotices';
import { applyEffects } from '../../../src/workflows/gate/applyEffects';
import { confirmDirectRelation } from '../../../src/workflows/registry/confirmDirectRelation';
import { enterDirectRelation } from '../../../src/workflows/registry/directRelations';
import { lateAgreementsSweep } from '../../../src/workflows/sweeps/lateAgreementsSweep';
import {
  addition,
  completeSubprocessor,
  expectRefusal,
  expectValue,
  publish,
  type RegisteredAgreement,
  registerAgreement,
  registerInUse,
} from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
beforeEach(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
});
afterEach(() => testbed.close());

/** The same context, in which something else happens before its first transaction. */
function beforeTransaction(context: WorkflowContext, happens: () => Promise<unknown>): WorkflowContext {
  let first = true;
  return {
    ...context,
    async inTransaction(work) {
      if (first) {
        first = false;
        await happens();
      }
      return context.inTransaction(work);
    },
  };
}

/** The same context, in which something else happens once after a transaction has read an agreement and before it writes it. */
function beforeAgreementIsWritten(context: WorkflowContext, happens: () => Promise<unknown>): WorkflowContext {
  const { agreements } = context.data;
  let first = true;
  const replace: typeof agreements.replace = async (record, session) => {
    if (first) {
      first = false;
      await happens();
    }
    return agreements.replace(record, session);
  };
  return { ...context, data: { ...context.data, agreements: { ...agreements, replace } } };
}

/** Two agreements and a change that reaches both, published and with no notice written yet; a direct relation of the first waits to be confirmed. */
async function aboutToFanOut() {
  const { context } = testbed;
  const maps = await registerInUse(testbed);
  const [direct, other] = [
    await registerAgreement(testbed, { reference: 'DIRECT' }),
    await registerAgreement(testbed, { reference: 'OTHER' }),
  ];
  const now = await testbed.now();
  const agreementId = direct.agreement._id;
  const input = { subprocessorId: maps._id, since: '2026-05-01', reference: 'K-1' } as Parameters<typeof enterDirectRelation>[1]['input'];
  const entered = expectValue(await enterDirectRelation(context, { actor: testbed.person('admin'), now, agreementId, input }));
  const { subprocessor: _new, ...add } = addition({ rollout: 'perAgreement' });
  const change = { ...add, subprocessorId: maps._id, services: completeSubprocessor.services };
  const { _id: changeId } = await publish(testbed, change, { andSettle: false });
  const act = { actor: testbed.person('dpo'), now, agreementId, entryId: entered.directRelationsWaiting[0]?.id ?? '' };
  return {
    plan: (within = context) => planNotices(within, { changeId, now }),
    confirm: (within = context) => confirmDirectRelation(within, act),
    async outcome() {
      const { data } = testbed.dependencies;
      const notices = await data.notices.findFor(changeId, [agreementId, other.agreement._id]);
      const references = notices.map(({ content }) => content.agreementReference).sort();
      return { noticesTo: references, relations: (await data.agreements.find(agreementId))?.directRelations.length };
    },
  };
}

test('a direct relation is confirmed after the fan-out has read whom the change affects: no notice about it is written', async () => {
  const { plan, confirm, outcome } = await aboutToFanOut();
  await plan(beforeTransaction(testbed.context, async () => expectValue(await confirm())));
  expect(await outcome()).toEqual({ noticesTo: ['OTHER'], relations: 1 });
});

test('notices are written after the confirmation of a direct relation has looked for them: it is refused', async () => {
  const { plan, confirm, outcome } = await aboutToFanOut();
  expect(expectRefusal(await confirm(beforeAgreementIsWritten(testbed.context, plan)))).toBe('in-force');
  expect(await outcome()).toEqual({ noticesTo: ['DIRECT', 'OTHER'], relations: 0 });
});

test('a step of the change is saved while its notices are being written: they are written from where they stand', async () => {
  const { context } = testbed;
  const references = ['ONE', 'TWO', 'THREE'];
  for (const reference of references) await registerAgreement(testbed, { reference });
  const { _id: changeId } = await publish(testbed, addition(), { andSettle: false });
  const now = await testbed.now();
  const killed = new Error('killed');
  let transactions = 0;
  const firstChunkOnly: WorkflowContext['inTransaction'] = (work) => {
    transactions += 1;
    return transactions > 1 ? Promise.reject(killed) : context.inTransaction(work);
  };
  const planSome = () => planNotices({ ...context, inTransaction: firstChunkOnly }, { changeId, now, chunk: 2 }).catch((error) => error);

  const within = beforeTransaction(context, async () => expect(await planSome()).toBe(killed));
  expectValue(await switchRollout(within, { actor: testbed.person('dpo'), now, changeId }));
  await planNotices(context, { changeId, now, chunk: 2 });

  const { changes, notices } = testbed.dependencies.data;
  expect(await changes.find(changeId)).toMatchObject({ rollout: 'perAgreement', fanOut: { done: true, planned: 3 } });
  const { items } = await notices.listOfChange(changeId, { limit: 10 });
  expect(items.map(({ content }) => content.agreementReference).sort()).toEqual([...references].sort());
});

describe('an agreement that comes when a change is being completed', () => {
  const midnight = new Date('2026-06-30T22:00:00Z');
  let changeId: string;
  beforeEach(async () => {
    await registerAgreement(testbed, { reference: 'THERE' });
    ({ _id: changeId } = await publish(testbed, addition({ rollout: 'perAgreement' })));
  });
  const statusOf = async () => (await testbed.dependencies.data.changes.find(changeId))?.status;

  test('after it was asked whether all have their notices: the change waits for it', async () => {
    const { context } = testbed;
    let isThere = false;
    const within: WorkflowContext = {
      ...context,
      async inTransaction(work) {
        const isLast = !(await context.data.notices.hasUndecided(changeId));
        if (isLast && !isThere) {
          isThere = true;
          await registerAgreement(testbed, { reference: 'LATE' });
        }
        return context.inTransaction(work);
      },
    };

    await applyEffects(within, { changeId, now: midnight });
    expect([isThere, await statusOf()]).toEqual([true, 'published']);
  });

  test('before the sweep that writes its notice, which had read the change as it was: it gets none of a change that is over', async () => {
    const { context } = testbed;
    await registerAgreement(testbed, { reference: 'ELSEWHERE', services: ['arkiv'] });
    let late: RegisteredAgreement | undefined;
    const within = beforeTransaction(context, async () => {
      await applyEffects(context, { changeId, now: midnight });
      late = await registerAgreement(testbed, { reference: 'LATE' });
    });

    await lateAgreementsSweep.run(within, { now: midnight });
    expect(await statusOf()).toBe('completed');
    expect(await testbed.dependencies.data.notices.listOfAgreement(late?.agreement._id ?? '')).toEqual([]);
  });
});
