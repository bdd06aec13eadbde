import type { NoticeRecord } from '../../../src/data/notice.model';
import { termsPresets } from '../../../src/domain/terms/presets';
import { acknowledgeNotice } from '../../../src/workflows/answers/acknowledgeNotice';
import { noticesSweep } from '../../../src/workflows/sweeps/noticesSweep';
import { addition, expectValue, publish, registerAgreement } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
const agreements: Record<string, string> = {};
let changeId: string;

beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z', env: { MAIL_ROUTE: 'relay' } });
  for (const [reference, receiptEvidence] of [
    ['PRESUMED', 'presumed'],
    ['ACCEPTED', 'accepted'],
  ] as const) {
    const { agreement } = await registerAgreement(testbed, { reference, terms: { ...termsPresets.videonor, receiptEvidence } });
    agreements[reference] = agreement._id;
  }
  changeId = (await publish(testbed, addition({ rollout: 'perAgreement' })))._id;
});
afterAll(() => testbed.close());

async function noticeOf(reference: string): Promise<NoticeRecord> {
  const [notice] = await testbed.dependencies.data.notices.findFor(changeId, [agreements[reference] ?? '']);
  if (!notice) throw new Error(`no notice to ${reference}`);
  return notice;
}

test('a relay took it: no receipt, and no clock runs', async () => {
  expect(await noticeOf('PRESUMED')).toMatchObject({ state: 'handedOver', receivedAt: null });
  await testbed.advanceTo('2026-06-03T07:59:59Z');
  expect(await noticeOf('PRESUMED')).toMatchObject({ state: 'handedOver', receivedAt: null });
});

test('24 hours without a bounce: presumed received then, under terms that allow it only', async () => {
  await testbed.advanceTo('2026-06-03T08:00:00Z');
  const notice = await noticeOf('PRESUMED');
  expect(notice).toMatchObject({ state: 'handedOver', receiptEvidence: 'presumed', receivedAt: new Date('2026-06-03T08:00:00Z') });
  expect(notice.deadlines?.objection?.lastDay).toBe('2026-06-17');
  expect(await noticeOf('ACCEPTED')).toMatchObject({ receivedAt: null });
  const types = (await testbed.dependencies.data.auditEvents.list({ noticeId: notice._id, limit: 50 }))
    .map(({ type }) => type)
    .filter((type) => !type.startsWith('effect.'));
  expect(types).toEqual(['notice.planned', 'RelayToNonERDS', 'notice.presumed', 'notice.received']);
});

test('the sweep runs twice at once and again: one receipt', async () => {
  const now = await testbed.now();
  await Promise.all([noticesSweep.run(testbed.context, { now }), noticesSweep.run(testbed.context, { now })]);
  expect((await noticeOf('PRESUMED')).evidence.map(({ kind }) => kind)).toEqual(['handedOver', 'presumed']);
});

test('72 hours without the evidence that the terms ask for: a task, once, and the clock still does not run', async () => {
  await testbed.advanceTo('2026-06-05T07:59:59Z');
  expect((await noticeOf('ACCEPTED')).attention).toEqual([]);
  await testbed.advanceTo('2026-06-20T08:00:00Z');
  const notice = await noticeOf('ACCEPTED');
  expect(notice).toMatchObject({ receivedAt: null });
  expect(notice.attention).toMatchObject([{ code: 'unconfirmed', at: new Date('2026-06-05T08:00:00Z'), clearedAt: null }]);
  expect((await noticeOf('PRESUMED')).attention).toEqual([]);
});

test('the receipt comes after all: the task is solved by itself', async () => {
  const notice = await noticeOf('ACCEPTED');
  const now = await testbed.now();
  const actor = { kind: 'controller', noticeId: notice._id, contactId: notice.evidence[0]?.contactId ?? '' } as const;
  expectValue(await acknowledgeNotice(testbed.context, { actor, now }));
  expect((await noticeOf('ACCEPTED')).attention).toMatchObject([{ code: 'unconfirmed', clearedAt: now, clearedBy: 'system' }]);
});
