import type { NoticeRecord } from '../../../src/data/notice.model';
import type { SendingKind } from '../../../src/data/sending.model';
import { termsPresets } from '../../../src/domain/terms/presets';
import { acknowledgeNotice } from '../../../src/workflows/answers/acknowledgeNotice';
import { noticesSweep } from '../../../src/workflows/sweeps/noticesSweep';
import { addition, expectValue, publish, registerAgreement } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';

// Received 2026-06-02: half time 06-09, the last reminder 06-11, the window's last day 06-16.
const received = '2026-06-02T08:00:00Z';
const halfTime = '2026-06-09T06:00:00Z';

let testbed: Testbed;
const agreements: Record<string, string> = {};
let changeId: string;

beforeAll(async () => {
  testbed = await createTestbed({ now: received });
  for (const [reference, contacts] of [
    ['QUIET', 2],
    ['ALONE', 1],
    ['READ', 2],
  ] as const) {
    const { agreement } = await registerAgreement(testbed, { reference, contacts });
    agreements[reference] = agreement._id;
  }
  const specific = { ...termsPresets['dfo-2020-specific'], objection: termsPresets.videonor.objection };
  agreements.ASKED = (await registerAgreement(testbed, { reference: 'ASKED', terms: specific })).agreement._id;
  changeId = (await publish(testbed, addition({ rollout: 'perAgreement' })))._id;
  const read = await noticeOf('READ');
  const contactId = read.evidence[0]?.contactId ?? '';
  const actor = { kind: 'controller', noticeId: read._id, contactId } as const;
  expectValue(await acknowledgeNotice(testbed.context, { actor, now: await testbed.now() }));
});
afterAll(() => testbed.close());

async function noticeOf(reference: string): Promise<NoticeRecord> {
  const [notice] = await testbed.dependencies.data.notices.findFor(changeId, [agreements[reference] ?? '']);
  if (!notice) throw new Error(`no notice to ${reference}`);
  return notice;
}

async function sent(reference: string, kind: SendingKind): Promise<string[]> {
  const { _id } = await noticeOf(reference);
  return (await testbed.dependencies.data.sendings.listOfNotices([_id], kind)).map(({ to, state }) => `${to} ${state}`);
}

async function events(reference: string, type: string): Promise<number> {
  const { _id: noticeId } = await noticeOf(reference);
  return (await testbed.dependencies.data.auditEvents.list({ noticeId, limit: 200 })).filter((event) => event.type === type).length;
}

test('before half time nothing is sent', async () => {
  await testbed.advanceTo('2026-06-09T05:59:59Z');
  expect(await sent('QUIET', 'reminder')).toEqual([]);
  expect(await sent('QUIET', 'notice')).toEqual(['contact@quiet.example accepted']);
});

test('at half time whoever was silent is reminded and the next contact gets the notice; whoever acknowledged gets neither', async () => {
  await testbed.advanceTo(halfTime);
  expect(await sent('QUIET', 'notice')).toEqual(['contact@quiet.example accepted', 'second@quiet.example accepted']);
  expect(await sent('QUIET', 'reminder')).toEqual(['contact@quiet.example accepted']);
  expect(await sent('ALONE', 'notice')).toEqual(['contact@alone.example accepted']);
  expect(await sent('ALONE', 'reminder')).toEqual(['contact@alone.example accepted']);
  expect(await sent('READ', 'notice')).toEqual(['contact@read.example accepted']);
  expect(await sent('READ', 'reminder')).toEqual([]);
  expect([await events('QUIET', 'notice.secondContact'), await events('QUIET', 'notice.reminded')]).toEqual([1, 1]);
  expect((await noticeOf('QUIET')).receivedAt).toEqual(new Date(received));
});

test('the sweep runs again at the same instant, and twice at once: nothing more is sent', async () => {
  const now = await testbed.now();
  await Promise.all([noticesSweep.run(testbed.context, { now }), noticesSweep.run(testbed.context, { now })]);
  await testbed.settle();
  expect(await sent('QUIET', 'reminder')).toHaveLength(1);
  expect(await sent('QUIET', 'notice')).toHaveLength(2);
});

test('three working days before the window closes the last reminder goes to all who have the notice; after it none', async () => {
  await testbed.advanceTo('2026-06-20T08:00:00Z');
  expect(await sent('QUIET', 'reminder')).toEqual([
    'contact@quiet.example accepted',
    'contact@quiet.example accepted',
    'second@quiet.example accepted',
  ]);
  const [mail] = (await testbed.mailbox({ to: 'contact@alone.example' })).filter(({ subject }) => subject?.startsWith('Påminnelse'));
  expect(mail?.text).toContain('tirsdag 16. juni 2026');
  expect(mail?.links.some((link) => link.includes('/n/'))).toBe(true);
});

test('an approval that is missing is asked for every week until ten times, also while the change is held', async () => {
  expect(await sent('ASKED', 'approvalReminder')).toHaveLength(3);
  await testbed.advanceTo('2026-10-01T08:00:00Z');
  expect(await sent('ASKED', 'approvalReminder')).toHaveLength(10);
  expect(await events('ASKED', 'notice.reminded')).toBe(10);
});
