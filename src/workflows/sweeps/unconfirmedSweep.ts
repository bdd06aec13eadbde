import type { AttentionRecord } from '../../data/notice.model';
import { idsOf } from '../delivery/controllerMail';
import type { NoticeSweep } from './sweepNotices';

const actor = { kind: 'system', name: 'receipt' } as const;

/**
 * A notice that was taken 72 hours ago, and of which the evidence that its terms ask for has not come, becomes a task of the DPO. Its clock does not run. The
 * receipt solves the task by itself.
 */
export const unconfirmedSweep: NoticeSweep = {
  name: 'unconfirmedAt',
  act: async (_context, { due, now }) =>
    due.map((notice) => {
      const passedOn = notice.evidence.findLast(({ voidedAt }) => voidedAt === null);
      const { sendingId = null, contactId = null } = passedOn ?? {};
      const entry: AttentionRecord = {
        code: 'unconfirmed',
        at: now,
        sendingId,
        contactId,
        detail: null,
        clearedAt: null,
        clearedBy: null,
      };
      return {
        notice: { ...notice, attention: [...notice.attention, entry] },
        events: [
          {
            at: now,
            type: 'notice.unconfirmed',
            actor,
            subject: { kind: 'notice', id: notice._id },
            ...idsOf(notice),
            facts: { asked: notice.terms.receiptEvidence, evidence: passedOn?.kind ?? null },
          },
        ],
      };
    }),
};
