import { withFollowUps } from '../delivery/withFollowUps';
import { sweepInSets } from './sweepInSets';
import type { NoticeSweep } from './sweepNotices';

/**
 * Counts anew when something is to happen to notices, where what they are counted from may have changed since: a notice without a receipt once a day. The
 * sweeps after it find what is due by these instants.
 */
export const lookAtNoticesSweep: NoticeSweep = {
  name: 'lookAtNotices',
  run: ({ data, inTransaction }, { now }) =>
    sweepInSets(
      () => data.noticeTasks.isAnythingDue(now),
      ({ limit, except, noteRead }) =>
        inTransaction(async (session) => {
          const found = await data.noticeTasks.listToLookAt({ now, limit, except }, session);
          noteRead(found);
          await data.noticeTasks.saveSwept(
            found.map((notice) => withFollowUps(notice, now)),
            session,
          );
        }),
    ),
};
