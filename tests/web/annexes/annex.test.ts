import { parse } from 'csv-parse/sync';
import request from 'supertest';
import { contactBrowser, latestLink, textOf } from '../../support/contactBrowser';
import { readPdf, wordsOf } from '../../support/readPdf';
import { addition, completeSubprocessor, publish, registerAgreement, registerInUse } from '../../support/register';
import { type StaffBrowser, staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';
import { as, problems } from '../api/apiCalls';

const bytesOf = (path: string, key: keyof Testbed['keys'] = 'auditor') =>
  request(testbed.app).get(`/api/v1${path}`).set('Authorization', `Bearer ${testbed.keys[key]}`).responseType('blob');

let testbed: Testbed;
let auditor: StaffBrowser;
let agreementId: string;
let other: string;
let changeId: string;
beforeAll(async () => {
  testbed = await createTestbed();
  auditor = await staffBrowser(testbed, 'auditor');
  const signed = await registerInUse(testbed, {
    legalName: '=Formel & Drift AS',
    organisationNumber: '312345671',
    specialCategories: ['helse'],
  });
  const { agreement } = await registerAgreement(testbed, { reference: 'ANNEX-1', annex: [signed._id] });
  agreementId = agreement._id;
  other = (await registerAgreement(testbed, { reference: 'ANNEX-2', services: ['other'] })).agreement._id;
  const american = { country: 'US', basis: 'scc-46-2-c', reference: 'TIA-7' };
  const subprocessor = { ...completeSubprocessor, locations: [{ country: 'US', kind: 'storage' as const }], transferBasis: [american] };
  ({ _id: changeId } = await publish(testbed, addition({ subprocessor: subprocessor as never })));
  await testbed.advanceTo('2026-07-02T08:00:00Z');
});
afterAll(() => testbed.close());

describe('the page on the desk', () => {
  test('shows the annex of today and of a day in the past, with what each says of whom', async () => {
    const today = await auditor.get(`/desk/agreements/${agreementId}/annex`);
    expect(today.status).toBe(200);
    const shown = textOf(today.text);
    expect(shown).toContain('Slik vedlegget gjaldt torsdag 2. juli 2026');
    expect(shown).toContain('Vedlegg til databehandleravtale ANNEX-1 med Controller of ANNEX-1');
    expect(shown).toContain('=Formel & Drift AS 312345671');
    expect(shown).toContain('Lagres i: USA');
    expect(shown).toContain('referanse: TIA-7');
    expect(shown).toContain('Ved varslet endring, i kraft onsdag 1. juli 2026');
    expect(shown).toContain('Lagt til Skybygg AS');
    const before = textOf((await auditor.get(`/desk/agreements/${agreementId}/annex?on=2026-06-30&lang=en`)).text);
    expect(before).toContain('The annex as it stood on Tuesday 30 June 2026');
    expect(before).toContain('Stands in the signed annex, Wednesday 15 January 2025');
    expect(before).not.toContain('Skybygg');
    await auditor.get('/desk?lang=nb');
  });

  test.each([
    ['2026-02-30', 'Er ikke en dato. Skriv dagen som ÅÅÅÅ-MM-DD'],
    ['i går', 'Er ikke en dato. Skriv dagen som ÅÅÅÅ-MM-DD'],
    ['2026-07-03', 'Dagen er ikke kommet ennå. Velg en dag frem til og med i dag, torsdag 2. juli 2026.'],
    ['2025-01-14', 'Avtalen ble signert onsdag 15. januar 2025. Før det hadde den ikke noe vedlegg.'],
  ])('%s: says what to do at the field, for the page and for the files', async (on, words) => {
    for (const file of ['annex', 'annex.pdf', 'annex.csv', 'annex-log.csv']) {
      const answer = await auditor.get(`/desk/agreements/${agreementId}/${file}?on=${encodeURIComponent(on)}`);
      expect(answer.status).toBe(422);
      expect(textOf(answer.text)).toContain(words);
      expect(answer.text).toContain('id="on-problem"');
    }
  });

  test('is not there for an agreement that is not there', async () => {
    expect((await auditor.get('/desk/agreements/0123456789abcdef01234567/annex')).status).toBe(404);
    expect((await auditor.get('/desk/agreements/x/annex.pdf')).status).toBe(404);
  });
});

describe('as a file', () => {
  test('the PDF has the columns of the template and every fact of the page', async () => {
    const { body, headers, status } = await bytesOf(`/agreements/${agreementId}/annex.pdf`).set('Accept-Language', 'nb');
    expect([status, headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(headers['content-disposition']).toBe('attachment; filename=vedlegg-annex-1-2026-07-02.pdf');
    const words = wordsOf(body);
    for (const fact of [
      '=Formel & Drift AS',
      'helse',
      'Skybygg AS',
      'Havnegata 1, 7010 Trondheim',
      'Lagrer opptak av møter',
      'TIA-7',
      'Særlige kategorier',
      'Controller of ANNEX-1',
    ]) {
      expect(words).toContain(fact.replace(/\s/g, ''));
    }
    expect(readPdf(body).structure).toContain('/Lang (nb)');
  });

  test('the spreadsheet opens in Excel: its mark, semicolons, one line a row, and nothing that would be a formula', async () => {
    const { body, headers } = await bytesOf(`/agreements/${agreementId}/annex.csv?on=2026-07-01`);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(body.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const rows: string[][] = parse(body, { bom: true, delimiter: ';' });
    expect(rows[0]?.[0]).toBe('Name');
    expect(rows.map(([name]) => name)).toEqual(['Name', "'=Formel & Drift AS", 'Skybygg AS']);
    const log: string[][] = parse((await bytesOf(`/agreements/${agreementId}/annex-log.csv`)).body, { bom: true, delimiter: ';' });
    expect(log[1]).toEqual(['Wednesday 1 July 2026', 'Added', 'Skybygg AS', '', 'Better storage', changeId, '1']);
  });

  test('is refused with a problem document where there is no such day, and to systems', async () => {
    const future = await as(testbed, 'auditor').get(`/agreements/${agreementId}/annex.pdf?on=2030-01-01`);
    expect([future.status, problems(future)]).toEqual([422, ['/on future']]);
    expect(problems(await as(testbed, 'auditor').get(`/agreements/${agreementId}/annex?on=yesterday`))).toEqual(['/on invalid-date']);
    expect((await as(testbed, 'system').get(`/agreements/${agreementId}/annex.csv`)).status).toBe(403);
  });
});

test('the API gives the entries with their bases and approvals, and the log until the day', async () => {
  const { body } = await as(testbed, 'auditor').get(`/agreements/${agreementId}/annex`);
  expect(body).toMatchObject({ agreementId, reference: 'ANNEX-1', on: '2026-07-02' });
  expect(body.entries.map((entry: { inForceFrom: string }) => entry.inForceFrom)).toEqual(['2025-01-15', '2026-07-01']);
  expect(body.entries[1]).toMatchObject({ addedByChangeId: changeId, suspended: null, approvals: [] });
  expect(body.changes).toMatchObject([{ kind: 'added', on: '2026-07-01', revision: 1 }]);
  const past = await as(testbed, 'auditor').get(`/agreements/${agreementId}/annex?on=2026-06-30`);
  expect([past.body.entries.length, past.body.changes.length]).toEqual([1, 0]);
});

test('the controller reads its own annex through its link, and no other', async () => {
  const contact = contactBrowser(testbed);
  await contact.open(await latestLink(testbed, 'contact@annex-1.example'));
  const [notice] = await testbed.dependencies.data.notices.findFor(changeId, [agreementId]);
  const page = await contact.get(`/notice/${notice?.shortId}/annex?on=2026-07-01`);
  expect(page.status).toBe(200);
  expect(textOf(page.text)).toContain('Vedlegg til ANNEX-1');
  const pdf = await contact.agent.get(`/notice/${notice?.shortId}/annex.pdf?on=2026-06-30`).responseType('blob');
  expect(wordsOf(pdf.body)).toContain('=Formel&DriftAS');
  expect(wordsOf(pdf.body)).not.toContain('Skybygg');
  expect((await contact.get(`/notice/${notice?.shortId}/annex.csv?on=2031-01-01`)).status).toBe(422);
  expect((await contactBrowser(testbed).get(`/notice/${notice?.shortId}/annex`)).status).toBe(404);
  expect((await contact.get(`/desk/agreements/${other}/annex`)).status).toBe(303);
});
