import { agreementEnd, agreementPatch } from '../../src/schemas/agreements';
import { subprocessorPatch } from '../../src/schemas/subprocessors';
import { endAgreement } from '../../src/workflows/registry/endAgreement';
import { updateAgreement } from '../../src/workflows/registry/updateAgreement';
import { updateSubprocessor } from '../../src/workflows/registry/updateSubprocessor';
import { addition, completeSubprocessor, draft, publish, registerAgreement } from '../support/register';
import { admin, placesOf, refusalOf, resultOf } from '../support/registry';
import { createTestbed, type Testbed } from '../support/testbed';

let testbed: Testbed;

beforeEach(async () => {
  testbed = await createTestbed({ now: '2026-06-01T08:00:00Z' });
});
afterEach(async () => {
  await testbed.close();
});

/** Published and received on 2026-06-01; planned for 2026-07-01. */
async function publishedWithoutContract() {
  return publish(testbed, addition({ subprocessor: { ...completeSubprocessor, contract: null } as never }));
}
const noticeOf = async (changeId: string, agreementId: string) =>
  (await testbed.dependencies.data.notices.findFor(changeId, [agreementId]))[0];
const act = async () => ({ actor: admin, now: await testbed.now() });

test('recording the contract lets take effect at once what waited for nothing else', async () => {
  const { agreement } = await registerAgreement(testbed, { reference: 'A-1' });
  const change = await publishedWithoutContract();
  await testbed.advanceTo('2026-07-02T08:00:00Z');
  expect(await noticeOf(change._id, agreement._id)).toMatchObject({ effect: 'held', heldReasons: ['contract-missing'] });

  const patch = subprocessorPatch.parse({ contract: { signedOn: '2026-07-02', reference: 'DPA-18' } });
  resultOf(await updateSubprocessor(testbed.context, { ...(await act()), subprocessorId: change.subprocessorId, patch }));
  expect(await noticeOf(change._id, agreement._id)).toMatchObject({ effect: 'inEffect', inEffectSince: '2026-07-02' });
  expect((await testbed.dependencies.data.changes.find(change._id))?.status).toBe('completed');
});

test('a subprocessor of a draft can be patched, one of a submitted or published change cannot', async () => {
  await registerAgreement(testbed, { reference: 'A-1' });
  const { subprocessorId } = await draft(testbed, addition({ subprocessor: { ...completeSubprocessor, legalName: 'Utkast AS' } as never }));
  const patch = subprocessorPatch.parse({ address: 'Annen gate 2, 7010 Trondheim' });
  expect(resultOf(await updateSubprocessor(testbed.context, { ...(await act()), subprocessorId, patch })).address).toBe(patch.address);

  const published = await publishedWithoutContract();
  const refusal = refusalOf(
    await updateSubprocessor(testbed.context, { ...(await act()), subprocessorId: published.subprocessorId, patch }),
  );
  expect(refusal.code).toBe('in-force');
  expect(placesOf(refusal)).toEqual(['/address change-it-by-a-change']);
});

test('new terms leave the clock of a notice that is out alone, and its annex can no longer be corrected by hand', async () => {
  const { agreement } = await registerAgreement(testbed, { reference: 'A-1' });
  const change = await publishedWithoutContract();
  const before = await noticeOf(change._id, agreement._id);
  expect(before?.deadlines?.earliestEffectiveOn).toBe('2026-06-30');

  const terms = agreementPatch.parse({ preset: 'dfo-2020-general' });
  resultOf(await updateAgreement(testbed.context, { ...(await act()), agreementId: agreement._id, patch: terms }));
  expect(await noticeOf(change._id, agreement._id)).toEqual(before);
  for (const [pointer, patch] of [
    ['/annex', { annex: [change.subprocessorId] }],
    ['/signedOn', { signedOn: '2024-01-01' }],
  ] as const) {
    const refusal = refusalOf(
      await updateAgreement(testbed.context, { ...(await act()), agreementId: agreement._id, patch: agreementPatch.parse(patch) }),
    );
    expect({ code: refusal.code, places: placesOf(refusal) }).toEqual({ code: 'in-force', places: [`${pointer} annex-in-use`] });
  }
});

test('an agreement that has ended is let go by the changes that run, and the others go on', async () => {
  const ended = await registerAgreement(testbed, { reference: 'A-1' });
  const going = await registerAgreement(testbed, { reference: 'A-2' });
  const change = await publish(testbed, addition());
  const input = agreementEnd.parse({ endsOn: '2026-06-10' });
  resultOf(await endAgreement(testbed.context, { ...(await act()), agreementId: ended.agreement._id, input }));
  await testbed.advanceTo('2026-07-02T08:00:00Z');
  expect((await testbed.dependencies.data.agreements.find(ended.agreement._id))?.state).toBe('ended');
  expect((await noticeOf(change._id, ended.agreement._id))?.effect).toBe('cancelled');
  expect(await noticeOf(change._id, going.agreement._id)).toMatchObject({ effect: 'inEffect', inEffectSince: '2026-07-01' });
});
