import { newId } from '../../../src/data/id';
import { completeSubprocessor } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';
import { as, problems } from './apiCalls';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed();
});
afterAll(() => testbed.close());

const admin = () => as(testbed, 'admin');
let counter = 0;
/** A name that no other test here uses. */
const fresh = (name: string) => `${name}-${++counter}`;

async function makeController(): Promise<string> {
  const made = await admin().post('/controllers', { name: fresh('Kommune'), contacts: [{ email: 'personvern@nordvik.example' }] });
  return made.body.id;
}

describe('controllers', () => {
  test('are made, read, edited and kept from being overwritten', async () => {
    const made = await admin().post('/controllers', {
      name: 'Nordvik kommune',
      organisationNumber: '987 654 321',
      contacts: [
        { email: 'personvern@nordvik.example', name: 'Personvern', locale: 'nb' },
        { email: 'vakt@nordvik.example', purpose: 'securityBreach' },
      ],
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      name: 'Nordvik kommune',
      organisationNumber: '987654321',
      contacts: [
        { email: 'personvern@nordvik.example', name: 'Personvern', locale: 'nb', purpose: 'subprocessorChanges' },
        { email: 'vakt@nordvik.example', name: null, locale: null, purpose: 'securityBreach' },
      ],
      version: 1,
    });
    expect(made.body.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
    expect(Object.keys(made.body)).not.toContain('_id');

    const edited = await admin().patch(`/controllers/${made.body.id}`, { name: 'Nordvik herad', version: 1 });
    expect(edited.body).toMatchObject({ name: 'Nordvik herad', version: 2, contacts: made.body.contacts });
    const stale = await admin().patch(`/controllers/${made.body.id}`, { name: 'Other', version: 1 });
    expect([stale.status, stale.body.code]).toEqual([409, 'stale-version']);
    expect((await admin().get(`/controllers/${made.body.id}`)).body).toEqual(edited.body);
  });

  test('HTML in a name is text', async () => {
    const name = '<script>alert(1)</script> & sønner';
    const made = await admin().post('/controllers', { name, contacts: [] });
    expect(made.body.name).toBe(name);
    expect(made.headers['content-type']).toContain('application/json');
  });

  test('pages join to the whole list, each once', async () => {
    for (let made = 0; made < 7; made += 1) await makeController();
    const all = (await admin().get('/controllers?limit=200')).body;
    expect(all.next).toBeNull();
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: { body: { items: { id: string }[]; next: string | null } } = await admin().get(
        `/controllers?limit=3${next === '' ? '' : `&cursor=${next}`}`,
      );
      expect(page.body.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.body.items.map(({ id }) => id));
      next = page.body.next;
    }
    expect(seen).toEqual(all.items.map(({ id }: { id: string }) => id));
    expect(new Set(seen).size).toBe(seen.length);
  });
});

describe('subprocessors', () => {
  test('texts come back as they were given', async () => {
    const perLanguage = await admin().post('/subprocessors', { ...completeSubprocessor, legalName: fresh('Skybygg') });
    expect(perLanguage.status).toBe(201);
    expect(perLanguage.body.processing).toEqual(completeSubprocessor.processing);
    expect(perLanguage.body.contract).toEqual(completeSubprocessor.contract);
    const plain = await admin().post('/subprocessors', {
      ...completeSubprocessor,
      legalName: fresh('Skybygg'),
      processing: 'Lagring',
      securityMeasures: 'Kryptering',
    });
    expect(plain.body).toMatchObject({
      processing: 'Lagring',
      securityMeasures: 'Kryptering',
      specialCategories: [],
      intraGroup: false,
      parentId: null,
    });
    expect((await admin().get(`/subprocessors/${plain.body.id}`)).body).toEqual(plain.body);
  });

  test('Privacy Shield is recorded and flagged', async () => {
    const made = await admin().post('/subprocessors', {
      ...completeSubprocessor,
      legalName: fresh('Cloud Inc.'),
      country: 'US',
      locations: [{ country: 'US', kind: 'storage' }],
      transferBasis: [{ country: 'US', basis: 'privacy-shield' }],
    });
    expect(made.body.flags).toEqual([{ code: 'privacy-shield', country: 'US' }]);
  });

  test('what is wrong is pointed at', async () => {
    const answer = await admin().post('/subprocessors', {
      ...completeSubprocessor,
      legalName: '',
      country: 'XX',
      locations: [{ country: 'NO', kind: 'backup' }],
      transferBasis: [{ country: 'US', basis: 'trust' }],
      services: ['Video!'],
      parentId: newId(),
    });
    expect(answer.status).toBe(422);
    expect(problems(answer)).toEqual(
      expect.arrayContaining([
        '/legalName required',
        '/country unknown-country',
        '/locations/0/kind not-one-of',
        '/transferBasis/0/basis not-one-of',
        '/services/0 invalid-service',
      ]),
    );
  });

  test('what is in force is not patched, but its contract can be recorded', async () => {
    const made = await admin().post('/subprocessors', { ...completeSubprocessor, legalName: fresh('Skybygg'), contract: undefined });
    const controllerId = await makeController();
    const agreement = await admin().post('/agreements', {
      controllerId,
      reference: fresh('DBA'),
      preset: 'videonor',
      services: ['video'],
      signedOn: '2025-01-15',
      annex: [made.body.id],
    });
    expect(agreement.status).toBe(201);
    const address = `/subprocessors/${made.body.id}`;
    const refused = await as(testbed, 'publisher').patch(address, { country: 'SE' });
    expect([refused.status, refused.body.code]).toEqual([409, 'in-force']);
    const recorded = await admin().patch(address, { contract: { signedOn: '2026-01-05', reference: 'DPA-17' } });
    expect(recorded.body.contract).toEqual({ signedOn: '2026-01-05', reference: 'DPA-17' });
  });
});

describe('agreements', () => {
  test('are made from a preset and shown with their annex', async () => {
    const subprocessor = await admin().post('/subprocessors', { ...completeSubprocessor, legalName: fresh('Skybygg') });
    const controllerId = await makeController();
    const reference = fresh('DBA');
    const made = await admin().post('/agreements', {
      controllerId,
      reference,
      preset: 'dfo-2020-general',
      services: ['video', 'archive'],
      signedOn: '2025-01-15',
      annex: [subprocessor.body.id],
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      controllerId,
      reference,
      preset: 'dfo-2020-general',
      clause: 'B.1',
      state: 'active',
      annex: [subprocessor.body.id],
    });
    expect(made.body.terms).toMatchObject({ onObjection: 'negotiate', notice: { period: { length: 1, unit: 'months' } } });

    const shown = await as(testbed, 'auditor').get(`/agreements/${made.body.id}`);
    expect(shown.body.annexEntries).toEqual([
      expect.objectContaining({
        subprocessorId: subprocessor.body.id,
        inForceFrom: '2025-01-15',
        inForceUntil: null,
        addedByChangeId: null,
      }),
    ]);
    expect(shown.body.annexChanges).toEqual([]);

    const ofController = await admin().get(`/agreements?controllerId=${controllerId}`);
    expect(ofController.body.items).toEqual([made.body]);

    const twice = await admin().post('/agreements', {
      controllerId,
      reference,
      preset: 'videonor',
      services: ['video'],
      signedOn: '2025-01-15',
    });
    expect([twice.status, twice.body.code]).toEqual([409, 'duplicate']);

    const ended = await admin().post(`/agreements/${made.body.id}/end`, { endsOn: '2026-12-31' });
    expect(ended.body).toMatchObject({ state: 'ending', endsOn: '2026-12-31' });
  });

  test('what is wrong is pointed at', async () => {
    const base = { controllerId: await makeController(), reference: fresh('DBA'), services: ['video'], signedOn: '2025-01-15' };
    const ask = async (body: object) => problems(await admin().post('/agreements', { ...base, ...body }));
    expect(await ask({})).toEqual(['/preset preset-or-terms']);
    expect(await ask({ preset: 'none' })).toEqual(['/preset unknown-preset']);
    expect(await ask({ preset: 'videonor', signedOn: '2026-02-30' })).toEqual(['/signedOn invalid-date']);
    expect(await ask({ preset: 'videonor', controllerId: newId() })).toEqual(['/controllerId unknown-controller']);
    expect(await ask({ preset: 'videonor', annex: [newId()] })).toEqual(['/annex/0 unknown-subprocessor']);
    expect(await ask({ preset: 'videonor', annexes: [] })).toEqual(['/annexes unknown-field']);
  });
});

describe('POST /import', () => {
  const header = 'controller;organisationNumber;agreement;preset;services;signedOn;contactEmail;contactName;locale';
  const post = (csv: string | Buffer, query = '') =>
    admin().post(`/import${query}`).set('Content-Type', 'text/csv; charset=utf-8').send(csv);

  test('a dry run counts and leaves everything as it was; the import then does it; again it changes nothing', async () => {
    const [one, other] = [fresh('IMP'), fresh('IMP')];
    const csv = `${header}\nBjørkvik kommune;911111111;${one};videonor;video;2025-02-01;a@bjorkvik.example;Åse;nb\nBjørkvik kommune;911111111;${other};dfo-2020-general;video archive;2025-02-01;a@bjorkvik.example;Åse;nb\n`;
    const dry = await post(csv, '?dryRun=1');
    expect(dry.status).toBe(200);
    expect(dry.body).toEqual({ dryRun: true, rows: 2, added: 2, changed: 0, unchanged: 0, errors: [] });
    const references = async () =>
      (await admin().get('/agreements?limit=200')).body.items.map(({ reference }: { reference: string }) => reference);
    expect(await references()).not.toContain(one);
    expect((await post(csv)).body).toEqual({ ...dry.body, dryRun: false });
    expect(await references()).toEqual(expect.arrayContaining([one, other]));
    expect((await post(csv)).body).toMatchObject({ added: 0, unchanged: 2 });
  });

  test('errors name row and column, and nothing of the file is imported', async () => {
    const [good, bad] = [fresh('IMP'), fresh('IMP')];
    const csv = `${header}\nGod kommune;;${good};videonor;video;2025-02-01;a@god.example;;nb\nGal kommune;;${bad};ukjent;video;2026-02-30;ingen adresse;;nb\n`;
    const answer = await post(csv);
    expect(answer.status).toBe(422);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'import-errors', dryRun: false, rows: 2, added: 0 });
    const named = answer.body.errors.map(({ row, column }: { row: number; column: string }) => `${row} ${column}`);
    expect(named.sort()).toEqual(['3 contactEmail', '3 preset', '3 signedOn']);
    for (const { detail, code, pointer } of answer.body.errors) {
      expect(typeof detail).toBe('string');
      expect(code).toMatch(/^[a-z-]+$/);
      expect(pointer).toMatch(/^\/3\//);
    }
    const list = JSON.stringify((await admin().get('/agreements?limit=200')).body);
    expect(list).not.toContain(good);
  });

  test('what is no CSV, and nothing at all, is refused with a place', async () => {
    const broken = await post(`${header}\n"never closed;;;;;;;;\n`);
    expect([broken.status, broken.body.code]).toEqual([422, 'import-errors']);
    expect(broken.body.errors[0]).toMatchObject({ row: expect.any(Number), code: expect.any(String) });
    expect((await post('')).status).toBe(422);
    expect((await post(Buffer.from([0xff, 0xfe, 0x00, 0x41]))).status).toBe(422);
  });

  test('ten megabytes are read, more than twenty are not', async () => {
    const row = `Stor kommune;;STOR;videonor;video;2026-02-30;a@stor.example;${'x'.repeat(150)};nb\n`;
    const ten = `${header}\n${row.repeat(Math.ceil((10 * 1024 * 1024) / row.length))}`;
    const answer = await post(ten, '?dryRun=1');
    expect([answer.status, answer.body.code]).toEqual([422, 'import-errors']);
    expect((await post('x'.repeat(20 * 1024 * 1024 + 1))).status).toBe(413);
    // Fifty thousand rows with a mistake in each take a busy machine its time.
  }, 120_000);
});
