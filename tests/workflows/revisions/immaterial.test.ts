import { migrate } from '../../../src/data/migrations/migrate';
import { migrations } from '../../../src/data/migrations/migrations';
import { contentHashOf } from '../../../src/mail/noticeHash';
import { withdrawChange } from '../../../src/workflows/changes/withdrawChange';
import { addition, completeSubprocessor, expectValue, publish, registerAgreement } from '../../support/register';
import { revise } from '../../support/revision';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
});
afterAll(() => testbed.close());

test('an immaterial correction: told once, clocks and hash untouched, the effect on the later day and with the corrected facts', async () => {
  const { agreement, controller } = await registerAgreement(testbed, { reference: 'WAITS', contacts: 2 });
  const { _id: changeId } = await publish(testbed, addition({ plannedEffectiveOn: '2026-07-06' }));
  const { data } = testbed.context;
  const [before] = await data.notices.findFor(changeId, [agreement._id]);
  await testbed.advanceTo('2026-06-10T08:00:00Z');

  const address = 'Havnegata 10, 7010 Trondheim';
  const corrected = { subprocessor: { address }, plannedEffectiveOn: '2026-07-13' };
  const published = await revise(testbed, changeId, { ...corrected, immaterial: true });
  expect(published).toMatchObject({ revision: 2, noticesRevision: 1, publication: { material: false }, plannedEffectiveOn: '2026-07-13' });
  await testbed.settle();
  await testbed.settle();

  const [notice] = await data.notices.findFor(changeId, [agreement._id]);
  const { content, contentHash, commonHash, deadlines, approvals } = before ?? {};
  expect(notice).toMatchObject({ _id: before?._id, revision: 1, content, contentHash, commonHash, deadlines, approvals });
  expect(notice).toMatchObject({
    announcedEffectiveOn: '2026-07-13',
    corrections: [
      { revision: 2, before: { plannedEffectiveOn: '2026-07-06' }, facts: { plannedEffectiveOn: '2026-07-13', details: { address } } },
    ],
  });
  const [correction] = notice?.corrections ?? [];
  expect(correction?.contentHash).toBe(contentHashOf(correction?.commonHash ?? '', { ...before?.content, ...correction?.facts } as never));
  const contacts = controller.contacts.map(({ email }) => email);
  for (const to of contacts) {
    const told = (await testbed.mailbox({ to })).filter(({ subject }) => subject?.startsWith('Rettelse'));
    expect(told).toHaveLength(1);
    for (const words of ['Havnegata 1,', address, '6. juli 2026', '13. juli 2026', 'Fristene er de samme'])
      expect(told[0]?.text).toContain(words);
  }

  await testbed.advanceTo('2026-07-12T08:00:00Z');
  expect((await data.notices.find(notice?._id ?? ''))?.effect).toBe('pending');
  await testbed.advanceTo('2026-07-13T08:00:00Z');
  expect(await data.notices.find(notice?._id ?? '')).toMatchObject({ effect: 'inEffect', inEffectSince: '2026-07-13' });
  expect(await data.annexes.listEntries(agreement._id)).toMatchObject([{ details: { address } }]);
  const subjects = (await testbed.mailbox({ to: contacts[0] })).map(({ subject }) => subject ?? '');
  expect(subjects.filter((subject) => /ikke i kraft|Ny dag/.test(subject))).toEqual([]);
  // The reminder after it states the corrected day, and that it is one.
  const reminder = (await testbed.mailbox({ to: contacts[0] })).filter(({ subject }) => subject?.startsWith('Påminnelse')).at(-1);
  expect(reminder?.text).toContain('13. juli 2026');
  expect(reminder?.text).toContain('Det sto feil i varselet');
});

test('a correction and then a withdrawal: everybody is told of it once', async () => {
  const services = ['arkiv'];
  await registerAgreement(testbed, { reference: 'ONCE', services });
  const { organisationNumber: _, ...subprocessor } = completeSubprocessor;
  const input = addition({
    services,
    plannedEffectiveOn: '2026-09-01',
    subprocessor: { ...subprocessor, services, legalName: 'Arkivskyen AS' },
  });
  const { _id: changeId } = await publish(testbed, input);
  await revise(testbed, changeId, { subprocessor: { legalName: 'Arkivskyen Norge AS' } });
  await testbed.settle();
  const act = { actor: testbed.person('dpo'), now: await testbed.now(), changeId, note: 'Leverandøren trakk seg.' };
  expectValue(await withdrawChange(testbed.context, act));
  await testbed.settle();

  const subjects = (await testbed.mailbox({ to: 'contact@once.example' })).map(({ subject }) => subject ?? '');
  expect(subjects.map((subject) => subject.split(' ')[0])).toEqual(['Varsel:', 'Rettet', 'Endringen']);
  const effects = await testbed.dependencies.mongoConnection.collection('notices').find({ changeId }).toArray();
  expect(effects.map(({ effect }) => effect).sort()).toEqual(['cancelled', 'superseded']);
});

test('what an older release published: it is the first revision, and its notices count', async () => {
  const { mongoConnection, data } = testbed.dependencies;
  const services = ['drift'];
  const { agreement } = await registerAgreement(testbed, { reference: 'OLDER', services });
  const { organisationNumber: _, ...subprocessor } = completeSubprocessor;
  const input = addition({
    services,
    plannedEffectiveOn: '2026-09-01',
    subprocessor: { ...subprocessor, services, legalName: 'Driftskyen AS' },
  });
  const { _id: changeId, publishedAt } = await publish(testbed, input);
  const ofChange = { noticesRevision: '', publication: '', proposed: '', revisions: '' };
  await mongoConnection.collection('changes').updateOne({ _id: changeId as never }, { $unset: ofChange });
  await mongoConnection
    .collection('notices')
    .updateMany({ changeId }, { $unset: { corrections: '', supersededBy: '', carriedObjection: '' } });
  const earlier = migrations.filter(({ id }) => id < '0009').map(({ id }) => id);
  const version = (await data.settings.find('migrations'))?.version ?? 0;
  await data.settings.write('migrations', { applied: earlier, owner: null, until: null }, version);

  await migrate(mongoConnection, data.settings);

  expect(await data.changes.find(changeId)).toMatchObject({
    noticesRevision: 1,
    publication: { at: publishedAt, material: true, reasonForRevision: null },
    proposed: null,
    revisions: [],
  });
  await revise(testbed, changeId, { subprocessor: { locations: [{ country: 'SE', kind: 'storage' }] } });
  await testbed.settle();
  const [notice] = await data.notices.findFor(changeId, [agreement._id]);
  expect(notice).toMatchObject({ revision: 2, content: { revised: { revision: 1 } } });
});
