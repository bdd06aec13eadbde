import type { Repositories } from '../../data/repositories';
import type { OldReport } from '../../data/retentionMail.repository';
import { addDays, addMonths, localDateOf, startOfDay } from '../../domain/calendar/calendarDate';
import { monthsBefore, undeliverableMonths } from '../../domain/retention/retentionPeriods';
import { processorZone } from '../processorDay';
import { heldIds } from './heldIds';
import { type DueRecord, retentionRule } from './retentionRule';

const chunk = 500;

interface DueReport extends DueRecord {
  sendingId: string | null;
}

/** What mail servers reported in their own words, which may name a mailbox: twelve months. What kind of report it was, and when, stays. */
export const deliveryReportsRule = retentionRule<DueReport>({
  name: 'deliveryReports',
  atOnce: chunk,
  async *due({ data }, { now }) {
    const held = await heldIds(data);
    for await (const reports of inChunks(data.retentionMail.reports(monthsBefore(now, undeliverableMonths, processorZone)))) {
      const kept = await keptSendings(data, reports, held);
      for (const { _id, sendingId, legalAt } of reports) {
        if (sendingId === null || !kept.has(sendingId)) yield { kind: 'deliveryReport', id: _id, since: goesFrom(legalAt), sendingId };
      }
    }
  },
  async erase({ data, inTransaction }, { due, now, actor }) {
    // Again: an agreement may have been put on hold since this was found to be due.
    const kept = await keptSendings(data, due, await heldIds(data));
    const ids = due.filter(({ sendingId }) => sendingId === null || !kept.has(sendingId)).map(({ id }) => id);
    return inTransaction(async (session) => {
      const count = await data.retentionMail.eraseWords(ids, session);
      if (count === 0) return 0;
      await data.auditEvents.record(
        {
          ...{ at: now, type: 'retention.erased', actor, subject: { kind: 'retention', id: 'deliveryReports' } },
          facts: { rule: 'deliveryReports', count },
        },
        session,
      );
      return count;
    });
  },
  async nextDueAt({ data }, after) {
    const reportedAt = await data.retentionMail.nextReport(monthsBefore(after, undeliverableMonths, processorZone));
    return reportedAt && goesFrom(reportedAt);
  },
});

async function* inChunks(reports: AsyncIterable<OldReport>): AsyncIterable<OldReport[]> {
  let some: OldReport[] = [];
  for await (const report of reports) {
    some.push(report);
    if (some.length < chunk) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

function keptSendings(data: Repositories, reports: readonly Pick<OldReport, 'sendingId'>[], held: readonly string[]): Promise<Set<string>> {
  return data.retentionMail.sendingsOf(
    reports.flatMap(({ sendingId }) => sendingId ?? []),
    held,
  );
}

function goesFrom(reportedAt: Date): Date {
  return startOfDay(addDays(addMonths(localDateOf(reportedAt, processorZone), undeliverableMonths), 1), processorZone);
}
