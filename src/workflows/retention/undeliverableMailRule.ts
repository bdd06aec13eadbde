import type { OldSending } from '../../data/retentionMail.repository';
import { addDays, addMonths, localDateOf, startOfDay } from '../../domain/calendar/calendarDate';
import { monthsBefore, undeliverableMonths } from '../../domain/retention/retentionPeriods';
import { sequenceEvents } from '../audit/sequenceEvents';
import { processorZone } from '../processorDay';
import { heldIds, withoutHeld } from './heldIds';
import { type DueRecord, retentionRule } from './retentionRule';

interface DueMail extends DueRecord {
  sending: OldSending;
}

/** Mail that came back or was refused: after twelve months nobody needs to know whose address it was, or what that server said. */
export const undeliverableMailRule = retentionRule<DueMail>({
  name: 'undeliverableMail',
  atOnce: 200,
  async *due({ data }, { now }) {
    const before = monthsBefore(now, undeliverableMonths, processorZone);
    for await (const sending of data.retentionMail.undeliverable(before, await heldIds(data))) {
      yield { kind: 'sending', id: sending._id, since: goesFrom(sending.statedAt ?? sending.createdAt), sending };
    }
  },
  async erase(context, { due, now, actor }) {
    const { data } = context;
    const sendings = (await withoutHeld(data, due)).map(({ sending }) => sending);
    await data.retentionMail.removeCaptured(sendings.map(({ _id }) => _id));
    // What has no number yet keeps what it says.
    await sequenceEvents(context);
    return context.inTransaction(async (session) => {
      const count = await data.retentionMail.eraseAddresses(sendings, { at: now, rule: 'undeliverableMail' }, session);
      if (count === 0) return 0;
      const eventIds = await data.retentionMail.eventsAbout(sendings, session);
      if (eventIds.length > 0) await data.auditChain.erasePersonal({ eventIds }, session);
      await data.auditEvents.record(
        {
          ...{ at: now, type: 'retention.erased', actor, subject: { kind: 'retention', id: 'undeliverableMail' } },
          facts: { rule: 'undeliverableMail', count },
        },
        session,
      );
      return count;
    });
  },
  async nextDueAt({ data }, after) {
    const sentAt = await data.retentionMail.nextUndeliverable(monthsBefore(after, undeliverableMonths, processorZone));
    return sentAt && goesFrom(sentAt);
  },
});

function goesFrom(sentAt: Date): Date {
  return startOfDay(addDays(addMonths(localDateOf(sentAt, processorZone), undeliverableMonths), 1), processorZone);
}
