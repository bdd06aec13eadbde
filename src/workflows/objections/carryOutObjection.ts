import type { ClientSession } from 'mongoose';
import type { DocumentRecord } from '../../data/document.model';
import { newId } from '../../data/id';
import type { NoticeRecord } from '../../data/notice.model';
import type { ObjectionRecord, StepEvent } from '../../data/objection.model';
import type { SendingRecord } from '../../data/sending.model';
import type { Actor } from '../../domain/actor';
import { addDays, calendarDate, localDateOf } from '../../domain/calendar/calendarDate';
import { isOpen, type ObjectionEffect, type ObjectionState } from '../../domain/objection/objectionMachine';
import type { WorkflowContext } from '../context';
import { confirmationsTo, idsOf, type NoticeParties } from '../delivery/controllerMail';
import { documentFacts } from '../documents/attachedDocuments';
import { resumeEntry, suspendEntry } from '../gate/suspension';

export interface ObjectionAct {
  event: StepEvent;
  next: ObjectionState;
  effects: ObjectionEffect[];
  actor: Actor;
  actorName: string;
  reason: string | null;
  now: Date;
  /** What comes attached; a proposal keeps their ids by itself. */
  documents?: DocumentRecord[];
}

export interface CarriedOut {
  objection: ObjectionRecord;
  mail: SendingRecord[];
}

/**
 * Writes a decided event inside the caller's transaction: the objection, and each effect it names on notice, annex, agreement and mail.
 * Null when the objection has changed since it was read. Gates are asked again by the caller, after commit.
 */
export async function carryOutObjection(
  context: WorkflowContext,
  session: ClientSession,
  { objection, parties, act }: { objection: ObjectionRecord; parties: NoticeParties; act: ObjectionAct },
): Promise<CarriedOut | null> {
  const { event, next, effects, actor, actorName, reason, now, documents = [] } = act;
  const step = { at: now, event, from: objection.state, to: next, by: actorName, reason };
  const changed = effects.reduce((record, effect) => withEffect(record, effect, act), {
    ...objection,
    state: next,
    open: isOpen(next),
    late: event === 'admit' ? false : objection.late,
    history: [...objection.history, step],
    updatedAt: now,
  });
  const saved = await context.data.objections.replace(changed, session);
  if (!saved) return null;
  await context.data.documents.insertMany(documents, session);
  // Whoever lets the change take effect in this very moment must not miss what happened here.
  const notice = await touchNotice(context, session, { notice: parties.notice, effects, now });
  await context.data.auditEvents.record(
    {
      at: now,
      type: `objection.${event}`,
      actor,
      subject: { kind: 'objection', id: objection._id },
      ...idsOf(notice),
      objectionId: objection._id,
      facts: {
        reference: objection.reference,
        from: objection.state,
        to: next,
        ...(reason ? { reason } : {}),
        ...documentFacts(documents),
      },
    },
    session,
  );
  const mail: SendingRecord[] = [];
  for (const effect of effects) {
    if (
      effect.kind === 'confirmToContacts' ||
      effect.kind === 'tellContacts' ||
      effect.kind === 'sendProposal' ||
      effect.kind === 'askForGrounds'
    ) {
      if (mail.length === 0) mail.push(...tell(context, { parties, saved, event }));
    }
    if (effect.kind === 'shutGate' && effect.suspend) await suspendUse(context, session, { parties, now });
    if (effect.kind === 'dropForAgreement' && effect.takeOutOfAnnex) await takeOut(context, session, { parties, now });
    if (effect.kind === 'endAgreement') await endAgreement(context, session, { parties, endsOn: effect.endsOn, actor, now });
    if (effect.kind === 'reopenGate' && notice.effect === 'inEffect') await resume(context, session, { parties, now });
  }
  await context.data.sendings.insertMany(mail, session);
  return { objection: saved, mail };
}

function withEffect(
  record: ObjectionRecord,
  effect: ObjectionEffect,
  { event, actorName, reason, now, documents = [] }: ObjectionAct,
): ObjectionRecord {
  switch (effect.kind) {
    case 'recordPending':
      return {
        ...record,
        pending: {
          event: effect.pending.event,
          byPersonId: effect.pending.byPersonId,
          byName: actorName,
          at: now,
          reason: reason ?? '',
          endsOn: effect.pending.endsOn,
        },
      };
    case 'clearPending':
      return { ...record, pending: null };
    case 'askForGrounds':
      return { ...record, answerBy: effect.answerBy };
    case 'sendProposal':
      return {
        ...record,
        proposals: [
          ...record.proposals,
          {
            ...{ id: newId(), at: now, text: effect.text, effectiveOn: effect.effectiveOn, drop: effect.drop },
            ...{ answer: null, answeredAt: null, counter: null, lapsedAt: null, documentIds: documents.map(({ _id }) => _id) },
          },
        ],
      };
    case 'settle':
      return {
        ...record,
        outcome: effect.outcome,
        proceedsFrom: effect.proceedsFrom,
        proposals: record.proposals.map((proposal, index, all) =>
          index === all.length - 1 ? { ...proposal, answer: 'accepted', answeredAt: now } : proposal,
        ),
      };
    case 'reopenGate':
      return event === 'confirm' || event === 'dismiss' ? { ...record, countsUntil: effect.from } : record;
    case 'dropForAgreement':
      return { ...record, outcome: 'dropped' };
    case 'endAgreement':
      return { ...record, agreementEndsOn: effect.endsOn };
    default:
      return record;
  }
}

async function touchNotice(
  context: WorkflowContext,
  session: ClientSession,
  { notice, effects, now }: { notice: NoticeRecord; effects: ObjectionEffect[]; now: Date },
): Promise<NoticeRecord> {
  const dropped = effects.some(({ kind }) => kind === 'dropForAgreement') && notice.effect !== 'cancelled';
  const saved = await context.data.notices.replace(
    { ...notice, ...(dropped ? { effect: 'dropped' as const } : {}), updatedAt: now },
    session,
  );
  if (!saved) throw new Error(`notice ${notice._id} changed inside a transaction`);
  if (dropped) {
    await context.data.auditEvents.record(
      {
        at: now,
        type: 'effect.dropped',
        actor: { kind: 'system', name: 'objection' },
        subject: { kind: 'notice', id: notice._id },
        ...idsOf(notice),
        subprocessorId: notice.content.subprocessorId,
        facts: { wasInEffect: notice.effect === 'inEffect' },
      },
      session,
    );
  }
  return saved;
}

function tell(
  context: WorkflowContext,
  { parties, saved, event }: { parties: NoticeParties; saved: ObjectionRecord; event: StepEvent },
): SendingRecord[] {
  return confirmationsTo(parties, context, {
    kind: 'objectionDecided',
    dedupe: `objectionDecided:${saved._id}:${saved.history.length}`,
    objectionId: saved._id,
    detail: { event: toldEvent(event, saved) },
  });
}

/** What the contacts are told of: the decision, not that it was confirmed. */
function toldEvent(event: StepEvent, { state }: ObjectionRecord): StepEvent {
  if (event === 'confirm') return state === 'terminating' ? 'terminate' : 'dismiss';
  return event === 'confirmEntry' && state === 'upheld' ? 'uphold' : event;
}

function annexNames(notice: NoticeRecord) {
  const { content, agreementId } = notice;
  return { agreementId, subprocessorId: content.subprocessorId, subprocessorName: content.details.legalName };
}

async function writeLine(
  context: WorkflowContext,
  session: ClientSession,
  { notice, kind, now }: { notice: NoticeRecord; kind: 'removed'; now: Date },
): Promise<void> {
  await context.data.annexes.insertLines(
    [
      {
        _id: newId(),
        ...annexNames(notice),
        on: localDateOf(now, notice.terms.timeZone),
        at: now,
        kind,
        replacedSubprocessorId: null,
        replacedSubprocessorName: null,
        changeId: notice.changeId,
        revision: notice.revision,
        noticeId: notice._id,
        note: null,
      },
    ],
    session,
  );
}

/** An objection that counts came after effect, or was admitted then: the annex is annotated, once. */
export async function suspendUse(
  context: WorkflowContext,
  session: ClientSession,
  { parties, now }: { parties: NoticeParties; now: Date },
): Promise<void> {
  const { notice } = parties;
  const entry = await context.data.annexes.findInForce(notice.agreementId, notice.content.subprocessorId, session);
  if (entry) await suspendEntry(context, session, { entry, ...suspensionOf(parties, now) });
}

async function resume(
  context: WorkflowContext,
  session: ClientSession,
  { parties, now }: { parties: NoticeParties; now: Date },
): Promise<void> {
  const { notice } = parties;
  const entry = await context.data.annexes.findInForce(notice.agreementId, notice.content.subprocessorId, session);
  if (entry) await resumeEntry(context, session, { entry, ...suspensionOf(parties, now) });
}

function suspensionOf({ notice, agreement }: NoticeParties, now: Date) {
  return { agreement, notice, code: 'objection-open' as const, actor: { kind: 'system', name: 'objection' } as const, now };
}

/** Given up after effect: the entry ends, and what the change had ended (the one it replaced, the terms it modified) is in force again. */
async function takeOut(
  context: WorkflowContext,
  session: ClientSession,
  { parties, now }: { parties: NoticeParties; now: Date },
): Promise<void> {
  const { notice } = parties;
  const { annexes } = context.data;
  const today = localDateOf(now, notice.terms.timeZone);
  const { agreementId, subprocessorId } = annexNames(notice);
  const before = (await annexes.listEntries(agreementId)).filter(
    ({ endedByChangeId, addedByChangeId }) => endedByChangeId === notice.changeId && addedByChangeId !== notice.changeId,
  );
  await annexes.endEntry({ agreementId, subprocessorId, lastDay: addDays(calendarDate(today), -1), changeId: notice.changeId }, session);
  await annexes.insertEntries(
    before.map((entry) => ({ ...entry, _id: newId(), inForceFrom: today, inForceUntil: null, endedByChangeId: null })),
    session,
  );
  await writeLine(context, session, { notice, kind: 'removed', now });
}

async function endAgreement(
  context: WorkflowContext,
  session: ClientSession,
  { parties, endsOn, actor, now }: { parties: NoticeParties; endsOn: string; actor: Actor; now: Date },
): Promise<void> {
  const agreement = await context.data.agreements.find(parties.agreement._id, session);
  if (!agreement || agreement.state === 'ended') return;
  await context.data.agreements.replace({ ...agreement, state: 'ending', endsOn, updatedAt: now }, session);
  await context.data.auditEvents.record(
    {
      at: now,
      type: 'agreement.ending',
      actor,
      subject: { kind: 'agreement', id: agreement._id },
      agreementId: agreement._id,
      controllerId: agreement.controllerId,
      noticeId: parties.notice._id,
      changeId: parties.notice.changeId,
      facts: { endsOn },
    },
    session,
  );
}
