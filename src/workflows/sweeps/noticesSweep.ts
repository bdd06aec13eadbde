import { createAttempts } from './attempts';
import type { LegalSweep } from './legalSweep';
import { lookAtNoticesSweep } from './lookAtNoticesSweep';
import { presumedReceiptSweep } from './presumedReceiptSweep';
import { reminderSweep } from './reminderSweep';
import { secondContactSweep } from './secondContactSweep';
import { dutyAt, type NoticeSweep } from './sweepNotices';
import { unconfirmedSweep } from './unconfirmedSweep';

/** In the order in which they happen when several fall due together. */
const sweeps: readonly NoticeSweep[] = [lookAtNoticesSweep, presumedReceiptSweep, unconfirmedSweep, secondContactSweep, reminderSweep];

/** Everything that happens to notices by themselves. Asks whether anything is due to any of them once, and again after what was written: at most times nothing is. */
export const noticesSweep: LegalSweep = {
  name: 'notices',
  async run(context, { now }) {
    const duty = dutyAt(context, now);
    if (!(await duty.isThere())) return;
    const parts = createAttempts();
    for (const sweep of sweeps) await parts.attempt(() => sweep.run(context, { now, duty }));
    parts.end();
  },
  nextAt: ({ data }, after) => data.noticeTasks.nextInstant(after),
};
