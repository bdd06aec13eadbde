import type { OldSending } from '../../data/retentionMail.repository';
import { addDays, localDateOf, startOfDay } from '../../domain/calendar/calendarDate';
import { daysBefore, serviceMailDays } from '../../domain/retention/retentionPeriods';
import { processorZone } from '../processorDay';
import { heldIds, withoutHeld } from './heldIds';
import { type DueRecord, retentionRule } from './retentionRule';

interface DueMail extends DueRecord {
  sending: OldSending;
}

/** One-time codes, reminders, questions about contacts, and mail to the staff: what they said goes after 45 days. That they were sent, when and where to, stays. */
export const serviceMailRule = retentionRule<DueMail>({
  name: 'serviceMail',
  atOnce: 500,
  async *due({ data }, { now }) {
    const before = daysBefore(now, serviceMailDays, processorZone);
    for await (const sending of data.retentionMail.serviceMail(before, await heldIds(data))) {
      yield { kind: 'sending', id: sending._id, since: goesFrom(sending.statedAt ?? sending.createdAt), sending };
    }
  },
  async erase({ data, inTransaction }, { due: found, now, actor }) {
    const due = await withoutHeld(data, found);
    const ids = due.map(({ id }) => id);
    const digestIds = due.flatMap(({ sending }) => sending.detail?.digestId ?? []);
    await data.retentionMail.removeCaptured(ids);
    return inTransaction(async (session) => {
      const count = await data.retentionMail.eraseBodies(ids, { at: now, rule: 'serviceMail' }, session);
      if (count === 0) return 0;
      if (digestIds.length > 0) await data.digests.emptyMany(digestIds, session);
      await data.auditEvents.record(
        {
          ...{ at: now, type: 'retention.erased', actor, subject: { kind: 'retention', id: 'serviceMail' } },
          facts: { rule: 'serviceMail', count },
        },
        session,
      );
      return count;
    });
  },
  async nextDueAt({ data }, after) {
    const sentAt = await data.retentionMail.nextServiceMail(daysBefore(after, serviceMailDays, processorZone));
    return sentAt && goesFrom(sentAt);
  },
});

function goesFrom(sentAt: Date): Date {
  return startOfDay(addDays(localDateOf(sentAt, processorZone), serviceMailDays + 1), processorZone);
}
