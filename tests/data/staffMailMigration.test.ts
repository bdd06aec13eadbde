import { migrate } from '../../src/data/migrations/migrate';
import { migrations } from '../../src/data/migrations/migrations';
import { registerAgreement } from '../support/register';
import { createTestbed, type Testbed } from '../support/testbed';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed();
});
afterAll(() => testbed.close());

test('users, agreements and mail of an older release: they get a digest, no hold, no reader on the staff; service mail is found by retention', async () => {
  const { mongoConnection, data } = testbed.dependencies;
  const { agreement } = await registerAgreement(testbed, { reference: 'OLD' });
  const collection = (name: string) => mongoConnection.collection<{ _id: string }>(name);
  await collection('users').updateMany({}, { $unset: { digest: '', disabledAt: '' } });
  await collection('users').updateOne({ email: 'auditor@forvarsel.example' } as object, { $set: { disabled: true } });
  await collection('agreements').updateMany({}, { $unset: { retentionHold: '' } });
  const kinds = ['reminder', 'notice'];
  await collection('sendings').insertMany(kinds.map((kind) => ({ _id: kind, dedupeKey: kind, kind, state: 'accepted' })));
  const before = migrations.findIndex(({ id }) => id.startsWith('0011'));
  const applied = migrations.filter((_, index) => index !== before).map(({ id }) => id);
  await data.settings.write('migrations', { applied, owner: null, until: null }, (await data.settings.find('migrations'))?.version ?? 0);

  await migrate(mongoConnection, data.settings);

  expect(await data.accounts.findUserByEmail('dpo@forvarsel.example')).toMatchObject({ digest: true, disabledAt: null });
  expect((await data.accounts.findUserByEmail('auditor@forvarsel.example'))?.disabledAt).toBeInstanceOf(Date);
  expect((await data.agreements.find(agreement._id))?.retentionHold).toBeNull();
  expect(await data.sendings.find('reminder')).toMatchObject({ staffUserId: null, bodyKept: true });
  expect(await data.sendings.find('notice')).not.toHaveProperty('bodyKept');
});
