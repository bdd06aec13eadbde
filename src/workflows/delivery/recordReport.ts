import { isDuplicateKey } from '../../data/connection';
import type { DeliveryReportRecord, ReportOutcome } from '../../data/deliveryReport.model';
import { newId } from '../../data/id';
import type { SendingRecord } from '../../data/sending.model';
import type { IncomingReport } from '../../mail/reports/incomingReport';
import type { WorkflowContext } from '../context';
import { sweepOneByOne } from '../sweeps/sweepOneByOne';
import { applyReport } from './applyReport';
import { enqueueMail } from './enqueueMail';

/** What became of a report. */
export interface RecordedReport {
  outcome: ReportOutcome;
  sendingId: string | null;
  /** It had come before; nothing was done this time. */
  repeated: boolean;
}

const mostInTurn = 200;

/**
 * Records what a mail server or a provider reports of a message that we sent, and what follows from it (applyReport), in one transaction. The same report
 * again does nothing and says so; one that comes before its sending has been recorded waits for the sweep; one that names no sending of ours is kept
 * as unknown. `now` is legal time.
 */
export async function recordReport(
  context: WorkflowContext,
  { report, now }: { report: IncomingReport; now: Date },
): Promise<RecordedReport> {
  const { data } = context;
  try {
    const { record, next } = await context.inTransaction(async (session) => {
      const sending = await sendingOf(context, report, session);
      const record = toRecord(report, { sendingId: sending?._id ?? null, now });
      const effect = sending
        ? isOver(sending)
          ? await applyReport(context, { session, sending, report: record, now })
          : { outcome: 'waiting' as const, why: null, next: [] }
        : { outcome: 'unknown' as const, why: 'no-such-sending', next: [] };
      const { outcome, why } = effect;
      await data.deliveryReports.insert({ ...record, outcome, why }, session);
      return { record: { ...record, outcome }, next: effect.next };
    });
    await enqueueMail(context, next);
    return { outcome: record.outcome, sendingId: record.sendingId, repeated: false };
  } catch (error) {
    if (!isDuplicateKey(error, 'dedupeKey_unique')) throw error;
    const standing = await data.deliveryReports.findByDedupeKey(report.dedupeKey);
    // The key was another collection's, which has an index of the same name.
    if (!standing) throw error;
    return { outcome: standing.outcome, sendingId: standing.sendingId, repeated: true };
  }
}

/**
 * Applies the reports that came early, once their sendings have been recorded. Running it twice, or by several processes at once, changes nothing more. One that
 * still waits, or cannot be applied, keeps back no other.
 */
export async function sweepWaitingReports(
  context: WorkflowContext,
  { now, stop }: { now: Date; stop?: AbortSignal | undefined },
): Promise<void> {
  await sweepOneByOne(
    (page) => context.data.deliveryReports.listWaiting(page),
    async (reportId) => {
      const next = await applyWaiting(context, { reportId, now });
      if (next === 'waits') return next;
      await enqueueMail(context, next);
    },
    { most: mostInTurn, stop },
  );
}

async function applyWaiting(context: WorkflowContext, { reportId, now }: { reportId: string; now: Date }): Promise<string[] | 'waits'> {
  const { data } = context;
  return context.inTransaction(async (session) => {
    // Two sweeps at once: the writes of one make the other begin again, and see that it is done.
    const report = await data.deliveryReports.findWaiting(reportId, session);
    if (!report) return [];
    const sending = report.sendingId ? await data.sendings.find(report.sendingId, session) : null;
    if (sending && !isOver(sending)) return 'waits';
    const effect = sending
      ? await applyReport(context, { session, sending, report, now })
      : { outcome: 'unknown' as const, why: 'no-such-sending', next: [] };
    await data.deliveryReports.settle(reportId, { outcome: effect.outcome, why: effect.why }, session);
    return effect.next;
  });
}

/** What the portal itself knows of the sending has been recorded. */
function isOver({ state }: SendingRecord): boolean {
  return state !== 'planned' && state !== 'sending';
}

/** The sending that is proven, or else the one with this Message-ID, if it went where the report says. */
async function sendingOf(
  { data }: WorkflowContext,
  { sendingId, messageId, recipients }: IncomingReport,
  session: Parameters<WorkflowContext['data']['sendings']['find']>[1],
): Promise<SendingRecord | null> {
  if (sendingId) return data.sendings.find(sendingId, session);
  const [, named] = /^<([0-9a-f]{24})\./.exec(messageId ?? '') ?? [];
  const sending = named ? await data.sendings.find(named, session) : null;
  return sending && sending.messageId === messageId && recipients.includes(sending.to.toLowerCase()) ? sending : null;
}

function toRecord(
  { source, dedupeKey, kind, status, words, remoteHost }: IncomingReport,
  { sendingId, now }: { sendingId: string | null; now: Date },
): DeliveryReportRecord {
  return {
    _id: newId(),
    dedupeKey,
    source,
    sendingId,
    kind,
    status,
    words,
    remoteHost,
    receivedAt: new Date(),
    legalAt: now,
    outcome: 'waiting',
    why: null,
  };
}
