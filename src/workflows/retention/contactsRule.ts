import type { ClientSession } from 'mongoose';
import type { AgreementRecord } from '../../data/agreement.model';
import type { ControllerRecord } from '../../data/controller.model';
import { addDays, calendarDate, localDateOf, startOfDay } from '../../domain/calendar/calendarDate';
import { contactsGoFrom } from '../../domain/retention/retentionPeriods';
import type { WorkflowContext } from '../context';
import { type DueRecord, earliestOf, retentionRule } from './retentionRule';

interface DueContact extends DueRecord {
  controllerId: string;
}

/**
 * A controller's contacts go 90 days after the last of its main agreements has ended (of an agreement that names none, it is its own last day), but for those
 * that evidence needs: whoever was sent a notice or answered one is kept as long as that is, and goes when it is pseudonymised. Whoever was only told of what
 * others did is not needed: what was sent names its own address.
 */
export const contactsRule = retentionRule<DueContact>({
  name: 'contacts',
  atOnce: 200,
  async *due(context, { now }) {
    for await (const controllerId of context.data.retentionAgreements.controllersWithEnded(localDateOf(now, 'Pacific/Kiritimati'))) {
      const found = await dueContacts(context, { controllerId, now });
      for (const id of found?.contactIds ?? []) if (found) yield { kind: 'contact', id, since: found.since, controllerId };
    }
  },
  async erase(context, { due, now, actor }) {
    let count = 0;
    for (const controllerId of new Set(due.map((each) => each.controllerId))) {
      count += await context.inTransaction(async (session) => {
        const { data } = context;
        const found = await dueContacts(context, { controllerId, now }, session);
        if (!found || found.contactIds.length === 0) return 0;
        const goes = new Set(found.contactIds);
        const contacts = found.controller.contacts.filter(({ id }) => !goes.has(id));
        const replaced = await data.controllers.replace({ ...found.controller, contacts, updatedAt: now }, session);
        if (!replaced) throw new Error(`controller ${controllerId} changed inside a transaction`);
        for (const agreement of found.agreements) {
          const contactIds = agreement.contactIds.filter((id) => !goes.has(id));
          if (contactIds.length < agreement.contactIds.length)
            await data.agreements.replace({ ...agreement, contactIds, updatedAt: now }, session);
        }
        await data.auditEvents.record(
          {
            ...{ at: now, type: 'retention.erased', actor, subject: { kind: 'controller', id: controllerId }, controllerId },
            facts: { rule: 'contacts', count: found.contactIds.length },
          },
          session,
        );
        return found.contactIds.length;
      });
    }
    return count;
  },
  async nextDueAt({ data }, after) {
    const days = await data.retentionAgreements.endDays();
    return earliestOf(
      days.map(({ endsOn, mainAgreementEndsOn, timeZone }) => {
        const goFrom = contactsGoFrom(calendarDate(mainAgreementEndsOn ?? endsOn), timeZone);
        const ended = startOfDay(addDays(calendarDate(endsOn), 1), timeZone);
        // The main agreement may have ended long before.
        return new Date(Math.max(goFrom.getTime(), ended.getTime()));
      }),
      after,
    );
  },
});

interface DueContacts {
  controller: ControllerRecord;
  agreements: AgreementRecord[];
  contactIds: string[];
  since: Date;
}

/** null while one of the controller's agreements runs, is held, or ended too lately. */
async function dueContacts(
  { data }: WorkflowContext,
  { controllerId, now }: { controllerId: string; now: Date },
  session: ClientSession | null = null,
): Promise<DueContacts | null> {
  const controller = await data.controllers.find(controllerId, session);
  const agreements = await data.agreements.findByController(controllerId, session);
  if (!controller || agreements.length === 0) return null;
  if (agreements.some(({ state, retentionHold, endsOn }) => state !== 'ended' || retentionHold || !endsOn)) return null;
  const ends = agreements.map(({ endsOn, mainAgreementEndsOn, terms }) =>
    contactsGoFrom(calendarDate(mainAgreementEndsOn ?? endsOn ?? ''), terms.timeZone).getTime(),
  );
  const since = new Date(Math.max(...ends));
  if (since > now) return null;
  const needed = new Set<string>();
  for (const { _id, erased } of agreements) {
    if (erased) continue;
    const { sendings, notices, objections, questions, documentRequests, documents } = await data.retentionAgreements.tracesOf(_id, session);
    for (const { contactId, kind, erased: addressGone } of sendings)
      if (contactId && kind === 'notice' && !addressGone) needed.add(contactId);
    const answers = notices.map(({ acknowledgements, approvals, consent, contactProposals, evidence }) => ({
      ...{ acknowledgements, approvals, consent, contactProposals },
      evidence: evidence.filter(({ voidedAt }) => voidedAt === null),
    }));
    collectContactIds({ answers, objections, questions, documentRequests, documents }, needed);
  }
  const contactIds = controller.contacts.map(({ id }) => id).filter((id) => !needed.has(id));
  return { controller, agreements, contactIds, since };
}

/** Every contact that a record names, however deep. */
function collectContactIds(value: unknown, into: Set<string>): void {
  if (typeof value !== 'object' || value === null || value instanceof Date) return;
  for (const [name, member] of Object.entries(value)) {
    if ((name === 'contactId' || name === 'proposedBy') && typeof member === 'string') into.add(member);
    else collectContactIds(member, into);
  }
}
