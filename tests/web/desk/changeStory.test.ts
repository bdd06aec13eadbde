import type { ChangeInput } from '../../../src/workflows/changes/changeInput';
import { textOf } from '../../support/contactBrowser';
import { addition, completeSubprocessor, draft, registerAgreement } from '../../support/register';
import { type StaffBrowser, staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
let publisher: StaffBrowser;
let dpo: StaffBrowser;

beforeEach(async () => {
  testbed = await createTestbed();
  publisher = await staffBrowser(testbed, 'publisher');
  dpo = await staffBrowser(testbed, 'dpo');
});
afterEach(() => testbed.close());

describe('one change from draft to effect', () => {
  test('submitted, returned with a note, submitted again, released by another, checked and published; the page and the trail tell it', async () => {
    await registerAgreement(testbed, { reference: 'VID-1' });
    const { _id } = await draft(testbed, addition());
    const address = `/desk/changes/${_id}`;
    const done = async (browser: StaffBrowser, page: string, form: string, fields = {}) =>
      browser.follow(await browser.submit(await browser.get(page), form, fields));

    expect(textOf((await done(publisher, address, 'submit')).text)).toContain('Endringen er sendt til gjennomgang.');
    const withoutNote = await dpo.submit(await dpo.get(address), 'return', { note: ' ' });
    expect(withoutNote.status).toBe(422);
    expect(withoutNote.text).toContain('href="#note"');
    expect(textOf((await done(dpo, address, 'return', { note: 'Begrunnelsen er for kort.' })).text)).toContain('Begrunnelsen er for kort.');
    await done(publisher, address, 'submit');
    expect(textOf((await done(dpo, address, 'approve')).text)).toContain('Endringen er frigitt.');

    const check = await publisher.get(`${address}/publish`);
    const words = textOf(check.text);
    expect(words).toContain('Dette kan ikke gjøres om');
    expect(words).toContain('Controller of VID-1 (VID-1)');
    const published = await publisher.follow(await publisher.submit(check, 'confirm'));
    expect(textOf(published.text)).toContain('Endringen er publisert');
    expect((await testbed.dependencies.data.changes.find(_id))?.status).toBe('published');

    await testbed.settle();
    const delivered = textOf((await dpo.get(address)).text);
    expect(delivered).toContain(`Til contact@vid-1.example`);
    expect(delivered).toContain('tatt imot av mottakerens e-posttjener');
    expect(delivered).toContain('Motsette seg innen mandag 15. juni 2026');
    expect(delivered).toContain('Varslingsfristen løper (til tirsdag 30. juni 2026)');
    await testbed.advanceTo('2026-07-01T08:00:00Z');
    expect(textOf((await dpo.get(address)).text)).toContain('I kraft siden onsdag 1. juli 2026');

    const story = textOf((await dpo.get(`${address}/audit`)).text);
    const inOrder = [
      'laget utkastet, planlagt onsdag 1. juli 2026',
      'sendte endringen til gjennomgang (1 avtale på tjenestene)',
      'sendte endringen tilbake. Begrunnelsen er for kort.',
      'Personvernombud (demo) (personvernombud) frigav endringen',
      'publiserte endringen',
      'Varselet til VID-1 ble skrevet',
      'Varselet til VID-1 ble sendt: tatt imot av mottakerens e-posttjener',
      'Varselet regnes som mottatt for VID-1 mandag 1. juni 2026',
      'Endringen trådte i kraft for VID-1 onsdag 1. juli 2026',
      'Endringen er fullført',
    ];
    let from = 0;
    for (const sentence of inOrder) {
      expect(story.slice(from)).toContain(sentence);
      from = story.indexOf(sentence, from);
    }
    const english = textOf((await dpo.get(`${address}/audit?lang=en`)).text);
    expect(english).toContain('The change took effect for VID-1 on Wednesday 1 July 2026.');
    expect(english).not.toContain('Event "');
  });
});

describe('lists', () => {
  test('changes are filtered by status, paged, and an empty list says so', async () => {
    expect(textOf((await publisher.get('/desk/changes')).text)).toContain('Ingen endringer ennå.');
    await registerAgreement(testbed, { reference: 'VID-1' });
    for (let number = 1; number <= 51; number += 1) {
      await draft(
        testbed,
        addition({ subprocessor: { ...completeSubprocessor, legalName: `Sky nummer ${number}` } as ChangeInput['subprocessor'] }),
      );
    }
    const first = await publisher.get('/desk/changes');
    expect(first.text.match(/Ny: Sky nummer/g)).toHaveLength(50);
    const next = /href="(\/desk\/changes\?[^"]*cursor=[^"]*)"/.exec(first.text)?.[1] ?? '';
    const second = await publisher.get(next.replaceAll('&amp;', '&'));
    expect(second.text.match(/Ny: Sky nummer/g)).toHaveLength(1);
    expect(textOf((await publisher.get('/desk/changes?status=published')).text)).toContain('Ingen endringer med denne statusen.');
    expect((await publisher.get('/desk/changes?status[$ne]=draft&cursor[]=x')).status).toBe(200);
  });

  test('an id that is none, and one of nothing, are both not found', async () => {
    for (const id of ['nonsense', '0123456789abcdef01234567', '%7B%22$gt%22:%22%22%7D'])
      expect((await publisher.get(`/desk/changes/${id}`)).status).toBe(404);
  });
});
