import type { NoticeRecord } from '../../../src/data/notice.model';
import { noticeFile } from '../../../src/web/archive/noticeFile';
import { mailDeploymentOf } from '../../../src/web/mailDeployment';
import { type ContactBrowser, contactBrowser, latestLink, referenceOn, textOf } from '../../support/contactBrowser';
import { readPdf, wordsOf } from '../../support/readPdf';
import { addition, publish, registerAgreement } from '../../support/register';
import { staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
let notice: NoticeRecord;
let browser: ContactBrowser;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
  const { agreement } = await registerAgreement(testbed, { reference: 'ARKIV-1', preset: 'dfo-2020-specific' });
  await publish(testbed, addition({ plannedEffectiveOn: '2026-07-10' }));
  const [found] = await testbed.dependencies.data.notices.listOfAgreement(agreement._id);
  if (!found) throw new Error('no notice');
  notice = found;
  browser = contactBrowser(testbed);
  await browser.open(await latestLink(testbed, 'contact@arkiv-1.example'));
});
afterAll(() => testbed.close());

const fileAt = async (path: string): Promise<Buffer> => (await browser.agent.get(path).responseType('blob')).body;
const dense = (text: string): string => text.replace(/\s/g, '');

/** Without what only sets one fact off from the next. */
const plain = (text: string): string => text.replace(/[\s:]/g, '').toLowerCase();

describe('the notice for the archive', () => {
  test('says everything that its mail says, with the hash of its content and the Message-ID, and no link', async () => {
    const [mail] = await testbed.mailbox({ to: 'contact@arkiv-1.example' });
    const words = wordsOf(await fileAt(`/notice/${notice.shortId}/notice.pdf`));
    const said = (mail?.text ?? '').split('\n').map((line) => line.replace(/^[\s>*-]+/, '').trim());
    // The text part breaks lines and sets off headings; every word of it must be found, but for what belongs to the button.
    const [beforeButton = '', afterButton = ''] = said.join('\n').split(/http\S+\/n\/\S+/);
    const button = ['Les varselet og svar:', 'Lenken gjelder bare denne avtalen'];
    const missing = [...beforeButton.split('\n'), ...afterButton.split('\n')]
      .map((line) => line.replace(/^[=\-_]+$/, ''))
      .filter((line) => line !== '' && !button.some((text) => line.includes(text)))
      .filter((line) => !plain(words).includes(plain(line)));
    expect(missing).toEqual([]);
    const [sending] = await testbed.dependencies.data.sendings.listOfNotice(notice._id);
    expect(words).toContain(notice.contentHash);
    expect(words).toContain(sending?.messageId ?? 'no sending');
    expect(words).toContain(sending?.messageHash ?? 'no hash');
    expect(words).not.toContain('/n/');
  });

  test('is the same file later, for the contact and on the desk, whatever has happened since', async () => {
    const before = await fileAt(`/notice/${notice.shortId}/notice.pdf`);
    await browser.submit(await browser.get(`/notice/${notice.shortId}`), 'acknowledge');
    await testbed.advanceTo('2026-06-03T08:00:00Z');
    expect((await fileAt(`/notice/${notice.shortId}/notice.pdf`)).equals(before)).toBe(true);
    const auditor = await staffBrowser(testbed, 'auditor');
    expect((await auditor.get(`/desk/notices/${notice._id}`)).text).toContain(`/desk/notices/${notice._id}/notice.pdf`);
    const desk = await auditor.agent.get(`/desk/notices/${notice._id}/notice.pdf`).responseType('blob');
    expect(desk.headers['content-disposition']).toContain(`varsel-arkiv-1-${notice.shortId}.pdf`);
    expect((desk.body as Buffer).equals(before)).toBe(true);
    expect((await auditor.get('/desk/notices/0123456789abcdef01234567/notice.pdf')).status).toBe(404);
  });

  test('is for whoever has the link, in the language asked for, and says when no mail has left', async () => {
    expect((await contactBrowser(testbed).get(`/notice/${notice.shortId}/notice.pdf`)).status).toBe(404);
    const english = readPdf(await fileAt(`/notice/${notice.shortId}/notice.pdf?lang=en`));
    expect(english.structure).toContain('/Lang (en)');
    await browser.get(`/notice/${notice.shortId}?lang=nb`);
    const change = await testbed.dependencies.data.changes.find(notice.changeId);
    if (!change) throw new Error('no change');
    const options = { deployment: mailDeploymentOf(testbed.dependencies.config), locale: 'nb' as const, now: await testbed.now() };
    const unsent = await noticeFile({ notice, change, sendings: [], contact: null }, options);
    expect(wordsOf(unsent.bytes)).toContain(dense('Varselet er ikke sendt på e-post herfra.'));
  });
});

describe('a confirmation', () => {
  test('of an objection has reference, time, the words in any script, what happens next and by when: page and PDF alike', async () => {
    const grounds = 'Привет, vi godtar ikke dette.\nإلى اللقاء';
    const page = await browser.get(`/notice/${notice.shortId}`);
    const check = await browser.follow(await browser.submit(page, 'object', { grounds, name: 'Kari Æøå', title: 'Rådgiver' }));
    const confirmation = await browser.follow(await browser.submit(check, 'confirm'));
    const reference = referenceOn(confirmation.text);
    expect(textOf(confirmation.text)).toContain('Personvernombudet vårt behandler innsigelsen og svarer dere på e-post.');
    expect(textOf(confirmation.text)).toContain('Avtalen setter ingen frist for svaret vårt.');
    const href = `/notice/${notice.shortId}/confirmation/${reference}.pdf`;
    expect(confirmation.text).toContain(`href="${href}"`);
    const words = wordsOf(await fileAt(href));
    for (const fact of [
      reference,
      'Привет, vi godtar ikke dette.',
      'Kari Æøå',
      'Rådgiver',
      'ARKIV-1',
      'Controller of ARKIV-1',
      'Ny underdatabehandler: Skybygg AS',
      'Avtalen setter ingen frist',
    ]) {
      expect(words).toContain(dense(fact));
    }
    await testbed.settle();
    const mail = (await testbed.mailbox({ to: 'contact@arkiv-1.example' })).find(({ subject }) => subject?.includes(reference));
    expect(dense(mail?.text ?? '')).toContain(dense('Kvitteringen ligger som PDF på siden bak lenken.'));
  });

  test('of an acknowledgement says who, and until when one can object', async () => {
    const page = await browser.get(`/notice/${notice.shortId}`);
    const link = /confirmation\/(KVI-[0-9A-Z-]+)/.exec(page.text)?.[1];
    const events = await testbed.dependencies.data.auditEvents.list({ noticeId: notice._id, limit: 100 });
    const reference = link ?? String(events.find(({ facts }) => String(facts.reference).startsWith('KVI-'))?.facts.reference);
    const shown = textOf((await browser.get(`/notice/${notice.shortId}/confirmation/${reference}`)).text);
    expect(shown).toContain('Endringen trer ikke i kraft uten godkjenningen deres. Taushet er ikke et ja.');
    expect(wordsOf(await fileAt(`/notice/${notice.shortId}/confirmation/${reference}.pdf`))).toContain('contact@arkiv-1.example');
  });

  test('that does not belong to the notice is not there', async () => {
    expect((await browser.get(`/notice/${notice.shortId}/confirmation/INN-AAAA-AAAA.pdf`)).status).toBe(404);
    expect((await contactBrowser(testbed).get(`/notice/${notice.shortId}/confirmation/INN-AAAA-AAAA.pdf`)).status).toBe(404);
  });
});
