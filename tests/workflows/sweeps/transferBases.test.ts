import { textOf } from '../../support/contactBrowser';
import { registerAgreement, registerInUse } from '../../support/register';
import { staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2031-12-20T08:00:00Z' });
});
afterAll(() => testbed.close());

const british = {
  locations: [{ country: 'GB', kind: 'processing' as const }],
  transferBasis: [{ country: 'GB', basis: 'adequacy' as const, reference: null }],
  organisationNumber: null,
};

test('an adequacy decision that runs out suspends what rested on it, once, and a mended chain resumes it', async () => {
  const { data } = testbed.dependencies;
  const lapsing = await registerInUse(testbed, { ...british, legalName: 'Thames Ltd' });
  const never = await registerInUse(testbed, {
    ...british,
    legalName: 'Shield Inc',
    locations: [{ country: 'US', kind: 'storage' }],
    transferBasis: [{ country: 'US', basis: 'privacy-shield', reference: null }],
  });
  const standing = await registerInUse(testbed, {
    ...british,
    legalName: 'Severn Ltd',
    transferBasis: [{ country: 'GB', basis: 'scc-46-2-c', reference: 'TIA-1' }],
  });
  const { agreement } = await registerAgreement(testbed, { reference: 'GB-1', annex: [lapsing._id, never._id, standing._id] });
  const lines = async () =>
    (await data.annexes.listLines(agreement._id)).map(({ kind, subprocessorName, on }) => [kind, subprocessorName, on]);
  await testbed.advanceTo('2031-12-27T20:00:00Z');
  expect(await lines()).toEqual([]);

  await testbed.advanceTo('2031-12-29T08:00:00Z');
  expect(await lines()).toEqual([['suspended', 'Thames Ltd', '2031-12-28']]);
  expect(await data.annexes.findInForce(agreement._id, lapsing._id)).toMatchObject({ suspended: { reasons: ['transfer-basis-missing'] } });
  const dpo = await staffBrowser(testbed, 'dpo');
  expect(textOf((await dpo.get('/desk')).text)).toContain('Thames Ltd er stanset for GB-1');

  await testbed.dependencies.mongoConnection
    .collection('annexEntries')
    .updateOne(
      { subprocessorId: lapsing._id, inForceUntil: null },
      { $set: { 'details.transferBasis': [{ country: 'GB', basis: 'bcr', reference: 'BCR-7' }] } },
    );
  await testbed.advanceTo('2031-12-30T08:00:00Z');
  expect(await lines()).toEqual([
    ['suspended', 'Thames Ltd', '2031-12-28'],
    ['resumed', 'Thames Ltd', '2031-12-30'],
  ]);
});
