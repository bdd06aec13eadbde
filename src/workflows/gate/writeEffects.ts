import type { ClientSession } from 'mongoose';
import type { AnnexEntryRecord, AnnexLineRecord } from '../../data/annex.model';
import type { NewAuditEvent } from '../../data/auditEvent.repository';
import type { ChangeRecord } from '../../data/change.model';
import { newId } from '../../data/id';
import type { SendingRecord } from '../../data/sending.model';
import { addDays, calendarDate } from '../../domain/calendar/calendarDate';
import { groupBy } from '../../domain/groupBy';
import type { WorkflowContext } from '../context';
import { contactsOf, sendingsFor } from '../delivery/planMail';
import { changeRegister } from './changeRegister';
import type { EffectDecision } from './decideEffect';
import type { UndecidedGate } from './gateFacts';

const actor = { kind: 'system', name: 'effects' } as const;
const lineKinds = { add: 'added', replace: 'replaced', modify: 'modified', remove: 'removed' } as const;

export interface DecidedNotice extends Pick<UndecidedGate, 'notice' | 'agreement'> {
  decision: EffectDecision;
}

/**
 * Writes many decisions of one change in one transaction: notices, annexes with their Annex D lines, mail and audit events, all or nothing.
 * A notice that somebody touched since it was read (an objection does) is left out with everything of its own, and counted in `missed`: it is to be
 * decided again. The versions are read in the transaction's own snapshot, so what passes that and changes before the commit makes the transaction
 * run again. Returns the sendings to be enqueued. `now` is legal time.
 */
export async function writeEffects(
  context: WorkflowContext,
  { change, decided, now }: { change: ChangeRecord; decided: DecidedNotice[]; now: Date },
): Promise<{ missed: number; sendingIds: string[] }> {
  if (decided.length === 0) return { missed: 0, sendingIds: [] };
  const { data } = context;
  const mailOf = await planMail(context, decided);
  return context.inTransaction(async (session) => {
    // A revision that was published since the decision changes what takes effect, and for whom.
    const { noticesRevision, revision } = (await data.changes.find(change._id, session)) ?? change;
    if (noticesRevision !== change.noticesRevision || revision !== change.revision) return { missed: decided.length, sendingIds: [] };
    const versions = await data.notices.versionsOf(
      decided.map(({ notice }) => notice._id),
      session,
    );
    const standing = decided.filter(({ notice }) => versions.get(notice._id) === notice.version);
    const missed = decided.length - standing.length;
    if (standing.length === 0) return { missed, sendingIds: [] };
    await writeNotices(context, session, { standing, now });
    const taking = standing.filter(({ decision }) => decision.kind === 'inEffect');
    if (taking.length > 0) {
      await changeAnnexes(context, session, { change, taking, now });
      await changeRegister(context, session, { change, now });
    }
    const sendings = standing.flatMap(({ notice }) => mailOf.get(notice._id) ?? []);
    await data.sendings.insertMany(sendings, session);
    await data.auditEvents.record(
      standing.flatMap((each) => eventsOf(change, each, now)),
      session,
    );
    return { missed, sendingIds: sendings.map(({ _id }) => _id) };
  });
}

async function planMail(context: WorkflowContext, decided: DecidedNotice[]): Promise<Map<string, SendingRecord[]>> {
  const telling = decided.filter(({ decision }) => decision.mail);
  const ids = [...new Set(telling.map(({ agreement }) => agreement.controllerId))];
  const controllers = ids.length > 0 ? await context.data.controllers.findMany(ids) : [];
  const controllerById = new Map(controllers.map((controller) => [controller._id, controller]));
  return new Map(
    telling.map(({ notice, agreement, decision: { mail } }) => {
      const controller = controllerById.get(agreement.controllerId);
      if (!controller) throw new Error(`agreement ${agreement._id} names a controller that is gone`);
      const sendings = mail
        ? sendingsFor({
            kind: mail.kind,
            dedupe: `${mail.kind}:${notice._id}:${mail.key}`,
            contacts: contactsOf(agreement, controller),
            host: context.settings.messageIdHost,
            readyAt: new Date(),
            noticeId: notice._id,
            changeId: notice.changeId,
            agreementId: notice.agreementId,
            detail: mail.detail,
          })
        : [];
      return [notice._id, sendings];
    }),
  );
}

/** Most notices of a change get the same: one write for each kind of it, instead of one for each notice. */
async function writeNotices(
  { data }: WorkflowContext,
  session: ClientSession,
  { standing, now }: { standing: DecidedNotice[]; now: Date },
): Promise<void> {
  const alike = groupBy(standing, ({ notice, decision }) => JSON.stringify([notice.version, decision.written]));
  for (const [first, ...others] of alike.values()) {
    if (!first) continue;
    const ids = [first, ...others].map(({ notice }) => notice._id);
    const { version } = first.notice;
    const matched = await data.notices.writeEffect({ ids, version, written: first.decision.written, at: now }, session);
    if (matched !== ids.length) throw new Error(`${ids.length - matched} notices changed inside a transaction`);
  }
}

async function changeAnnexes(
  { data }: WorkflowContext,
  session: ClientSession,
  { change, taking, now }: { change: ChangeRecord; taking: DecidedNotice[]; now: Date },
): Promise<void> {
  const ends = change.type === 'replace' ? change.replacesId : change.type === 'add' ? null : change.subprocessorId;
  if (ends) {
    for (const [day, sameDay] of groupBy(taking, dayOf)) {
      const lastDay = addDays(calendarDate(day), -1);
      const agreementIds = sameDay.map(({ notice }) => notice.agreementId);
      await data.annexes.endEntries({ agreementIds, subprocessorId: ends, lastDay, changeId: change._id }, session);
    }
  }
  if (change.type !== 'remove') {
    await data.annexes.insertEntries(
      taking.map((each) => entryOf(change, each)),
      session,
    );
  }
  await data.annexes.insertLines(
    taking.map((each) => lineOf(change, each, now)),
    session,
  );
}

function entryOf(change: ChangeRecord, each: DecidedNotice): AnnexEntryRecord {
  return {
    _id: newId(),
    agreementId: each.notice.agreementId,
    subprocessorId: change.subprocessorId,
    // As corrected since the notice was frozen: what is undecided tells what the change says.
    details: change.details,
    inForceFrom: dayOf(each),
    inForceUntil: null,
    addedByChangeId: change._id,
    endedByChangeId: null,
    suspended: null,
  };
}

function lineOf(change: ChangeRecord, each: DecidedNotice, now: Date): AnnexLineRecord {
  const { notice } = each;
  return {
    _id: newId(),
    agreementId: notice.agreementId,
    on: dayOf(each),
    at: now,
    kind: lineKinds[change.type],
    subprocessorId: change.subprocessorId,
    subprocessorName: notice.content.details.legalName,
    replacedSubprocessorId: change.replacesId,
    replacedSubprocessorName: change.replacesName,
    changeId: change._id,
    revision: change.revision,
    noticeId: notice._id,
    note: change.reason,
  };
}

function eventsOf(change: ChangeRecord, each: DecidedNotice, now: Date): NewAuditEvent[] {
  const { notice, decision } = each;
  const common = {
    at: now,
    actor,
    subject: { kind: 'notice', id: notice._id },
    changeId: notice.changeId,
    noticeId: notice._id,
    agreementId: notice.agreementId,
    controllerId: notice.controllerId,
    subprocessorId: notice.content.subprocessorId,
  };
  const decidedEvent = { ...common, type: `effect.${decision.kind}`, facts: decision.facts };
  if (decision.kind !== 'inEffect') return [decidedEvent];
  return [decidedEvent, { ...common, type: 'annex.changed', facts: { kind: lineKinds[change.type], on: dayOf(each) } }];
}

function dayOf({ notice, decision }: DecidedNotice): string {
  const day = decision.written.inEffectSince;
  if (!day) throw new Error(`notice ${notice._id} takes effect on no day`);
  return day;
}
