import { isDuplicateKey } from '../../data/connection';
import { affectedAmong } from '../changes/affectedChunk';
import { enqueueMail } from '../delivery/enqueueMail';
import { writeLateNotices } from '../delivery/lateNotices';
import type { LegalSweep } from './legalSweep';
import { sweepInSets } from './sweepInSets';

/**
 * An agreement, or a service of it, that was added after publication gets its own notice of every published change that affects it (DESIGN.md, "Gate"). Waits
 * while notices of a change are still being written, since some of these are among them. A change that is completed has no more notices: the gate stays shut
 * for an agreement whose annex lacks its subprocessor, until another change brings it. An agreement that no notice can be written to keeps back no other.
 */
export const lateAgreementsSweep: LegalSweep = {
  name: 'lateAgreements',
  async run(context, { now, stop }) {
    const { data } = context;
    const isAnythingDue = () => data.agreements.hasNoticesDue();
    await sweepInSets({ isAnythingDue, stop }, async ({ limit, except, noteRead }) => {
      const published = await data.changes.listPublished();
      if (published.some(({ fanOut }) => !fanOut?.done)) return;
      try {
        const sendingIds = await context.inTransaction(async (session) => {
          const agreements = await data.agreements.listNoticesDue({ limit, except }, session);
          noteRead(agreements);
          const written: string[] = [];
          for (const change of published) {
            const affected = await affectedAmong(context, {
              change,
              agreements: agreements.filter(({ services }) => services.some((service) => change.services.includes(service))),
            });
            written.push(...(await writeLateNotices(context, { session, change, affected, now })));
          }
          await data.agreements.clearNoticesDue(
            agreements.map(({ _id }) => _id),
            session,
          );
          return written;
        });
        if (sendingIds.length > 0) await enqueueMail(context, sendingIds);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        // Another process is at the same agreements.
        noteRead([]);
      }
    });
  },
  // An agreement comes by an act, and not by itself.
  nextAt: async () => null,
};
