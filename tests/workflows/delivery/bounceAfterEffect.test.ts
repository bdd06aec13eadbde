import { recordReport } from '../../../src/workflows/delivery/recordReport';
import { answerGate } from '../../../src/workflows/gate/answerGate';
import { expectValue } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';
import { reportOn, sentNotice } from './sentNotice';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
});
afterAll(() => testbed.close());

test('a bounce after the change took effect: a task, the receipt and the gate stand', async () => {
  const sent = await sentNotice(testbed, 'EFFECT', { contacts: 2, plannedEffectiveOn: '2026-07-01' });
  await testbed.advanceTo('2026-07-01T08:00:00Z');
  const { effect, receivedAt } = await sent.notice();
  expect(effect).toBe('inEffect');
  const [first] = await sent.sendings();
  const { length: sendings } = await sent.sendings();

  await recordReport(testbed.context, { report: reportOn(first?._id ?? null), now: await testbed.now() });
  await testbed.settle();

  expect(await sent.notice()).toMatchObject({ effect: 'inEffect', receivedAt });
  expect((await sent.notice()).attention.map(({ code }) => code)).toContain('bouncedAfterAcceptance');
  expect(await sent.sendings()).toHaveLength(sendings);
  const { subprocessorId } = (await testbed.context.data.changes.find(sent.changeId)) ?? { subprocessorId: '' };
  const query = { agreementId: sent.agreement._id, subprocessorId };
  expect(expectValue(await answerGate(testbed.context, { now: await testbed.now(), query }))).toMatchObject({
    mayProcess: true,
    since: '2026-07-01',
    reasons: [],
  });
});
