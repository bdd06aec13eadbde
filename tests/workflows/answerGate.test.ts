import { approveChange } from '../../src/workflows/changes/approveChange';
import { publishChange } from '../../src/workflows/changes/publishChange';
import { submitChange } from '../../src/workflows/changes/submitChange';
import { answerGate } from '../../src/workflows/gate/answerGate';
import { addition, draft, expectValue, registerAgreement } from '../support/register';
import { createTestbed, type Testbed } from '../support/testbed';

let testbed: Testbed;
beforeEach(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
});
afterEach(() => testbed.close());

test('a change is published and its notices are not written yet: not received, with all that the terms ask for', async () => {
  const { context, dependencies } = testbed;
  const { agreement } = await registerAgreement(testbed, { reference: 'SPECIFIC', preset: 'dfo-2020-specific' });
  const change = await draft(testbed, addition({ rollout: 'perAgreement' }));
  const act = async (role: 'publisher' | 'dpo') => ({ actor: testbed.person(role), now: await testbed.now(), changeId: change._id });
  expectValue(await submitChange(context, await act('publisher')));
  expectValue(await approveChange(context, await act('dpo')));
  // The testbed has no worker: nobody takes the job that writes the notices before the bed is told to settle.
  expectValue(await publishChange(context, await act('dpo')));
  expect(await dependencies.data.notices.findFor(change._id, [agreement._id])).toEqual([]);

  const query = { agreementId: agreement._id, subprocessorId: change.subprocessorId };
  const gate = expectValue(await answerGate(context, { now: await testbed.now(), query }));

  expect(gate).toMatchObject({ mayProcess: false, since: null, entry: null });
  expect(gate.reasons).toEqual([{ code: 'not-received' }, { code: 'planned-day', until: '2026-07-01' }, { code: 'approval-missing' }]);
});
