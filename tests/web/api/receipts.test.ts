import type { ChangeRecord } from '../../../src/data/change.model';
import type { NoticeRecord } from '../../../src/data/notice.model';
import { addition, publish, registerAgreement } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';
import { as, problems } from './apiCalls';

let testbed: Testbed;
let change: ChangeRecord;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
  for (const reference of ['LETTER', 'AGAIN']) await registerAgreement(testbed, { reference, contacts: 2 });
  change = await publish(testbed, addition({ rollout: 'perAgreement' }));
});
afterAll(() => testbed.close());

async function noticeTo(reference: string, changeId = change._id): Promise<NoticeRecord> {
  const agreement = await testbed.dependencies.data.agreements.findByReference(reference);
  const [notice] = await testbed.dependencies.data.notices.findFor(changeId, [agreement?._id ?? '']);
  if (!notice) throw new Error(`no notice to ${reference}`);
  return notice;
}

async function typesOf(notice: NoticeRecord): Promise<string[]> {
  return (await testbed.dependencies.data.auditEvents.list({ noticeId: notice._id, limit: 100 })).map(({ type }) => type);
}

describe('POST /notices/{id}/receipts', () => {
  const receivedAt = '2026-06-02T08:00:00Z';

  test('only the DPO enters receipts, and what is no receipt is refused field by field', async () => {
    const { _id } = await noticeTo('LETTER');
    for (const key of ['publisher', 'admin', 'auditor', 'system'] as const) {
      expect((await as(testbed, key).post(`/notices/${_id}/receipts`, { receivedAt, note: 'Brev' })).status).toBe(403);
    }
    const dpo = as(testbed, 'dpo');
    expect(problems(await dpo.post(`/notices/${_id}/receipts`, {}))).toEqual(['/receivedAt required', '/note required']);
    const future = await dpo.post(`/notices/${_id}/receipts`, { receivedAt: '2026-06-02T08:00:01Z', note: 'Brev' });
    expect([future.status, problems(future)]).toEqual([422, ['/receivedAt in-the-future']]);
    const before = await dpo.post(`/notices/${_id}/receipts`, { receivedAt: '2026-06-02T07:59:59Z', note: 'Brev' });
    expect([before.status, problems(before)]).toEqual([422, ['/receivedAt before-publication']]);
    expect((await dpo.post(`/notices/${'0'.repeat(24)}/receipts`, { receivedAt, note: 'Brev' })).status).toBe(404);
  });

  test('entered by one it counts for nothing; confirmed by another it is evidence from its own instant', async () => {
    const { _id } = await noticeTo('LETTER');
    await testbed.advanceTo('2026-06-03T08:00:00Z');
    const entered = await as(testbed, 'dpo').post(`/notices/${_id}/receipts`, {
      receivedAt: '2026-06-02T12:00:00Z',
      note: 'Levert på papir',
    });
    expect(entered.status).toBe(201);
    expect(entered.body).toMatchObject({ noticeId: _id, state: 'accepted', receipts: [{ note: 'Levert på papir', confirmedBy: null }] });
    expect((await noticeTo('LETTER')).receiptEvidence).toBe('accepted');

    const own = await as(testbed, 'dpo').post(`/notices/${_id}/receipts`, { confirm: true });
    expect([own.status, own.body.code]).toEqual([403, 'own-receipt']);
    const confirmed = await as(testbed, 'dpo2').post(`/notices/${_id}/receipts`, { confirm: true });
    expect([confirmed.status, confirmed.body.state]).toEqual([200, 'manual']);
    const notice = await noticeTo('LETTER');
    expect(notice.evidence.at(-1)).toMatchObject({ kind: 'manual', at: new Date('2026-06-02T12:00:00Z'), detail: 'Levert på papir' });
    expect(notice).toMatchObject({ state: 'manual', receiptWaiting: false });
    expect(await typesOf(notice)).toEqual(expect.arrayContaining(['notice.receiptEntered', 'notice.manualReceipt']));

    const again = await as(testbed, 'dpo').post(`/notices/${_id}/receipts`, { confirm: true });
    expect([again.status, again.body.code]).toEqual([409, 'receipt-confirmed']);
    const more = await as(testbed, 'dpo').post(`/notices/${_id}/receipts`, { receivedAt: '2026-06-02T12:00:00Z', note: 'En gang til' });
    expect([more.status, more.body.code]).toEqual([409, 'receipt-confirmed']);
  });

  test('a mistake is put right by entering again: the last one waits, and whoever entered it cannot confirm it', async () => {
    const { _id } = await noticeTo('AGAIN');
    expect((await as(testbed, 'dpo').post(`/notices/${_id}/receipts`, { confirm: true })).body.code).toBe('no-receipt-waiting');
    const first = await as(testbed, 'dpo').post(`/notices/${_id}/receipts`, { receivedAt: '2026-06-02T12:00:00Z', note: 'Feil dag' });
    const second = await as(testbed, 'dpo2').post(`/notices/${_id}/receipts`, { receivedAt: '2026-06-02T13:00:00Z', note: 'Riktig dag' });
    expect((await as(testbed, 'dpo2').post(`/notices/${_id}/receipts`, { confirm: true })).status).toBe(403);
    expect((await noticeTo('AGAIN')).manualReceipts).toMatchObject([{ note: 'Riktig dag', confirmedBy: null }]);

    // Whoever read the first, or does not say which, confirms nothing.
    for (const unread of [{}, { id: first.body.receipts[0].id }]) {
      const stale = await as(testbed, 'dpo').post(`/notices/${_id}/receipts`, { confirm: true, ...unread });
      expect([stale.status, stale.body.code, stale.body.detail]).toEqual([409, 'stale-version', expect.stringContaining('entered anew')]);
    }
    const read = await as(testbed, 'dpo').post(`/notices/${_id}/receipts`, { confirm: true, id: second.body.receipts[0].id });
    expect([read.status, read.body.state]).toEqual([200, 'manual']);
  });
});

describe('POST /notices/{id}/resend', () => {
  test('goes to the contact it went to last, or to another of the agreement, as a message of its own', async () => {
    const notice = await noticeTo('AGAIN');
    const agreement = await testbed.dependencies.data.agreements.find(notice.agreementId);
    const controller = await testbed.dependencies.data.controllers.find(agreement?.controllerId ?? '');
    const second = controller?.contacts[1]?.id;
    const dpo = as(testbed, 'dpo');
    expect((await dpo.post(`/notices/${notice._id}/resend`, {})).status).toBe(200);
    expect((await dpo.post(`/notices/${notice._id}/resend`, {})).body.code).toBe('still-underway');
    await testbed.settle();
    expect((await dpo.post(`/notices/${notice._id}/resend`, { contactId: second })).status).toBe(200);
    await testbed.settle();
    const sendings = await testbed.dependencies.data.sendings.listOfNotices([notice._id], 'notice');
    expect(sendings.map(({ to }) => to)).toEqual(['contact@again.example', 'contact@again.example', 'second@again.example']);
    expect(new Set(sendings.map(({ messageId }) => messageId)).size).toBe(3);
    const after = await noticeTo('AGAIN');
    expect(after.receivedAt).toEqual(notice.receivedAt);
    expect((await typesOf(after)).filter((type) => type === 'notice.resent')).toHaveLength(2);
    const stranger = await dpo.post(`/notices/${notice._id}/resend`, { contactId: 'f'.repeat(24) });
    expect([stranger.status, stranger.body.code]).toEqual([422, 'no-contact']);
  });
});

describe('a running change that was told by hand before the portal came', () => {
  let running: ChangeRecord;
  beforeAll(async () => {
    for (const reference of ['MOVED-1', 'MOVED-2', 'MOVED-3']) await registerAgreement(testbed, { reference, services: ['arkiv'] });
    const input = { services: ['arkiv'], plannedEffectiveOn: '2026-06-20', takenOver: { note: 'Varslet på e-post 4. mai' } };
    running = await publish(testbed, addition(input));
  });

  test('publishing plans the notices and sends nothing, although its day is too early for a notice of today', async () => {
    const notice = await noticeTo('MOVED-1', running._id);
    expect(notice).toMatchObject({ state: 'planned', takenOver: true, receivedAt: null });
    expect(await testbed.mailbox({ to: 'contact@moved-1.example' })).toEqual([]);
    expect((await as(testbed, 'auditor').get(`/changes/${running._id}`)).body.takenOver).toEqual({ note: 'Varslet på e-post 4. mai' });
  });

  test('a list with mistakes enters nothing, and says what is wrong where', async () => {
    const answer = await as(testbed, 'dpo').post(`/changes/${running._id}/receipts`, {
      items: [
        { agreement: 'MOVED-1', receivedAt: '2026-05-04T10:00:00Z', note: 'E-post' },
        { agreement: 'NOBODY', receivedAt: '2026-05-04T10:00:00Z', note: 'E-post' },
        { agreement: 'MOVED-2', receivedAt: '2027-05-04T10:00:00Z', note: 'E-post' },
        { agreement: 'MOVED-1', receivedAt: '2026-05-04T10:00:00Z', note: 'E-post' },
      ],
    });
    expect(answer.status).toBe(422);
    expect(problems(answer)).toEqual(['/items/1/agreement no-notice', '/items/2/receivedAt in-the-future', '/items/3/agreement repeated']);
    expect((await noticeTo('MOVED-1', running._id)).manualReceipts).toEqual([]);
  });

  const confirm = (key: 'dpo' | 'dpo2', ids: string[]) => as(testbed, key).post(`/changes/${running._id}/receipts`, { confirm: true, ids });
  const waiting = async (query = '') => (await as(testbed, 'dpo2').get(`/changes/${running._id}/receipts${query}`)).body;
  const idsOf = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id);

  test('entered as CSV by one, read and confirmed by another in one act: received before publication, and the clocks run from then', async () => {
    const csv = 'agreement;receivedAt;note\nMOVED-1;2026-05-04T10:00:00Z;E-post\n"MOVED-2";2026-05-05;"Brev; rekommandert"\n';
    const entered = await as(testbed, 'dpo').post(`/changes/${running._id}/receipts`).set('Content-Type', 'text/csv').send(csv);
    expect([entered.status, entered.body]).toEqual([201, { entered: 2, confirmed: 0, ownWaiting: 2 }]);
    const read = await waiting();
    expect(read).toMatchObject({
      items: [
        { agreement: 'MOVED-1', receivedAt: '2026-05-04T10:00:00Z', note: 'E-post', own: false },
        { agreement: 'MOVED-2', receivedAt: '2026-05-05T10:00:00Z', note: 'Brev; rekommandert', own: false },
      ],
      next: null,
    });
    const start = await waiting('?limit=1');
    expect(idsOf(start)).toEqual(idsOf(read).slice(0, 1));
    expect(idsOf(await waiting(`?limit=1&cursor=${start.next}`))).toEqual(idsOf(read).slice(1));
    expect((await confirm('dpo', idsOf(read))).body.code).toBe('own-receipt');
    const unnamed = await as(testbed, 'dpo2').post(`/changes/${running._id}/receipts`, { confirm: true });
    expect([unnamed.status, problems(unnamed)]).toEqual([422, ['/ids required']]);

    // One is entered anew after the list was read.
    const items = [{ agreement: 'MOVED-2', receivedAt: '2026-05-05T10:00:00Z', note: 'Brev, hentet på posten' }];
    await as(testbed, 'dpo').post(`/changes/${running._id}/receipts`, { items });
    const stale = await confirm('dpo2', idsOf(read));
    expect([stale.status, stale.body.code, stale.body.detail]).toEqual([409, 'stale-version', expect.stringContaining('read it')]);
    expect((await noticeTo('MOVED-1', running._id)).receivedAt).toBeNull();

    const ids = idsOf(await waiting());
    for (let times = 0; times < 2; times += 1) {
      const confirmed = await confirm('dpo2', ids);
      expect([confirmed.status, confirmed.body]).toEqual([200, { entered: 0, confirmed: 2, ownWaiting: 0 }]);
    }
    expect((await confirm('dpo', ids)).body.code).toBe('no-receipt-waiting');
    const [first, second, third] = await Promise.all(['MOVED-1', 'MOVED-2', 'MOVED-3'].map((name) => noticeTo(name, running._id)));
    expect(first).toMatchObject({
      state: 'manual',
      receivedAt: new Date('2026-05-04T10:00:00Z'),
      deadlines: { earliestEffectiveOn: '2026-06-02' },
    });
    expect(second).toMatchObject({ state: 'manual', receivedAt: new Date('2026-05-05T10:00:00Z') });
    expect(third).toMatchObject({ state: 'planned', receivedAt: null });
  });

  test('nobody goes before the last receipt is there; then it takes effect on the planned day', async () => {
    await testbed.advanceTo('2026-06-21T08:00:00Z');
    expect((await noticeTo('MOVED-1', running._id)).effect).toBe('held');
    const { _id } = await noticeTo('MOVED-3', running._id);
    await as(testbed, 'dpo').post(`/notices/${_id}/receipts`, { receivedAt: '2026-05-06T10:00:00Z', note: 'Telefon' });
    await as(testbed, 'dpo2').post(`/notices/${_id}/receipts`, { confirm: true });
    await testbed.settle();
    expect((await noticeTo('MOVED-1', running._id)).effect).toBe('inEffect');
    const late = await as(testbed, 'dpo').post(`/notices/${_id}/resend`, {});
    expect([late.status, late.body.code]).toEqual([409, 'wrong-state']);
  });

  test('what is no list is refused with what to do', async () => {
    const post = (body: string) => as(testbed, 'dpo').post(`/changes/${change._id}/receipts`).set('Content-Type', 'text/csv').send(body);
    expect(problems(await post('agreement,receivedAt\nLETTER,2026-06-02\n'))).toEqual([' wrong-columns']);
    expect(problems(await post('agreement,receivedAt,note\nAGAIN,i går,Brev\n'))).toEqual(['/items/0/receivedAt invalid-instant']);
    expect(problems(await post('agreement,receivedAt,note\n"AGAIN,2026-06-02,Brev\n'))).toEqual([' not-csv']);
  });
});
