import type { Repositories } from '../../data/repositories';
import type { EndedAgreement } from '../../data/retentionAgreement.repository';
import { addMonths, calendarDate, localDateOf } from '../../domain/calendar/calendarDate';
import { namesGoFrom } from '../../domain/retention/retentionPeriods';
import { sequenceEvents } from '../audit/sequenceEvents';
import type { WorkflowContext } from '../context';
import { pseudonymised } from './pseudonymise';
import { type DueRecord, earliestOf, retentionRule } from './retentionRule';

/**
 * Years (RETENTION_YEARS) after an agreement has ended its notices, receipts, objections, questions, approvals and decisions name nobody any more. The records
 * stay, the audit chain with them: of its events the personal part goes, and the digest that the hash is over stays.
 */
export const agreementsRule = retentionRule<DueRecord>({
  name: 'agreements',
  atOnce: 1,
  async *due({ data, settings }, { now }) {
    // A day later than any zone can have is early enough to look; each agreement's own zone decides.
    for await (const agreement of data.retentionAgreements.endedBefore(localDateOf(now, 'Pacific/Kiritimati'))) {
      if (goesFromLastDay(agreement, settings.retentionYears) > now) continue;
      const since = await goesFrom(data, agreement, settings.retentionYears);
      if (since <= now) yield { kind: 'agreement', id: agreement._id, since };
    }
  },
  async erase(context, { due, now, actor }) {
    let count = 0;
    for (const { id } of due) if (await eraseOne(context, { agreementId: id, now, actor })) count += 1;
    return count;
  },
  async nextDueAt({ data, settings: { retentionYears } }, after) {
    const days = await data.retentionAgreements.endDays();
    // By its last day an agreement is never looked at too late. The few that a newer notice has kept beyond that are still there, each with its own instant.
    const instants = days.map(({ endsOn, timeZone }) => namesGoFrom(calendarDate(endsOn), retentionYears, timeZone));
    const lastDayBefore = addMonths(localDateOf(after, 'Pacific/Kiritimati'), -12 * retentionYears);
    for await (const agreement of data.retentionAgreements.endedBefore(lastDayBefore))
      instants.push(await goesFrom(data, agreement, retentionYears));
    return earliestOf(instants, after);
  },
});

function goesFromLastDay({ endsOn, terms }: EndedAgreement, years: number): Date {
  return namesGoFrom(calendarDate(endsOn ?? ''), years, terms.timeZone);
}

/**
 * A last day that lies before a notice was sent is a mistake or was agreed on afterwards: what cannot be undone is counted from what is known to have happened.
 */
async function goesFrom({ retentionAgreements }: Repositories, agreement: EndedAgreement, years: number): Promise<Date> {
  const byLastDay = goesFromLastDay(agreement, years);
  const lastNotice = await retentionAgreements.lastPublished(agreement._id);
  const { timeZone } = agreement.terms;
  const byNotice = lastNotice && namesGoFrom(localDateOf(lastNotice, timeZone), years, timeZone);
  return byNotice && byNotice > byLastDay ? byNotice : byLastDay;
}

type Act = Parameters<(typeof agreementsRule)['erase']>[1];

async function eraseOne(
  context: WorkflowContext,
  { agreementId, now, actor }: { agreementId: string } & Omit<Act, 'due'>,
): Promise<boolean> {
  const { data } = context;
  // What has no number yet keeps what it says.
  await sequenceEvents(context);
  const sendingIds = await context.inTransaction(async (session) => {
    const agreement = await data.agreements.find(agreementId, session);
    if (agreement?.state !== 'ended' || agreement.retentionHold || agreement.erased) return null;
    const controller = await data.controllers.find(agreement.controllerId, session);
    if (!controller) throw new Error(`agreement ${agreementId} lost its controller`);
    const traces = await data.retentionAgreements.tracesOf(agreementId, session);
    const after = pseudonymised({ agreement, controller, traces }, { at: now, rule: 'agreements' });
    if (!(await data.agreements.replace({ ...after.agreement, updatedAt: now }, session)))
      throw new Error(`agreement ${agreementId} changed inside a transaction`);
    await data.retentionAgreements.writeTraces(after.traces, session);
    await data.auditChain.erasePersonal({ agreementId }, session);
    const counts = Object.fromEntries(Object.entries(traces).map(([name, records]) => [name, records.length]));
    await data.auditEvents.record(
      {
        ...{ at: now, type: 'retention.erased', actor, subject: { kind: 'agreement', id: agreementId } },
        ...{ agreementId, controllerId: agreement.controllerId },
        facts: { rule: 'agreements', endsOn: agreement.endsOn, ...counts },
      },
      session,
    );
    return traces.sendings.map(({ _id }) => _id);
  });
  if (!sendingIds) return false;
  await data.retentionMail.removeCaptured(sendingIds);
  return true;
}
