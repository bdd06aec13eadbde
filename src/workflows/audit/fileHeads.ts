import { appendFile } from 'node:fs/promises';
import { headLine } from '../../audit/chainedForm';
import type { WorkflowContext } from '../context';

const atOnce = 1_000;

/**
 * Appends the heads that are not there yet to AUDIT_HEAD_FILE, one to a line. Cut off in the middle it may append one twice, which changes nothing. Throws
 * when the file cannot be written: the heads wait, and the next turn tries again. `at` is real time.
 */
export async function fileHeads({ data }: Pick<WorkflowContext, 'data'>, { headFile, at }: { headFile: string; at: Date }): Promise<void> {
  for (;;) {
    const heads = await data.auditHeads.listToFile(atOnce);
    if (heads.length === 0) return;
    await appendFile(headFile, heads.map((head) => `${headLine(head)}\n`).join(''), 'utf8');
    await data.auditHeads.markFiled(
      heads.map(({ _id }) => _id),
      at,
    );
  }
}
