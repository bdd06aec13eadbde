import type { Buffer as NodeBuffer } from 'node:buffer';
import { termsPresets } from '../../src/domain/terms/presets';
import { type ImportReport, importAgreements } from '../../src/workflows/import/importAgreements';
import { createAgreement } from '../../src/workflows/registry/createAgreement';
import { createController } from '../../src/workflows/registry/createController';
import { endAgreement } from '../../src/workflows/registry/endAgreement';
import { registerSubprocessor } from '../../src/workflows/registry/registerSubprocessor';
import { aController, admin, anAgreement, aSubprocessor, refusalOf, resultOf } from '../support/registry';
import { createTestbed } from '../support/testbed';

type Testbed = Awaited<ReturnType<typeof createTestbed>>;

const now = new Date('2026-03-01T09:00:00Z');
const act = { actor: admin, now };
let testbed: Testbed;

beforeAll(async () => {
  testbed = await createTestbed();
});
afterAll(async () => {
  await testbed.close();
});

const header = 'controller;organisationNumber;agreement;preset;services;signedOn;contactEmail;contactName;locale';

let serial = 0;
/** Numbers and references that no other test uses. */
function fresh() {
  serial += 1;
  const number = String(310_000_000 + serial);
  return { number, name: `Kommune ${serial}`, reference: `DBA-${serial}`, email: `personvern@kommune-${serial}.example` };
}

async function importing(csv: string | NodeBuffer, dryRun = false) {
  return importAgreements(testbed.context, { ...act, csv: Buffer.from(csv as string), dryRun });
}
const imported = async (csv: string | NodeBuffer, dryRun = false) => resultOf(await importing(csv, dryRun));

/** What is wrong and where, without the words. */
async function errorsOf(csv: string | NodeBuffer): Promise<string[]> {
  const refusal = refusalOf(await importing(csv));
  expect(refusal.code).toBe('import-errors');
  const { errors } = refusal.extra as unknown as ImportReport;
  for (const { detail } of errors) expect(detail.nb && detail.en).toBeTruthy();
  return errors.map(({ row, column, code }) => `${row} ${column} ${code}`);
}

const stored = async (reference: string) => testbed.dependencies.data.agreements.findByReference(reference);

describe('a file that is right', () => {
  test('makes controllers, agreements, contacts in order and annexes, with an event for each and one for the run', async () => {
    const listed = resultOf(
      await registerSubprocessor(testbed.context, {
        ...act,
        input: aSubprocessor({ legalName: 'Import Drift AS', organisationNumber: '312 345 680' }),
      }),
    );
    const { number, name, reference, email } = fresh();
    const csv = [
      `${header};contactPurpose;annex;clause`,
      `${name};${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)};${reference};videonor;videomote opptak;2024-02-01;${email};Personvernombudet;nb;;312345680;Vedlegg 2`,
      `${name};${number};${reference};videonor;videomote opptak;2024-02-01;postmottak@kommune.example;;;;312345680;Vedlegg 2`,
      `${name};${number};${reference};videonor;videomote opptak;2024-02-01;${email};;;securityBreach;312345680;Vedlegg 2`,
    ].join('\n');
    expect(await imported(csv)).toEqual({ dryRun: false, rows: 3, added: 1, changed: 0, unchanged: 0, errors: [], errorsLeftOut: 0 });

    const agreement = await stored(reference);
    const controller = await testbed.dependencies.data.controllers.find(agreement?.controllerId ?? '');
    expect(agreement).toMatchObject({
      preset: 'videonor',
      terms: termsPresets.videonor,
      clause: 'Vedlegg 2',
      services: ['videomote', 'opptak'],
      signedOn: '2024-02-01',
    });
    expect(controller).toMatchObject({ name, organisationNumber: number });
    expect(controller?.contacts.map((contact) => [contact.email, contact.name, contact.locale, contact.purpose])).toEqual([
      [email, 'Personvernombudet', 'nb', 'subprocessorChanges'],
      ['postmottak@kommune.example', null, null, 'subprocessorChanges'],
      [email, null, null, 'securityBreach'],
    ]);
    expect(agreement?.contactIds).toEqual(controller?.contacts.slice(0, 2).map(({ id }) => id));
    expect(await testbed.dependencies.data.annexes.listEntries(agreement?._id ?? '')).toMatchObject([
      { subprocessorId: listed._id, inForceFrom: '2024-02-01' },
    ]);
    expect((await testbed.dependencies.data.subprocessors.find(listed._id))?.status).toBe('inUse');
    const events = await testbed.dependencies.data.auditEvents.latest(3);
    expect(events.map(({ type }) => type).sort()).toEqual(['agreement.created', 'controller.created', 'import.done']);
    expect(JSON.stringify(events.map(({ facts }) => facts))).not.toContain('@');
  });

  test('imported again changes nothing; with one name changed it changes the agreements that name the contact', async () => {
    const [one, two] = [fresh(), fresh()];
    const file = (title: string) =>
      [
        header,
        `${one.name};${one.number};${one.reference};videonor;videomote;2024-02-01;${one.email};${title};nb`,
        `${one.name};${one.number};${one.reference}-b;dfo-2020-general;pendel;2024-02-01;arkiv@kommune.example;Arkivet;nb`,
        `${two.name};${two.number};${two.reference};videonor;videomote;2024-02-01;${two.email};Arkivet;en`,
      ].join('\n');
    expect(await imported(file('Personvernombudet'))).toMatchObject({ added: 3, changed: 0, unchanged: 0 });
    const before = await stored(one.reference);
    expect(await imported(file('Personvernombudet'))).toMatchObject({ added: 0, changed: 0, unchanged: 3 });
    expect(await stored(one.reference)).toEqual(before);
    expect(await imported(file('Personvernrådgiveren'))).toMatchObject({ added: 0, changed: 1, unchanged: 2 });
    expect(await imported(file('Personvernrådgiveren').replaceAll(one.name, `${one.name} og omegn`))).toMatchObject({
      changed: 2,
      unchanged: 1,
    });
  });

  test('tried dry tells the same counts and stores nothing', async () => {
    const { number, name, reference, email } = fresh();
    const csv = `${header}\n${name};${number};${reference};videonor;videomote;2024-02-01;${email};;`;
    expect(await imported(csv, true)).toMatchObject({ dryRun: true, rows: 1, added: 1 });
    expect(await stored(reference)).toBeNull();
    expect(await testbed.dependencies.data.controllers.findByOrganisationNumber(number)).toEqual([]);
  });

  test('is read with a byte order mark, CRLF, commas, quotes, line breaks in a field, columns in any order, and blank rows', async () => {
    const { number, reference, email } = fresh();
    const columns = 'locale,contactName,contactEmail,signedOn,services,preset,agreement,organisationNumber,controller';
    const row = `EN,"Legal, ""Privacy""",${email},2024-02-01,videomote,videonor,${reference},${number},"Ås; Æra, Øy"`.replace('EN', 'en');
    await imported(Buffer.from(`\ufeff${columns}\r\n\r\n,,,,,,,,\r\n${row}\r\n`, 'utf8'));
    const agreement = await stored(reference);
    const controller = await testbed.dependencies.data.controllers.find(agreement?.controllerId ?? '');
    expect(controller).toMatchObject({ name: 'Ås; Æra, Øy', contacts: [{ name: 'Legal, "Privacy"', locale: 'en' }] });
  });

  test('can carry terms of its own as JSON', async () => {
    const { number, name, reference, email } = fresh();
    const terms = { ...termsPresets.videonor, notice: { ...termsPresets.videonor.notice, period: { length: 45, unit: 'days' } } };
    const csv = `${header};terms\n${name};${number};${reference};;videomote;2024-02-01;${email};;;"${JSON.stringify(terms).replaceAll('"', '""')}"`;
    await imported(csv);
    expect(await stored(reference)).toMatchObject({ preset: null, terms, clause: null });
  });

  test('finds controllers by number, else by name, and gives a number to one that had none', async () => {
    const [numbered, named] = [fresh(), fresh()];
    const byNumber = resultOf(
      await createController(testbed.context, {
        ...act,
        input: aController({ name: 'Gammelt navn', organisationNumber: numbered.number }),
      }),
    );
    const byName = resultOf(
      await createController(testbed.context, { ...act, input: aController({ name: named.name, organisationNumber: null }) }),
    );
    const csv = [
      header,
      `${numbered.name};${numbered.number};${numbered.reference};videonor;videomote;2024-02-01;${numbered.email};;`,
      `${named.name};${named.number};${named.reference};videonor;videomote;2024-02-01;${named.email};;`,
      `${named.name};;${named.reference}-b;videonor;videomote;2024-02-01;${named.email};;`,
    ].join('\n');
    expect(await imported(csv)).toMatchObject({ added: 3 });
    const { controllers } = testbed.dependencies.data;
    expect(await controllers.find(byNumber._id)).toMatchObject({ name: numbered.name, version: 2 });
    const found = await controllers.find(byName._id);
    expect(found).toMatchObject({ organisationNumber: named.number, version: 2 });
    expect(found?.contacts.map(({ email }) => email)).toEqual(['personvern@nordvik-kommune.example', named.email]);
    expect((await stored(`${named.reference}-b`))?.controllerId).toBe(byName._id);
  });

  test('completes a run that was cut short', async () => {
    const rows = Array.from({ length: 40 }, fresh).map(
      ({ number, name, reference, email }) => `${name};${number};${reference};videonor;videomote;2024-02-01;${email};;`,
    );
    await imported([header, ...rows.slice(0, 15)].join('\n'));
    expect(await imported([header, ...rows].join('\n'))).toMatchObject({ rows: 40, added: 25, changed: 0, unchanged: 15 });
  });

  test('imported twice at the same moment makes nothing twice', async () => {
    const rows = Array.from({ length: 20 }, fresh).map(
      ({ number, name, reference, email }) => `${name};${number};${reference};videonor;videomote;2024-02-01;${email};;`,
    );
    const csv = [header, ...rows].join('\n');
    const outcomes = await Promise.all([importing(csv), importing(csv)]);
    for (const outcome of outcomes) if (!outcome.ok) expect(outcome.refusal.code).toBe('stale-version');
    expect(await imported(csv)).toMatchObject({ added: 0, changed: 0, unchanged: 20 });
  });

  test('of thousands of rows with annexes is stored whole', async () => {
    const listed = resultOf(
      await registerSubprocessor(testbed.context, {
        ...act,
        input: aSubprocessor({ legalName: 'Mange Avtaler AS', organisationNumber: null }),
      }),
    );
    const rows = Array.from({ length: 5_000 }, fresh).map(
      ({ number, name, reference, email }) => `${name};${number};${reference};videonor;videomote;2024-02-01;${email};;;mange-avtaler-as`,
    );
    const report = await imported([`${header};annex`, ...rows].join('\n'));
    expect(report).toMatchObject({ rows: 5_000, added: 5_000 });
    expect(await testbed.dependencies.data.annexes.countInForce(listed._id)).toBe(5_000);
  });
});

describe('a file with an error', () => {
  test('names row and column of every error at once, as the spreadsheet shows them, and imports nothing', async () => {
    const [good, bad] = [fresh(), fresh()];
    const csv = [
      `${header};annex;terms`,
      `${good.name};${good.number};${good.reference};videonor;videomote;2024-02-01;${good.email};;;;`,
      '',
      `${bad.name};${bad.number};${bad.reference};vidonor;Video møte;2026-02-30;ikke-en-adresse;;norsk;;`,
      `"<b>${bad.name}\nlinje</b>";;;;;;;;;;`,
      `${good.name};${good.number};${good.reference}-b;videonor;videomote;2026-03-02;${good.email};;;;`,
      `${good.name};${good.number};${good.reference}-c;videonor;videomote;2024-02-01;${good.email};;;finnes-ikke;`,
      `${good.name};${good.number};${good.reference}-d;;videomote;2024-02-01;${good.email};;;;{authorisation}`,
      `${good.name};${good.number};${good.reference}-e;videonor;videomote;2024-02-01;${good.email};;;;{}`,
    ].join('\r\n');
    expect(await errorsOf(csv)).toEqual([
      '4 preset unknown-preset',
      '4 services invalid-service',
      '4 signedOn invalid-date',
      '4 contactEmail invalid-email',
      '4 locale not-one-of',
      '5 controller control-character',
      '5 agreement required',
      '5 services required',
      '5 signedOn required',
      '5 contactEmail required',
      '5 preset preset-or-terms',
      '6 signedOn in-the-future',
      '7 annex unknown-subprocessor',
      '8 terms not-json',
      '9 preset preset-or-terms',
    ]);
    expect(await stored(good.reference)).toBeNull();
    expect(await testbed.dependencies.data.controllers.findByOrganisationNumber(good.number)).toEqual([]);
  });

  test('says where inside the terms the error is', async () => {
    const { number, name, reference, email } = fresh();
    const terms = JSON.stringify({ ...termsPresets.videonor, calendar: 'SE' }).replaceAll('"', '""');
    const refusal = refusalOf(
      await importing(`${header};terms\n${name};${number};${reference};;videomote;2024-02-01;${email};;;"${terms}"`),
    );
    const { errors } = refusal.extra as unknown as ImportReport;
    expect(errors).toMatchObject([{ row: 2, column: 'terms', code: 'not-one-of', detail: { en: expect.stringMatching(/^calendar: /) } }]);
  });

  test.each([
    [
      'another name for the number',
      (f: ReturnType<typeof fresh>) => `Annet navn;${f.number};${f.reference};videonor;videomote;2024-02-01;a@b.example;;`,
      ['3 controller conflicts-with-row'],
    ],
    [
      'another preset',
      (f: ReturnType<typeof fresh>) => `${f.name};${f.number};${f.reference};dfo-2020-general;videomote;2024-02-01;a@b.example;;`,
      ['3 preset conflicts-with-row'],
    ],
    [
      'other services and another day',
      (f: ReturnType<typeof fresh>) => `${f.name};${f.number};${f.reference};videonor;opptak;2024-02-02;a@b.example;;`,
      ['3 services conflicts-with-row', '3 signedOn conflicts-with-row'],
    ],
    [
      'the same contact again',
      (f: ReturnType<typeof fresh>) => `${f.name};${f.number};${f.reference};videonor;videomote;2024-02-01;${f.email.toUpperCase()};;`,
      ['3 contactEmail repeated'],
    ],
    [
      'another name for the contact',
      (f: ReturnType<typeof fresh>) => `${f.name};${f.number};${f.reference}-b;videonor;videomote;2024-02-01;${f.email};Noen andre;`,
      ['3 contactName conflicts-with-row'],
    ],
  ])('because a later row says %s names that row and column', async (_, second, errors) => {
    const f = fresh();
    const csv = `${header}\n${f.name};${f.number};${f.reference};videonor;videomote;2024-02-01;${f.email};Arkivet;nb\n${second(f)}`;
    expect(await errorsOf(csv)).toEqual(errors);
  });

  test.each([
    ['nothing', '', ['0  empty-file']],
    ['more lines than can be read in time', `${header}\n${'\n'.repeat(200_001)}`, ['0  too-many-rows']],
    ['only a header', header, null],
    [
      'an unknown, a missing and a repeated column',
      header.replace('locale', 'språk').replace('contactName', 'agreement'),
      ['1 språk unknown-column', '1 agreement repeated-column', '1 contactName missing-column', '1 locale missing-column'],
    ],
    ['a row that is too narrow', `${header}\na;b`, ['2  too-few-cells']],
    ['a row that is too wide', `${header}\n1;2;3;4;5;6;7;8;9;10`, ['2  too-many-cells']],
    ['a quotation mark that is not closed', `${header}\n${';'.repeat(8)}\na;"b;c`, ['3 organisationNumber not-csv']],
    ['text after a closing quotation mark', `${header}\na;b;"c"d`, ['2 agreement not-csv']],
  ])('because it holds %s says so', async (_, csv, errors) => {
    if (errors) expect(await errorsOf(csv)).toEqual(errors);
    else expect(await imported(csv)).toMatchObject({ rows: 0, added: 0 });
  });

  test.each([
    ['Latin-1', Buffer.from(`${header}\nÅs;;;;;;;;`, 'latin1'), ['2  not-utf-8']],
    ['UTF-16', Buffer.from(`\ufeff${header}`, 'utf16le'), ['1  not-utf-8']],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0x02, 0x00]), ['1  not-utf-8']],
  ])('because it is %s says so', async (_, csv, errors) => {
    expect(await errorsOf(csv)).toEqual(errors);
  });

  test('lists a thousand errors and counts the rest', async () => {
    const refusal = refusalOf(await importing([header, ...Array.from({ length: 400 }, () => 'x;;;;;;;;')].join('\n')));
    const report = refusal.extra as unknown as ImportReport;
    expect(report.errors).toHaveLength(1_000);
    expect(report.errorsLeftOut).toBe(400 * 5 - 1_000);
  });
});

describe('an agreement that is there already', () => {
  const row = (f: ReturnType<typeof fresh>, day = '2024-02-01', annex = '') =>
    `${header};annex\n${f.name};${f.number};${f.reference};videonor;videomote;${day};${f.email};;;${annex}`;

  test('of another controller is not moved', async () => {
    const [mine, yours] = [fresh(), fresh()];
    await imported(row(mine));
    expect(await errorsOf(row({ ...yours, reference: mine.reference }))).toEqual(['2 controller other-controller']);
  });

  test('and has ended is not changed, but may stand there unchanged', async () => {
    const f = fresh();
    await imported(row(f));
    const agreement = await stored(f.reference);
    await endAgreement(testbed.context, { ...act, agreementId: agreement?._id ?? '', input: { endsOn: '2026-01-31' as never } });
    expect(await imported(row(f))).toMatchObject({ unchanged: 1 });
    expect(await errorsOf(row(f, '2024-03-01'))).toEqual(['2 agreement agreement-ended']);
  });

  test('can have its annex completed, and its day put right for all of it, but nothing taken out', async () => {
    const register = (legalName: string) =>
      registerSubprocessor(testbed.context, { ...act, input: aSubprocessor({ legalName, organisationNumber: null }) });
    const [one, two] = [resultOf(await register('En Underdatabehandler')), resultOf(await register('To Underdatabehandler'))];
    const f = fresh();
    await imported(row(f, '2024-02-01', one.slug));
    expect(await imported(row(f, '2024-01-01', `${two.slug} ${one._id}`))).toMatchObject({ changed: 1 });
    const agreement = await stored(f.reference);
    const entries = await testbed.dependencies.data.annexes.listEntries(agreement?._id ?? '');
    expect(entries.map(({ subprocessorId, inForceFrom }) => `${subprocessorId} ${inForceFrom}`).sort()).toEqual(
      [`${one._id} 2024-01-01`, `${two._id} 2024-01-01`].sort(),
    );
    expect(await errorsOf(row(f, '2024-01-01', two.slug))).toEqual(['2 annex annex-in-use']);
    expect(await imported(row(f, '2024-01-01', ''))).toMatchObject({ unchanged: 1 });
  });

  test('entered by hand with the same reference is found', async () => {
    const f = fresh();
    const controller = resultOf(
      await createController(testbed.context, { ...act, input: aController({ name: f.name, organisationNumber: f.number }) }),
    );
    resultOf(
      await createAgreement(testbed.context, { ...act, input: anAgreement({ reference: f.reference, controllerId: controller._id }) }),
    );
    expect(await imported(row(f))).toMatchObject({ added: 0, changed: 1 });
  });
});

test('two controllers of one number and name cannot be told apart, and the row says so', async () => {
  const f = fresh();
  for (let count = 0; count < 2; count += 1)
    await createController(testbed.context, { ...act, input: aController({ name: f.name, organisationNumber: f.number }) });
  const csv = `${header}\n${f.name};${f.number};${f.reference};videonor;videomote;2024-02-01;${f.email};;`;
  expect(await errorsOf(csv)).toEqual(['2 organisationNumber ambiguous-controller']);
});
