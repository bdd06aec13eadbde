import { createAttempts } from './attempts';
import type { LegalSweep } from './legalSweep';
import { lookAtNoticesSweep } from './lookAtNoticesSweep';
import { presumedReceiptSweep } from './presumedReceiptSweep';
import { reminderSweep } from './reminderSweep';
import { secondContactSweep } from './secondContactSweep';
import type { NoticeSweep } from './sweepNotices';
import { unconfirmedSweep } from './unconfirmedSweep';

/** In the order in which they happen when several fall due together. */
const sweeps: readonly NoticeSweep[] = [lookAtNoticesSweep, presumedReceiptSweep, unconfirmedSweep, secondContactSweep, reminderSweep];

/** Everything that happens to notices by themselves. Asks once whether anything is due to any of them: at most times nothing is. */
export const noticesSweep: LegalSweep = {
  name: 'notices',
  async run(context, at) {
    if (!(await context.data.noticeTasks.isAnythingDue(at.now))) return;
    const parts = createAttempts();
    for (const sweep of sweeps) await parts.attempt(() => sweep.run(context, at));
    parts.end();
  },
  nextAt: ({ data }, after) => data.noticeTasks.nextInstant(after),
};
