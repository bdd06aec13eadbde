import type { ContactRecord } from '../../data/controller.model';
import type { DueNotice } from '../../data/noticeTask.repository';
import { waitsForApproval } from '../../domain/receipt/followUps';
import type { WorkflowContext } from '../context';
import { idsOf } from '../delivery/controllerMail';
import { sendingsFor } from '../delivery/planMail';
import type { ReachOfNotice } from './loadReach';
import type { NoticeSweep, SweptOne } from './sweepNotices';

const actor = { kind: 'system', name: 'reminders' } as const;

/**
 * Reminds controllers that have neither acknowledged nor answered: at half time, and three working days before the window closes; and every week of an approval
 * that is missing (DESIGN.md, "Time, reminders, retention"), at 08:00 in the agreement's zone. Ten times at most for one notice. An objection or a question is an answer; once it
 * has ended, an approval that still is missing is asked for again. When the portal was away over several of them, one is sent.
 */
export const reminderSweep: NoticeSweep = {
  name: 'remindAt',
  async act(context, { due, now, reach }) {
    const reachOf = await reach();
    return due.map((notice) => remind(context, { notice, reach: reachOf(notice), now }));
  },
};

function remind(context: WorkflowContext, { notice, reach, now }: { notice: DueNotice; reach: ReachOfNotice; now: Date }): SweptOne {
  const kind = waitsForApproval(notice) ? 'approvalReminder' : 'reminder';
  const contacts = whomToRemind(reach);
  const closesAt = notice.deadlines?.objection?.closesAt;
  const isTooLate = kind === 'reminder' && closesAt !== undefined && closesAt <= now;
  const hasAnswered = kind === 'reminder' ? reach.hasObjected || reach.hasAsked : reach.objectionOpen;
  const nobody = contacts.length === 0 || hasAnswered || reach.agreement.state === 'ended' || isTooLate;
  const reminders = notice.followUps.reminders + (nobody ? 0 : 1);
  const reminded = { ...notice, followUps: { ...notice.followUps, remindedAt: now, reminders } };
  if (nobody) return { notice: reminded };
  const sendings = sendingsFor({
    kind,
    dedupe: `${kind}:${notice._id}:${reminders}`,
    contacts,
    host: context.settings.messageIdHost,
    readyAt: new Date(),
    noticeId: notice._id,
    changeId: notice.changeId,
    agreementId: notice.agreementId,
  });
  return {
    notice: reminded,
    sendings,
    events: [
      {
        at: now,
        type: 'notice.reminded',
        actor,
        subject: { kind: 'notice', id: notice._id },
        ...idsOf(notice),
        facts: { kind, number: reminders, sendingIds: sendings.map(({ _id }) => _id) },
      },
    ],
  };
}

/** Those of today's contacts who have been sent the notice, and whose servers did not refuse it; of one that was told by hand, the first. */
function whomToRemind({ contacts, sendings }: ReachOfNotice): ContactRecord[] {
  if (sendings.length === 0) return contacts.slice(0, 1);
  const reached = new Set(sendings.flatMap(({ contactId, state }) => (state === 'handedOver' || state === 'accepted' ? [contactId] : [])));
  return contacts.filter(({ id }) => reached.has(id));
}
