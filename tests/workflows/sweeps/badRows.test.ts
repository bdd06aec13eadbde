import { newId } from '../../../src/data/id';
import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import { recordReport, sweepWaitingReports } from '../../../src/workflows/delivery/recordReport';
import { endAgreement } from '../../../src/workflows/registry/endAgreement';
import { contactCheckSweep } from '../../../src/workflows/sweeps/contactCheckSweep';
import { endAgreementsSweep } from '../../../src/workflows/sweeps/endAgreementsSweep';
import { expectValue, registerAgreement } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';
import { reportOn, sentNotice } from '../delivery/sentNotice';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
});
afterAll(() => testbed.close());

/** Puts so many copies of a record, each spoilt in its way, where they are found before it. */
async function precede(collection: string, record: { _id: string }, many: number, spoil: (number: number) => object): Promise<void> {
  const copies = Array.from({ length: many }, (_, number) => ({ ...record, ...spoil(number), _id: newId() as never }));
  await testbed.dependencies.mongoConnection.collection(collection).insertMany(copies);
}

async function messagesOf(sweeping: Promise<void>): Promise<string[]> {
  const error = await sweeping.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof AggregateError ? error.errors.map(({ message }: Error) => message) : [];
}

test('agreements that cannot be ended, more than a turn takes: each is said once, and one behind them ends in the same turn', async () => {
  const { context } = testbed;
  const { data } = testbed.dependencies;
  const end = async (reference: string, endsOn: string) => {
    const { agreement } = await registerAgreement(testbed, { reference });
    const act = { actor: testbed.person('admin'), now: await testbed.now(), agreementId: agreement._id };
    return expectValue(await endAgreement(context, { ...act, input: { endsOn: calendarDate(endsOn) } }));
  };
  const sound = await end('SOUND', '2026-06-09');
  // Where the day begins first it has passed, in Oslo it has not.
  const waiting = await end('WAITING', '2026-06-10');
  const terms = { ...sound.terms, timeZone: 'Europe/Nowhere' };
  await precede('agreements', sound, 501, (number) => ({ reference: `BAD-${number}`, endsOn: '2026-06-08', terms }));

  const said = await messagesOf(endAgreementsSweep.run(context, { now: new Date('2026-06-10T12:00:00Z') }));

  expect(said).toHaveLength(501);
  expect(new Set(said.map((message) => /europe.nowhere/i.test(message)))).toEqual(new Set([true]));
  expect((await data.agreements.find(sound._id))?.state).toBe('ended');
  expect((await data.agreements.find(waiting._id))?.state).toBe('ending');
});

test('contacts that cannot be asked, more than a turn takes: each is said once, and one behind them is asked in the same turn', async () => {
  const { context } = testbed;
  const { controller } = await registerAgreement(testbed, { reference: 'ASKED' });
  const contacts = controller.contacts.map((contact) => ({ ...contact, checkAt: new Date('2027-06-01'), unheardOf: true }));
  await precede('controllers', controller, 201, () => ({ contacts }));

  const said = await messagesOf(contactCheckSweep.run(context, { now: new Date('2027-06-02T08:00:00Z') }));

  expect(said).toHaveLength(201);
  const asked = await testbed.dependencies.data.controllers.find(controller._id);
  expect(asked?.contacts.map(({ checkAt }) => checkAt.toISOString())).toEqual(['2028-06-01T22:00:00.000Z']);
});

test('reports that still wait, more than a turn takes: one behind them whose sending has been recorded is applied in the same turn', async () => {
  const { context } = testbed;
  const now = await testbed.now();
  const [planned, sent] = [await sentNotice(testbed, 'PLANNED', { sent: false }), await sentNotice(testbed, 'SENT', { sent: false })];
  const [first] = await sent.sendings();
  await recordReport(context, { report: reportOn(first?._id ?? ''), now });
  const [report] = await sent.reports();
  const [waitsFor] = await planned.sendings();
  if (!report) throw new Error('the report did not wait');
  const early = { sendingId: waitsFor?._id, receivedAt: new Date(report.receivedAt.getTime() - 1_000) };
  await precede('deliveryReports', report, 201, (number) => ({ ...early, dedupeKey: `early-${number}` }));
  await testbed.dependencies.mongoConnection
    .collection('sendings')
    .updateOne({ _id: first?._id as never }, { $set: { state: 'handedOver', nextAttemptAt: null } });

  await sweepWaitingReports(context, { now });

  expect(await sent.reports()).toMatchObject([{ outcome: 'applied' }]);
  expect(new Set((await planned.reports()).map(({ outcome }) => outcome))).toEqual(new Set(['waiting']));
});
