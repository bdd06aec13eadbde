import { withFollowUps } from '../delivery/withFollowUps';
import { sweepInSets } from './sweepInSets';
import { dutyAt, type NoticeSweep } from './sweepNotices';

/**
 * Counts anew when something is to happen to notices, where what they are counted from may have changed since: a notice without a receipt once a day. The
 * sweeps after it find what is due by these instants.
 */
export const lookAtNoticesSweep: NoticeSweep = {
  name: 'lookAtNotices',
  run: (context, { now, duty = dutyAt(context, now) }) =>
    sweepInSets(
      () => duty.isThere(),
      async ({ limit, except, noteRead }) => {
        const { noticeTasks } = context.data;
        const looked = await context.inTransaction(async (session) => {
          const found = await noticeTasks.listToLookAt({ now, limit, except }, session);
          noteRead(found);
          await noticeTasks.saveSwept(
            found.map((notice) => withFollowUps(notice, now)),
            session,
          );
          return found.length;
        });
        if (looked > 0) duty.forget();
      },
    ),
};
