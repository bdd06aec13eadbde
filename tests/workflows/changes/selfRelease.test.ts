import { approveChange } from '../../../src/workflows/changes/approveChange';
import { draftChange } from '../../../src/workflows/changes/draftChange';
import { submitChange } from '../../../src/workflows/changes/submitChange';
import { addition, expectRefusal, expectValue, registerAgreement } from '../../support/register';
import { staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
afterEach(() => testbed.close());

/** One person, as whom they act in each role: drafted and submitted, and waiting for a release. */
async function submittedByOne(env: Record<string, string>) {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z', env });
  await registerAgreement(testbed, { reference: 'ALONE-1' });
  const { context } = testbed;
  const now = await testbed.now();
  const act = { now, actor: testbed.person('publisher', 'user:only') };
  const { _id: changeId } = expectValue(await draftChange(context, { ...act, input: addition() }));
  expectValue(await submitChange(context, { ...act, changeId }));
  return { changeId, release: () => approveChange(context, { changeId, now, actor: testbed.person('dpo', 'user:only') }) };
}

test('a company of one with ALLOW_SELF_RELEASE=yes: released by who drafted it, and the trail says that one person did both', async () => {
  const { changeId, release } = await submittedByOne({ ALLOW_SELF_RELEASE: 'yes' });
  expectValue(await release());
  const events = await testbed.dependencies.data.auditEvents.list({ changeId, limit: 10 });
  expect(events.find(({ type }) => type === 'change.approved')?.facts).toMatchObject({ selfReleased: true });
  const { text } = await (await staffBrowser(testbed, 'auditor')).get(`/desk/changes/${changeId}/audit`);
  expect(text).toContain('frigav endringen. Den samme personen sto for begge deler');
});

test('without it: not released by who drafted it', async () => {
  const { release } = await submittedByOne({});
  expect(expectRefusal(await release())).toBe('own-change');
});
