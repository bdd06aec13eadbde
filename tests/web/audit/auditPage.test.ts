import { createAuditSigner } from '../../../src/audit/auditKeys';
import { signHead } from '../../../src/workflows/audit/signHead';
import { textOf } from '../../support/contactBrowser';
import { addition, publish, registerAgreement } from '../../support/register';
import { type StaffBrowser, staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
let auditor: StaffBrowser;
beforeAll(async () => {
  testbed = await createTestbed();
  await registerAgreement(testbed, { reference: 'AUD-1' });
  await registerAgreement(testbed, { reference: 'AUD-2', services: ['opptak'] });
  await publish(testbed, addition());
  auditor = await staffBrowser(testbed, 'auditor');
});
afterAll(() => testbed.close());

const entries = (html: string) => [...html.matchAll(/<time datetime/g)].length;

test('has everything, the newest first, in words', async () => {
  const { text } = await auditor.get('/desk/audit?lang=en');
  const shown = textOf(text);
  expect(shown).toContain('published the change (1 agreement on the services)');
  expect(shown).toContain('registered');
  expect(shown.indexOf('signed in')).toBeLessThan(shown.indexOf('published the change'));
  expect(shown).not.toContain('Event "');
});

test('of one agreement, by its reference, has nothing of the others', async () => {
  const shown = textOf((await auditor.get('/desk/audit?agreement=AUD-2&lang=en')).text);
  expect(shown).toContain('AUD-2');
  expect(shown).not.toContain('published the change');
  expect(shown.replace('All changes', '')).not.toContain('Agreement AUD-1');
});

test('of one change has its own story', async () => {
  const { items } = await testbed.dependencies.data.changes.list({ limit: 1 });
  const { text } = await auditor.get(`/desk/audit?changeId=${items[0]?._id}&lang=en`);
  expect(textOf(text)).toContain('made the draft');
  expect(textOf(text)).not.toContain('signed in');
});

test('of a reference that there is none of says so at the field', async () => {
  const { text, status } = await auditor.get('/desk/audit?agreement=%3Cb%3Enothing&lang=en');
  expect(status).toBe(422);
  expect(text).toContain('id="agreement-problem"');
  expect(text).not.toContain('<b>nothing');
});

test('is shown a hundred at a time, and every event once', async () => {
  const { auditEvents } = testbed.dependencies.data;
  await testbed.context.inTransaction((session) =>
    auditEvents.record(
      Array.from({ length: 150 }, (_, index) => ({
        at: new Date('2026-06-01T09:00:00Z'),
        type: 'user.signedIn',
        actor: { kind: 'person' as const, personId: `p${index}`, name: `Person ${index}`, role: 'dpo' as const, via: 'session' as const },
        subject: { kind: 'user', id: `p${index}` },
      })),
      session,
    ),
  );
  const first = await auditor.get('/desk/audit');
  expect(entries(first.text)).toBe(100);
  const next = /href="(\/desk\/audit\?cursor=[^"]+)"/.exec(first.text)?.[1];
  const second = await auditor.get(String(next));
  const names = [first.text, second.text].flatMap((text) => [...text.matchAll(/Person (\d+) /g)].map(([, number]) => number));
  expect(new Set(names).size).toBe(150);
  expect(names).toHaveLength(150);
});

test('says how far the chain is signed, and gives each event its number', async () => {
  const before = textOf((await auditor.get('/desk/audit?lang=en')).text);
  expect(before).toContain('has not been signed yet');
  expect(before).toContain('Gets its number in a moment');
  const signer = createAuditSigner(testbed.dependencies.config.auditKeys);
  const head = await signHead(testbed.context, { signer, at: new Date() });
  const after = textOf((await auditor.get('/desk/audit?lang=en')).text);
  expect(after).toContain(String(head?.hash));
  expect(after).toContain(`Event no. ${head?.seq}`);
});
