import type { ChangeRecord } from '../../src/data/change.model';
import { approveChange } from '../../src/workflows/changes/approveChange';
import { publishChange } from '../../src/workflows/changes/publishChange';
import { submitChange } from '../../src/workflows/changes/submitChange';
import { proposeRevision } from '../../src/workflows/revisions/proposeRevision';
import type { RevisionInput } from '../../src/workflows/revisions/resolveRevision';
import { expectValue } from './register';
import type { Testbed } from './testbed';

/** A correction of a published change: proposed, submitted, released by another and published. Its notices are left to `settle` or a worker. */
export async function revise(
  testbed: Testbed,
  changeId: string,
  { immaterial, ...input }: RevisionInput & { immaterial?: boolean },
): Promise<ChangeRecord> {
  const { context } = testbed;
  const [publisher, dpo, now] = [testbed.person('publisher'), testbed.person('dpo'), await testbed.now()];
  const reasonForRevision = { nb: 'Det sto feil i varselet', en: 'The notice was wrong' };
  expectValue(await proposeRevision(context, { actor: publisher, now, changeId, input: { reasonForRevision, ...input } }));
  expectValue(await submitChange(context, { actor: publisher, now, changeId }));
  expectValue(await approveChange(context, { actor: dpo, now, changeId, ...(immaterial ? { immaterial } : {}) }));
  return expectValue(await publishChange(context, { actor: publisher, now, changeId }));
}
