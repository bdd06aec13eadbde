import { withFollowUps } from '../delivery/withFollowUps';
import type { NoticeSweep } from './sweepNotices';

const chunk = 500;

/**
 * Counts anew when something is to happen to notices, where what they are counted from may have changed since: a notice without a receipt once a day. The
 * sweeps after it find what is due by these instants.
 */
export const lookAtNoticesSweep: NoticeSweep = {
  name: 'lookAtNotices',
  async run(context, { now }) {
    while (await context.data.noticeTasks.isAnythingDue(now)) {
      const looked = await context.inTransaction(async (session) => {
        const found = await context.data.noticeTasks.listToLookAt(now, chunk, session);
        await context.data.noticeTasks.saveSwept(
          found.map((notice) => withFollowUps(notice, now)),
          session,
        );
        return found.length;
      });
      if (looked < chunk) return;
    }
  },
};
