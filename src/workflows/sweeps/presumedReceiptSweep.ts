import { idsOf } from '../delivery/controllerMail';
import { evidenceEvents, noticeWithEvidence } from '../delivery/noteEvidence';
import type { NoticeSweep } from './sweepNotices';

const actor = { kind: 'system', name: 'receipt' } as const;

/**
 * Under terms that ask for no more, a notice that our relay took counts as received 24 hours later, unless it came back before (DESIGN.md, "Receipt and its
 * evidence"). The receipt is of that instant, whenever the sweep comes by.
 */
export const presumedReceiptSweep: NoticeSweep = {
  name: 'presumedAt',
  act: async (_context, { due, now }) =>
    due.map((notice) => {
      const at = notice.followUps.presumedAt ?? now;
      const handedOver = notice.evidence.find(({ kind, voidedAt }) => kind === 'handedOver' && voidedAt === null);
      const { contactId = null, sendingId = null } = handedOver ?? {};
      const evidence = { kind: 'presumed' as const, at, contactId, sendingId, detail: null };
      const after = noticeWithEvidence(notice, { evidence, now, sent: false });
      const facts = { sendingId };
      return { notice: after, events: evidenceEvents({ before: notice, after, ids: idsOf(notice), evidence, actor, now, facts }) };
    }),
};
