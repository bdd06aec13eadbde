import { isDuplicateKey } from '../../data/connection';
import { affectedAmong } from '../changes/affectedChunk';
import { enqueueMail } from '../delivery/enqueueMail';
import { writeLateNotices } from '../delivery/lateNotices';
import type { LegalSweep } from './legalSweep';

const chunk = 500;

/**
 * An agreement, or a service of it, that was added after publication gets its own notice of every published change that affects it (DESIGN.md, "Gate"). Waits
 * while notices of a change are still being written, since some of these are among them. A change that is completed has no more notices: the gate stays shut
 * for an agreement whose annex lacks its subprocessor, until another change brings it.
 */
export const lateAgreementsSweep: LegalSweep = {
  name: 'lateAgreements',
  async run(context, { now }) {
    const { data } = context;
    while (await data.agreements.hasNoticesDue()) {
      const published = await data.changes.listPublished();
      if (published.some(({ fanOut }) => !fanOut?.done)) return;
      try {
        const swept = await context.inTransaction(async (session) => {
          const agreements = await data.agreements.listNoticesDue(chunk, session);
          if (agreements.length === 0) return { found: 0, sendingIds: [] };
          const sendingIds: string[] = [];
          for (const change of published) {
            const affected = await affectedAmong(context, {
              change,
              agreements: agreements.filter(({ services }) => services.some((service) => change.services.includes(service))),
            });
            sendingIds.push(...(await writeLateNotices(context, { session, change, affected, now })));
          }
          await data.agreements.clearNoticesDue(
            agreements.map(({ _id }) => _id),
            session,
          );
          return { found: agreements.length, sendingIds };
        });
        if (swept.sendingIds.length > 0) await enqueueMail(context, swept.sendingIds);
        if (swept.found < chunk) return;
      } catch (error) {
        // Another process is at the same agreements.
        if (isDuplicateKey(error)) return;
        throw error;
      }
    }
  },
  // An agreement comes by an act, and not by itself.
  nextAt: async () => null,
};
