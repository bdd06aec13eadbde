import { idsOf } from '../delivery/controllerMail';
import { firstUntried, sendingsFor } from '../delivery/planMail';
import type { NoticeSweep } from './sweepNotices';

const actor = { kind: 'system', name: 'courier' } as const;

/**
 * At half time of the objection window, or of the time to effect where there is none, a notice that nobody has acknowledged or answered is sent to the next
 * contact of the agreement too. Once; where there is no further contact nothing is sent.
 */
export const secondContactSweep: NoticeSweep = {
  name: 'secondContactAt',
  async act(context, { due, now, reach }) {
    const reachOf = await reach();
    return due.map((each) => {
      const { agreement, contacts, sendings: sent, hasObjected } = reachOf(each);
      const notice = { ...each, followUps: { ...each.followUps, secondContactDone: true } };
      const next = firstUntried(contacts, sent);
      const hasAnswered = hasObjected || each.approvals.some(({ state }) => state !== 'requested');
      if (!next || hasAnswered || agreement.state === 'ended') return { notice };
      const sendings = sendingsFor({
        kind: 'notice',
        dedupe: `notice:${each._id}`,
        contacts: [next],
        host: context.settings.messageIdHost,
        readyAt: new Date(),
        noticeId: each._id,
        changeId: each.changeId,
        agreementId: each.agreementId,
      });
      const subject = { kind: 'notice', id: each._id };
      const facts = { contactId: next.id, sendingId: sendings[0]?._id ?? null };
      return { notice, sendings, events: [{ at: now, type: 'notice.secondContact', actor, subject, ...idsOf(each), facts }] };
    });
  },
};
