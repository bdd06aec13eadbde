import type { ChangeRecord } from '../../../src/data/change.model';
import type { NoticeRecord } from '../../../src/data/notice.model';
import { clearAttention } from '../../../src/workflows/delivery/clearAttention';
import { confirmManualReceipt } from '../../../src/workflows/delivery/confirmManualReceipt';
import { enterChangeReceipts } from '../../../src/workflows/delivery/enterChangeReceipts';
import { enterManualReceipt } from '../../../src/workflows/delivery/enterManualReceipt';
import { voidReceipt } from '../../../src/workflows/delivery/voidReceipt';
import { formOf, hasForm, textOf } from '../../support/contactBrowser';
import { addition, expectRefusal, expectValue, publish, registerAgreement } from '../../support/register';
import { type StaffBrowser, staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
let change: ChangeRecord;
let dpo: StaffBrowser;

beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
  for (const reference of ['PAGE', 'BOUNCED', 'PROPOSED']) await registerAgreement(testbed, { reference, contacts: 2 });
  change = await publish(testbed, addition({ rollout: 'perAgreement' }));
  dpo = await staffBrowser(testbed, 'dpo');
});
afterAll(() => testbed.close());

async function noticeTo(reference: string): Promise<NoticeRecord> {
  const agreement = await testbed.dependencies.data.agreements.findByReference(reference);
  const [notice] = await testbed.dependencies.data.notices.findFor(change._id, [agreement?._id ?? '']);
  if (!notice) throw new Error(`no notice to ${reference}`);
  return notice;
}

const pageOf = (notice: NoticeRecord) => `/desk/notices/${notice._id}`;
const pdf = Buffer.from('%PDF-1.7\nletter with <script>\n');

/** What a browser sends of a form with a file. */
async function postFile(path: string, fields: Record<string, string>, file: { name: string; bytes: Buffer } | null) {
  const { _csrf } = formOf((await dpo.get('/desk/changes')).text, 'sign-out').fields;
  const call = dpo.agent.post(path).field('_csrf', String(_csrf));
  for (const [name, value] of Object.entries(fields)) call.field(name, value);
  return file ? call.attach('file', file.bytes, file.name) : call;
}

test('the change links to the page of each notice, which shows every attempt with the server, its words and both clocks', async () => {
  const notice = await noticeTo('PAGE');
  const list = await dpo.get(`/desk/changes/${change._id}`);
  expect(list.text).toContain(`href="${pageOf(notice)}"`);
  const page = await dpo.get(pageOf(notice));
  expect(page.status).toBe(200);
  const words = textOf(page.text);
  expect(words).toContain('Varselet til PAGE');
  expect(words).toContain('Til contact@page.example');
  expect(words).toContain('Kode 250');
  expect(words).toContain('klokken i virkeligheten');
  expect(words).toContain('Sendes også til neste kontaktpunkt');
});

test('why the change is shut for the agreement stands there in words, and what can be done about it', async () => {
  const notice = await noticeTo('PAGE');
  const standing = async (): Promise<string> => {
    const { text } = await dpo.get(pageOf(notice));
    return textOf(/<section id="standing">[\s\S]*?<\/section>/.exec(text)?.[0] ?? '');
  };
  const shut = await standing();
  expect(shut).toContain('Hvorfor det er stengt');
  expect(shut).toContain('Varslingsfristen løper (til onsdag 1. juli 2026)');
  expect(shut).toContain('Vent til fristen er ute.');
});

test('in English, and for an auditor who can do nothing on it', async () => {
  const auditor = await staffBrowser(testbed, 'auditor', { language: 'en' });
  const page = await auditor.get(`${pageOf(await noticeTo('PAGE'))}?lang=en`);
  expect(textOf(page.text)).toContain('What shows that the notice came through');
  expect([hasForm(page.text, 'receipt'), hasForm(page.text, 'resend')]).toEqual([false, false]);
  expect((await auditor.postWithToken(`${pageOf(await noticeTo('PAGE'))}/resend`, {})).status).toBe(403);
});

test('no such notice: 404', async () => {
  expect((await dpo.get(`/desk/notices/${'0'.repeat(24)}`)).status).toBe(404);
  expect((await dpo.get('/desk/notices/what')).status).toBe(404);
});

describe('a manual receipt', () => {
  test('without a time, and with a file of a kind that is not taken: the form comes back filled with what to do', async () => {
    const path = `${pageOf(await noticeTo('PAGE'))}/receipts`;
    const empty = await postFile(path, { receivedAt: '', note: 'Brev' }, null);
    expect(empty.status).toBe(422);
    expect(textOf(empty.text)).toContain('Skriv dagen og klokkeslettet');
    expect(formOf(empty.text, 'receipt').fields).toMatchObject({ note: 'Brev' });
    const program = await postFile(
      path,
      { receivedAt: '2026-06-02T10:00', note: 'Brev' },
      { name: 'brev.pdf', bytes: Buffer.from('MZ\0\0\x01') },
    );
    expect(program.status).toBe(422);
    expect(textOf(program.text)).toContain('Filen må være PDF, PNG, JPEG');
  });

  test('entered with a file, which is served to be saved and never opened; whoever entered it cannot confirm it', async () => {
    const notice = await noticeTo('PAGE');
    const entered = await postFile(
      `${pageOf(notice)}/receipts`,
      { receivedAt: '2026-06-02T10:00', note: 'Rekommandert brev' },
      { name: 'kvittering æ.pdf', bytes: pdf },
    );
    expect([entered.status, entered.headers.location]).toEqual([303, `${pageOf(notice)}?done=entered`]);
    const page = await dpo.get(pageOf(notice));
    expect(textOf(page.text)).toContain('Du har registrert dette mottaket. En kollega må bekrefte det.');
    const link = /href="([^"]+\/documents\/[^"]+)"/.exec(page.text)?.[1] ?? '';
    const file = await dpo.agent.get(link).buffer(true);
    expect(file.headers).toMatchObject({ 'content-type': 'application/pdf', 'x-content-type-options': 'nosniff' });
    expect(file.headers['content-disposition']).toMatch(/^attachment; .*filename\*=UTF-8''kvittering%20%C3%A6\.pdf$/);
    expect(Buffer.from(file.body)).toEqual(pdf);
    const nobody = await staffBrowser(testbed, null);
    expect((await nobody.get(link)).status).toBe(303);
    expect((await dpo.get(link.replace(notice._id, (await noticeTo('BOUNCED'))._id))).status).toBe(404);
    expect((await dpo.postWithToken(`${pageOf(notice)}/receipts/confirm`)).status).toBe(403);
    expect((await noticeTo('PAGE')).state).toBe('accepted');
  });

  test('a colleague confirms it after seeing what it is; twice is refused', async () => {
    const notice = await noticeTo('BOUNCED');
    const other = testbed.person('dpo', 'test:other');
    const now = await testbed.now();
    const input = { receivedAt: now, note: 'Telefon med arkivet' };
    expectValue(await enterManualReceipt(testbed.context, { actor: other, now, noticeId: notice._id, input }));
    const due = textOf((await dpo.get('/desk')).text);
    expect(due).toContain('Bekreft mottak registrert for hånd: BOUNCED');
    const check = await dpo.get(`${pageOf(notice)}/receipts/confirm`);
    expect(textOf(check.text)).toContain('Telefon med arkivet');
    expect((await dpo.submit(check, 'confirm')).headers.location).toBe(`${pageOf(notice)}?done=confirmed`);
    expect(await noticeTo('BOUNCED')).toMatchObject({ state: 'manual' });
    expect(expectRefusal(await confirmManualReceipt(testbed.context, { actor: other, now, noticeId: notice._id, receiptId: null }))).toBe(
      'receipt-confirmed',
    );
  });
});

test('a list of receipts: what is confirmed is what was shown, and nothing where one of them was entered anew since', async () => {
  for (const reference of ['LISTED-1', 'LISTED-2']) await registerAgreement(testbed, { reference });
  await testbed.settle();
  const [path, now] = [`/desk/changes/${change._id}/receipts`, await testbed.now()];
  const enter = async (personId: string, note: string, ...references: string[]) => {
    const items = references.map((agreement) => ({ agreement, receivedAt: now, note }));
    const act = { actor: testbed.person('dpo', personId), now, changeId: change._id, items };
    expectValue(await enterChangeReceipts(testbed.context, act));
  };
  await enter('test:other', 'Brev til alle', 'LISTED-1', 'LISTED-2');
  const read = await dpo.get(path);
  expect(textOf(read.text)).toContain('Du bekrefter de 2 mottakene i listen');

  await enter('test:other', 'Brev som kom i retur', 'LISTED-2');
  const stale = await dpo.submit(read, 'confirm');
  expect(stale.status).toBe(409);
  expect(textOf(stale.text)).toContain('Ingenting er bekreftet.');
  expect(textOf(stale.text)).toContain('Brev som kom i retur');

  // What comes while the list is being read waits for the next one.
  await enter('test:other', 'Telefon', 'PAGE');
  expect((await dpo.submit(stale, 'confirm')).headers.location).toBe(`${path}?confirmed=2`);
  expect([(await noticeTo('LISTED-2')).state, (await noticeTo('PAGE')).state]).toEqual(['manual', 'accepted']);
});

test('sending again asks first, goes to the chosen contact, and is in the list of messages', async () => {
  const notice = await noticeTo('PAGE');
  const page = await dpo.get(pageOf(notice));
  const contacts = [...page.text.matchAll(/<option value="([0-9a-f]{24})"[^>]*>([^<]*)</g)];
  const second = contacts.find(([, , label]) => label?.includes('second@'))?.[1] ?? '';
  const check = await dpo.get(`${pageOf(notice)}/resend?contactId=${second}`);
  expect(textOf(check.text)).toContain('Varselet sendes til second@page.example');
  expect((await testbed.dependencies.data.sendings.listOfNotices([notice._id], 'notice')).length).toBe(1);
  const sent = await dpo.submit(check, 'confirm');
  expect(textOf((await dpo.follow(sent)).text)).toContain('Varselet sendes på nytt.');
  const again = await dpo.submit(check, 'confirm');
  expect(again.status).toBe(409);
  expect(textOf(again.text)).toContain('er fortsatt på vei');
  await testbed.settle();
  expect(await testbed.mailbox({ to: 'second@page.example' })).toHaveLength(1);
});

test('what was found about a delivery waits in the queue until somebody has seen it; voided evidence stays on the page', async () => {
  const notice = await noticeTo('PROPOSED');
  const now = await testbed.now();
  const sendingId = notice.evidence[0]?.sendingId ?? '';
  const words = '550 5.1.1 no such user';
  await testbed.context.inTransaction((session) =>
    voidReceipt(testbed.context, {
      ...{ session, noticeId: notice._id, sendingId, why: 'bouncedAfterAcceptance' as const, detail: words },
      ...{ actor: { kind: 'system' as const, name: 'courier' }, now },
    }),
  );
  expect(textOf((await dpo.get('/desk')).text)).toContain('Varselet kom i retur etter at det var tatt imot: PROPOSED');
  const page = await dpo.get(pageOf(notice));
  expect(textOf(page.text)).toContain(words);
  expect(page.text).toContain('data-voided');
  expect(textOf(page.text)).toContain('Gjelder ikke fra');
  expect((await dpo.submit(page, 'attention-0')).status).toBe(303);
  expect(textOf((await dpo.get('/desk')).text)).not.toContain('Varselet kom i retur');
  expect((await noticeTo('PROPOSED')).attention).toMatchObject([{ clearedAt: now }]);
  const actor = testbed.person('dpo');
  expect(expectRefusal(await clearAttention(testbed.context, { actor, now, noticeId: notice._id, index: 0 }))).toBe('wrong-state');
  expect((await dpo.submit(page, 'attention-0')).status).toBe(409);
});
