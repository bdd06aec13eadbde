import type { LegalSweep } from './legalSweep';
import { presumedReceiptSweep } from './presumedReceiptSweep';
import { reminderSweep } from './reminderSweep';
import { secondContactSweep } from './secondContactSweep';
import { sweepNotices } from './sweepNotices';
import { unconfirmedSweep } from './unconfirmedSweep';

/** In the order in which they happen when several fall due together. */
const sweeps = [presumedReceiptSweep, unconfirmedSweep, secondContactSweep, reminderSweep];

/** Everything that happens to notices by themselves. */
export const noticesSweep: LegalSweep = {
  name: 'notices',
  run: (context, { now, stop }) => sweepNotices(context, { now, sweeps, stop }),
  nextAt: ({ data }, after) => data.noticeTasks.nextInstant(after),
};
