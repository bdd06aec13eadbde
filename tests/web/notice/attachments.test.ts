import type { Response } from 'supertest';
import { decideObjection, type ObjectionEventInput } from '../../../src/workflows/objections/decideObjection';
import { type ContactBrowser, contactBrowser, formOf, latestLink, textOf } from '../../support/contactBrowser';
import { addition, expectValue, publish, registerAgreement } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';

const answers = { grounds: 'Se vedlegget.', name: 'Rådgiveren', title: 'Rådgiver' };
const pdf = { name: 'vurdering.pdf', bytes: Buffer.from('%PDF-1.7 en vurdering') };
const text = { name: 'notat.txt', bytes: Buffer.from('Notat') };

let testbed: Testbed;
let services = 0;

beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
});
afterAll(() => testbed.close());

/** A notice of its own, open in a browser. */
async function openNotice(preset: 'videonor' | 'dfo-2020-general' = 'videonor') {
  services += 1;
  const service = `service-${services}`;
  const { agreement } = await registerAgreement(testbed, { reference: `F${services}`, services: [service], preset });
  await publish(testbed, addition({ rollout: 'perAgreement', services: [service], plannedEffectiveOn: '2026-07-10' }));
  const { data } = testbed.dependencies;
  const [notice] = await data.notices.listOfAgreement(agreement._id);
  if (!notice) throw new Error('no notice');
  const address = `contact@f${services}.example`;
  const browser = contactBrowser(testbed);
  const page = await browser.open(await latestLink(testbed, address));
  const objection = async () => {
    const [found] = await data.objections.listOfNotices([notice._id]);
    if (!found) throw new Error('no objection');
    return found;
  };
  const documents = async () => data.documents.listOfNotice(notice._id);
  const again = () => browser.get(`/notice/${notice.shortId}`);
  return { notice, browser, page, objection, documents, again, address };
}

async function objectWith(browser: ContactBrowser, page: Response, files: { name: string; bytes: Buffer }[]): Promise<Response> {
  const check = await browser.follow(await browser.submitWithFiles(page, 'object', { filled: answers, files }));
  return browser.follow(await browser.submit(check, 'confirm'));
}

async function decide(objectionId: string, input: Omit<ObjectionEventInput, 'version'>): Promise<void> {
  const found = await testbed.dependencies.data.objections.find(objectionId);
  const actor = testbed.person('dpo');
  const version = found?.version ?? 0;
  expectValue(await decideObjection(testbed.context, { actor, now: await testbed.now(), objectionId, input: { ...input, version } }));
}

const linksTo = (page: Response): string[] =>
  [...page.text.matchAll(/href="(\/notice\/[^"]+\/documents\/[^"]+)"/g)].map(([, href = '']) => href);

describe('files that come with an objection', () => {
  test('uploaded, shown before it is sent, kept with its grounds, told of by mail, and read again by whoever sent them', async () => {
    const { browser, page, objection, documents, again, address } = await openNotice();

    const check = await browser.follow(await browser.submitWithFiles(page, 'object', { filled: answers, files: [pdf, text] }));
    expect(textOf(check.text)).toContain('Vedlegg vurdering.pdf (0,1 kB) notat.txt');
    expect(await documents()).toEqual([]);
    const confirmation = await browser.follow(await browser.submit(check, 'confirm'));

    expect(textOf(confirmation.text)).toContain('Vedlegg: vurdering.pdf, notat.txt');
    const kept = await documents();
    expect(kept).toMatchObject([
      { name: 'vurdering.pdf', type: 'application/pdf', audience: 'controller', uploadedBy: { kind: 'controller', name: answers.name } },
      { name: 'notat.txt', type: 'text/plain', audience: 'controller' },
    ]);
    expect((await objection()).grounds).toMatchObject([{ documentIds: kept.map(({ _id }) => _id) }]);
    await testbed.settle();
    expect((await testbed.mailbox({ to: address })).at(-1)?.text).toContain('2 filer');
    const [link = ''] = linksTo(await again());
    const file = await browser.agent.get(link).buffer(true);
    expect(file.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename=vurdering.pdf',
      'x-content-type-options': 'nosniff',
    });
    expect(file.headers['content-security-policy']).toContain('sandbox');
    const [reading] = (await testbed.dependencies.data.accessLog.listNewest({ limit: 1 })).items;
    expect(reading).toMatchObject({ role: 'controller', via: 'link', kind: 'document', ids: expect.arrayContaining([kept[0]?._id]) });
  });

  test('what is none of those taken, or too large: 422 at the field, and neither the good file nor what was typed is lost', async () => {
    const { browser, page, documents } = await openNotice();
    const program = { name: 'regning.pdf', bytes: Buffer.from('MZ\0\0') };
    const large = { name: 'stor.pdf', bytes: Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(10 * 1024 * 1024)]) };

    const refused = await browser.submitWithFiles(page, 'object', { filled: { ...answers, name: '' }, files: [program, large, pdf] });

    expect(refused.status).toBe(422);
    expect(refused.text).toContain('id="object-files-problem"');
    expect(textOf(refused.text)).toContain('«regning.pdf»: Filen må være PDF');
    expect(textOf(refused.text)).toContain('«stor.pdf» er større enn 10 MB');
    expect(textOf(refused.text)).toContain('Skriv navnet ditt.');
    expect(formOf(refused.text, 'object').fields).toMatchObject({ grounds: answers.grounds });
    const check = await browser.follow(await browser.submit(refused, 'object', { name: answers.name }));
    await browser.submit(check, 'confirm');
    expect(await documents()).toMatchObject([{ name: 'vurdering.pdf' }]);
  });

  test('six: five are kept and it is said; unticked or changed before it is sent, only what is left is sent', async () => {
    const { browser, page, documents } = await openNotice();
    const six = Array.from({ length: 6 }, (_, index) => ({ name: `brev-${index}.txt`, bytes: Buffer.from(`Brev ${index}`) }));
    const refused = await browser.submitWithFiles(page, 'object', { filled: answers, files: six });
    expect(textOf(refused.text)).toContain('Du kan legge ved inntil 5 filer.');
    const kept = formOf(refused.text, 'object').fields.kept;
    expect(kept).toHaveLength(5);

    const check = await browser.follow(await browser.submit(refused, 'object', { kept: [...(kept ?? [])].slice(0, 2) }));
    const change = /href="(\/notice\/[^"]+\?draft=[0-9a-f]+)#object"/.exec(check.text)?.[1] ?? '';
    const changed = await browser.follow(await browser.submitWithFiles(await browser.get(change), 'object', { files: [pdf] }));
    await browser.submit(changed, 'confirm');

    expect((await documents()).map(({ name }) => name)).toEqual(['brev-0.txt', 'brev-1.txt', 'vurdering.pdf']);
  });

  test('another notice’s file, a form without a session, a file of the staff: none is kept or given', async () => {
    const one = await openNotice();
    const two = await openNotice();
    await objectWith(one.browser, one.page, [pdf]);
    const [link = ''] = linksTo(await one.again());
    const id = link.split('/').at(-1);

    expect((await two.browser.get(`/notice/${two.notice.shortId}/documents/${id}`)).status).toBe(404);
    expect((await contactBrowser(testbed).get(link)).status).toBe(404);
    const stranger = contactBrowser(testbed);
    const posted = await stranger.submitWithFiles(two.page, 'object', { filled: answers, files: [pdf] });
    expect(posted.status).toBe(404);
    expect(textOf(posted.text)).toContain(answers.grounds);
    const { data } = testbed.dependencies;
    const [document] = await data.documents.listOfNotice(one.notice._id);
    await testbed.dependencies.mongoConnection
      .collection('documents')
      .updateOne({ _id: document?._id as never }, { $set: { audience: 'processor' } });
    expect((await one.browser.get(link)).status).toBe(404);
    expect(linksTo(await one.again())).toEqual([]);
  });

  test('words in any script, joined and written from the right, come back letter by letter', async () => {
    const { browser, page, objection, again } = await openNotice();
    const grounds = 'نحن نعترض على هذا التغيير.\nМы возражаем. 👩‍👩‍👧 Cafe\u0301';
    const check = await browser.follow(
      await browser.submitWithFiles(page, 'object', { filled: { ...answers, grounds }, files: [{ name: 'رسالة.txt', bytes: text.bytes }] }),
    );
    await browser.submit(check, 'confirm');
    expect((await objection()).grounds).toMatchObject([{ text: grounds.normalize('NFC') }]);
    const shown = await again();
    expect(shown.text).toContain(`<blockquote class="fv-prose">${grounds.normalize('NFC')}</blockquote>`);
    expect(textOf(shown.text)).toContain('رسالة.txt');
  });
});

describe('answering the processor', () => {
  test('grounds that were asked for come with their files', async () => {
    const { browser, page, objection, again } = await openNotice('dfo-2020-general');
    await objectWith(browser, page, []);
    await decide((await objection())._id, { event: 'review' });
    await decide((await objection())._id, { event: 'askGrounds', answerBy: '2026-06-20' });
    const missing = await browser.submitWithFiles(await again(), 'grounds', { filled: { ...answers, grounds: '' }, files: [pdf] });
    expect(missing.status).toBe(422);
    await browser.submit(missing, 'grounds', answers);
    expect(await objection()).toMatchObject({
      state: 'underReview',
      grounds: [{}, { text: answers.grounds, documentIds: [expect.any(String)] }],
    });
    expect(linksTo(await again())).toHaveLength(1);
  });

  test('no, but: the counter-proposal is kept with the proposal it answers, shown, and confirmed to every contact in its words', async () => {
    const { browser, page, objection, again, address } = await openNotice();
    await objectWith(browser, page, []);
    await decide((await objection())._id, { event: 'review' });
    await decide((await objection())._id, { event: 'propose', text: 'Lagring i Norge fra august.', effectiveOn: '2026-08-01' });
    const counter = { answer: 'counter', counter: 'Heller med egne nøkler.', effectiveOn: '2026-09-01' };
    for (const [wrong, words] of [
      [{ ...counter, counter: '' }, 'Skriv hva dere foreslår i stedet.'],
      [{ ...counter, effectiveOn: '2026-06-01' }, 'Dagen er passert.'],
      [{ ...counter, effectiveOn: '2026-02-30' }, 'Skriv en dag som finnes'],
      [{ ...counter, answer: 'decline' }, 'eller tøm feltene for motforslaget'],
    ] as const) {
      const refused = await browser.submitWithFiles(await again(), 'answer', { filled: wrong, files: [text] });
      expect(refused.status).toBe(422);
      expect(textOf(refused.text)).toContain(words);
      expect(formOf(refused.text, 'answer').fields).toMatchObject({ counter: wrong.counter, kept: expect.any(String) });
    }

    const done = await browser.follow(await browser.submitWithFiles(await again(), 'answer', { filled: counter, files: [text] }));

    expect(textOf(done.text)).toContain('Motforslaget er registrert. Innsigelsen står ved lag.');
    expect(await objection()).toMatchObject({
      state: 'underReview',
      proposals: [{ answer: 'declined', counter: { text: counter.counter, effectiveOn: '2026-09-01', documentIds: [expect.any(String)] } }],
    });
    expect(textOf((await again()).text)).toContain('Motforslaget deres Heller med egne nøkler. Ønsket dag: tirsdag 1. september 2026.');
    await testbed.settle();
    expect((await testbed.mailbox({ to: address })).at(-1)?.text).toContain(counter.counter);
  });
});
