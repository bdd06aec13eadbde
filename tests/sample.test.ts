import { calendarDate } from '../src/domain/calendar/calendarDate';
import { privacyShieldFlags } from '../src/domain/transfer/transferBasis';
import { pendelAnnexB2 } from '../src/sample/pendelAnnexB2';
import { newMailProvider, plannedDay } from '../src/sample/sampleChange';
import { videonorAnnexA } from '../src/sample/videonorAnnexA';
import { loadSampleDataOnce } from '../src/sampleData';
import { previewChange } from '../src/workflows/changes/previewChange';
import { submitChange } from '../src/workflows/changes/submitChange';
import { registerSubprocessor } from '../src/workflows/registry/registerSubprocessor';
import { admin, resultOf } from './support/registry';
import { createTestbed, type Testbed } from './support/testbed';

const everything = { limit: 1_000 };
const open: Testbed[] = [];

/** A portal that loads the sample, at an ordinary instant of its demo clock. */
async function sampleTestbed(env: Record<string, string> = { SAMPLE_DATA: 'seeds' }): Promise<Testbed> {
  const testbed = await createTestbed({ now: '2026-03-10T09:00:00Z', env });
  open.push(testbed);
  return testbed;
}

afterAll(async () => {
  for (const testbed of open) await testbed.close();
});

async function countsOf({ dependencies: { data } }: Testbed) {
  const lists = [
    data.subprocessors.list(everything),
    data.controllers.list(everything),
    data.agreements.list(everything),
    data.changes.list(everything),
  ];
  const [subprocessors, controllers, agreements, changes] = (await Promise.all(lists)).map(({ items }) => items.length);
  return { subprocessors, controllers, agreements, changes };
}

describe('the sample', () => {
  let testbed: Testbed;
  beforeAll(async () => {
    testbed = await sampleTestbed();
    await loadSampleDataOnce(testbed.dependencies);
  });

  test('holds the seven and the three of the real annexes, a dozen controllers and one draft', async () => {
    expect(await countsOf(testbed)).toEqual({ subprocessors: 11, controllers: 14, agreements: 15, changes: 1 });
    const { items } = await testbed.dependencies.data.subprocessors.list(everything);
    expect(items.filter(({ status }) => status === 'inUse').map(({ legalName }) => legalName)).toEqual(
      [...videonorAnnexA, ...pendelAnnexB2].map(({ legalName }) => legalName),
    );
  });

  test('flags Privacy Shield where Annex A says yes', async () => {
    const { items } = await testbed.dependencies.data.subprocessors.list(everything);
    const flagged = items.filter(({ transferBasis }) => privacyShieldFlags(transferBasis, calendarDate('2026-03-10')).length > 0);
    expect(flagged.map(({ legalName }) => legalName)).toEqual(['Amazon Web Services, Inc', 'Twilio Inc', 'Wildbit LLC']);
  });

  test('gives each agreement the annex of its kind, in force from the day it was signed', async () => {
    const { data } = testbed.dependencies;
    const { items } = await data.agreements.list(everything);
    for (const agreement of items) {
      const expected = agreement.preset === 'videonor' ? videonorAnnexA : pendelAnnexB2;
      const entries = await data.annexes.listEntries(agreement._id);
      expect(entries.map(({ details }) => details.legalName).sort()).toEqual(expected.map(({ legalName }) => legalName).sort());
      expect(entries.every(({ inForceFrom }) => inForceFrom === agreement.signedOn)).toBe(true);
    }
    expect(new Set(items.map(({ preset }) => preset))).toEqual(new Set(['videonor', 'dfo-2020-general', 'dfo-2020-specific']));
    expect(items.filter(({ services }) => services.length === 1).length).toBeGreaterThan(2);
  });

  test('writes to made-up addresses only', async () => {
    const { data } = testbed.dependencies;
    const { items } = await data.controllers.list(everything);
    for (const { email } of items.flatMap(({ contacts }) => contacts)) expect(email).toMatch(/\.example$/);
  });

  test('has a draft by the publisher that affects both kinds and can be submitted as it is', async () => {
    const { data } = testbed.dependencies;
    const [change] = (await data.changes.list(everything)).items;
    const publisher = await data.accounts.findUserByEmail('publisher@forvarsel.example');
    expect(change).toMatchObject({
      status: 'draft',
      authorIds: [publisher?._id],
      plannedEffectiveOn: '2026-05-01',
      details: { legalName: newMailProvider },
    });
    const now = await testbed.now();
    const preview = resultOf(await previewChange(testbed.context, { changeId: change?._id ?? '', now }));
    expect(preview.problems).toEqual([]);
    const affected = await data.agreements.findMany(preview.agreements.map(({ agreementId }) => agreementId));
    expect(new Set(affected.map(({ preset }) => preset))).toEqual(new Set(['videonor', 'dfo-2020-general']));
    const submitted = resultOf(
      await submitChange(testbed.context, { actor: testbed.person('publisher', publisher?._id), now, changeId: change?._id ?? '' }),
    );
    expect(submitted.status).toBe('inReview');
  });

  test('is not loaded again, also when something of it has been removed', async () => {
    const { data, mongoConnection } = testbed.dependencies;
    await mongoConnection.collection('agreements').deleteMany({});
    await loadSampleDataOnce(testbed.dependencies);
    expect((await data.agreements.list(everything)).items).toEqual([]);
  });
});

test('a load that was killed half way is completed, with nothing twice', async () => {
  const testbed = await sampleTestbed();
  const [first, second] = videonorAnnexA;
  for (const input of [first, second]) {
    if (input)
      resultOf(await registerSubprocessor(testbed.context, { actor: admin, now: await testbed.now(), input, allowIncomplete: true }));
  }
  await loadSampleDataOnce(testbed.dependencies);
  const whole = await countsOf(testbed);
  await testbed.dependencies.mongoConnection.collection('settings').deleteOne({ _id: 'sampleData' as never });
  await loadSampleDataOnce(testbed.dependencies);
  expect(await countsOf(testbed)).toEqual(whole);
  expect(whole).toEqual({ subprocessors: 11, controllers: 14, agreements: 15, changes: 1 });
});

test('nothing is loaded where SAMPLE_DATA is none', async () => {
  const testbed = await sampleTestbed({ SAMPLE_DATA: 'none' });
  await loadSampleDataOnce(testbed.dependencies);
  expect(await countsOf(testbed)).toEqual({ subprocessors: 0, controllers: 0, agreements: 0, changes: 0 });
});

test.each([
  ['2026-03-10', '2026-05-01'],
  ['2026-03-12', '2026-05-01'],
  ['2026-03-13', '2026-06-01'],
  ['2026-11-22', '2027-02-01'],
])('the draft of %s is planned for %s: the first of a month, at least fifty days ahead', (today, planned) => {
  expect(plannedDay(calendarDate(today))).toBe(planned);
});
