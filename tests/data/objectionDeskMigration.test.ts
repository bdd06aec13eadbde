import { migrate } from '../../src/data/migrations/migrate';
import { migrations } from '../../src/data/migrations/migrations';
import { createTestbed, type Testbed } from '../support/testbed';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-01T08:00:00Z' });
});
afterAll(() => testbed.close());

const noticeId = 'a'.repeat(24);
const objectionOf = (reference: string, open: boolean) => ({
  _id: reference.repeat(24),
  reference,
  noticeId,
  open,
  createdAt: new Date('2026-05-01T10:00:00Z'),
  grounds: [
    { text: 'By letter', enteredBy: { personId: 'p', name: 'DPO', channel: 'letter' } },
    { text: 'By link', enteredBy: null },
  ],
  proposals: [{ id: 'one', answer: 'declined' }],
});

test('documents and objections of an older release: the staff attached them, and what was entered of an open one waits for a second person', async () => {
  const { mongoConnection, data } = testbed.dependencies;
  const bytes = Buffer.from('%PDF-1.7');
  const document = { name: 'brev.pdf', type: 'application/pdf', size: 8, sha256: '00', bytes, at: new Date() };
  await mongoConnection
    .collection<{ _id: string }>('documents')
    .insertOne({ _id: 'd'.repeat(24), ...document, uploadedBy: { personId: 'p', name: 'DPO' }, about: { noticeId } } as never);
  await mongoConnection.collection('objections').insertMany([objectionOf('b', true), objectionOf('c', false)] as never);
  await data.settings.write(
    'migrations',
    { applied: migrations.slice(0, 6).map(({ id }) => id), owner: null, until: null },
    (await data.settings.find('migrations'))?.version ?? 0,
  );

  await migrate(mongoConnection, data.settings);

  expect(await data.documents.listOfNotice(noticeId)).toMatchObject([
    {
      uploadedBy: { kind: 'person', personId: 'p', name: 'DPO' },
      audience: 'processor',
      about: { noticeId, objectionId: null, changeId: null, agreementId: null },
    },
  ]);
  const [open, ended] = await data.objections.listOfNotices([noticeId]);
  expect(open?.grounds).toMatchObject([
    { text: 'By letter', documentIds: [], entry: { state: 'waiting', enteredAt: new Date('2026-05-01T10:00:00Z'), checkedBy: null } },
    { text: 'By link', documentIds: [], entry: null },
  ]);
  expect(open?.proposals).toMatchObject([{ id: 'one', answer: 'declined', documentIds: [], counter: null }]);
  expect(ended?.grounds).toMatchObject([{ entry: null }, { entry: null }]);
});
