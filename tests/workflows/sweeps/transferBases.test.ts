import { transferBasisSweep } from '../../../src/workflows/sweeps/transferBasisSweep';
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

test('an entry that cannot be looked at: said, it keeps back no other, and it alone is looked at again that day', async () => {
  const { data } = testbed.dependencies;
  const agreements = testbed.dependencies.mongoConnection.collection('agreements');
  const lapsing = await registerInUse(testbed, { ...british, legalName: 'Tyne Ltd' });
  const broken = (await registerAgreement(testbed, { reference: 'BROKEN', annex: [lapsing._id] })).agreement;
  const sound = (await registerAgreement(testbed, { reference: 'SOUND', annex: [lapsing._id] })).agreement;
  const zone = (timeZone: string) => agreements.updateOne({ _id: broken._id as never }, { $set: { 'terms.timeZone': timeZone } });
  const suspended = async ({ _id }: { _id: string }) => (await data.annexes.findInForce(_id, lapsing._id))?.suspended?.on ?? null;
  const now = new Date('2032-01-05T08:00:00Z');
  // In force since before the decision ran out, as if signed long ago.
  await testbed.dependencies.mongoConnection
    .collection('annexEntries')
    .updateMany({ subprocessorId: lapsing._id }, { $set: { inForceFrom: '2030-01-01' } });

  await zone('Europe/Nowhere');
  await expect(transferBasisSweep.run(testbed.context, { now })).rejects.toThrow(/europe.nowhere/i);
  expect([await suspended(broken), await suspended(sound)]).toEqual([null, '2032-01-05']);
  await expect(transferBasisSweep.run(testbed.context, { now })).rejects.toThrow(/europe.nowhere/i);
  await zone('Europe/Oslo');
  await transferBasisSweep.run(testbed.context, { now });
  expect(await suspended(broken)).toBe('2032-01-05');
});
