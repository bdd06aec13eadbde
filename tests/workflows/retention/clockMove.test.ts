import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import { endAgreement } from '../../../src/workflows/registry/endAgreement';
import { expectValue, registerAgreement } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
});
afterAll(() => testbed.close());

/** An agreement that ends on the way, and its controller. */
async function ending(reference: string, days: { endsOn: string; mainAgreementEndsOn: string }): Promise<string> {
  const { agreement, controller } = await registerAgreement(testbed, { reference });
  const input = { endsOn: calendarDate(days.endsOn), mainAgreementEndsOn: calendarDate(days.mainAgreementEndsOn) };
  const act = { actor: testbed.person('admin'), now: await testbed.now(), agreementId: agreement._id, input };
  expectValue(await endAgreement(testbed.context, act));
  return controller._id;
}

test('in one move of the clock over half a year contacts go on the nights on which they would have gone, one whose main agreement ended long before too', async () => {
  const later = await ending('LATER', { endsOn: '2026-06-30', mainAgreementEndsOn: '2026-06-30' });
  const before = await ending('BEFORE', { endsOn: '2026-07-05', mainAgreementEndsOn: '2026-01-31' });

  await testbed.advanceTo('2027-02-01T08:00:00Z');

  const events = await testbed.dependencies.data.auditEvents.list({ limit: 200 });
  const nights = events
    .filter(({ type, facts }) => type === 'retention.erased' && facts.rule === 'contacts')
    .map(({ controllerId, at }) => [controllerId, at.toISOString()]);
  expect(new Map(nights as [string, string][])).toEqual(
    new Map([
      [before, '2026-07-06T01:00:00.000Z'],
      [later, '2026-09-29T01:00:00.000Z'],
    ]),
  );
});
