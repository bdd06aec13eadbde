import { confirmObjection } from '../../src/workflows/objections/confirmObjection';
import { decideObjection } from '../../src/workflows/objections/decideObjection';
import { prepareObjection } from '../../src/workflows/objections/prepareObjection';
import { addition, expectValue, publish, registerAgreement, registerInUse } from '../support/register';
import { createTestbed, type Testbed } from '../support/testbed';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
});
afterAll(() => testbed.close());

test('a replacement upheld against after effect: the new one leaves the annex and the old one is in force again', async () => {
  const { context, dependencies } = testbed;
  const old = await registerInUse(testbed, { legalName: 'Gamle Drift AS', organisationNumber: '310000018' });
  const { agreement, controller } = await registerAgreement(testbed, { reference: 'REPLACED', annex: [old._id] });
  const change = await publish(testbed, addition({ type: 'replace', replacesId: old._id }));
  await testbed.advanceTo('2026-07-06T08:00:00Z');
  const namesInForce = async () =>
    (await dependencies.data.annexes.listEntries(agreement._id))
      .filter(({ inForceUntil }) => !inForceUntil)
      .map(({ details }) => details.legalName);
  expect(await namesInForce()).toEqual(['Skybygg AS']);

  const [notice] = await dependencies.data.notices.findFor(change._id, [agreement._id]);
  const actor = { kind: 'controller', noticeId: notice?._id ?? '', contactId: controller.contacts[0]?.id ?? '' } as const;
  const now = await testbed.now();
  const answers = { grounds: 'Dette oppdaget vi for sent.', name: 'Personvernombudet', title: 'Rådgiver' };
  const { draftId } = expectValue(await prepareObjection(context, { actor, now, answers, postedAt: [now] }));
  const { reference } = expectValue(await confirmObjection(context, { actor, now, draftId }));
  const objection = await dependencies.data.objections.findByReference(reference);
  expect(objection).toMatchObject({ state: 'late' });
  const dpo = testbed.person('dpo');
  const input = { event: 'uphold', version: objection?.version ?? 0 } as const;
  expectValue(await decideObjection(context, { actor: dpo, now, objectionId: objection?._id ?? '', input }));

  expect(await namesInForce()).toEqual(['Gamle Drift AS']);
});
