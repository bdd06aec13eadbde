import type { ClientSession } from 'mongoose';
import type { DocumentRecord } from '../../data/document.model';
import { newId } from '../../data/id';
import type { NoticeRecord } from '../../data/notice.model';
import type { ObjectionRecord, StepEvent } from '../../data/objection.model';
import type { SendingRecord } from '../../data/sending.model';
import type { Actor } from '../../domain/actor';
import { isOpen, type ObjectionEffect, type ObjectionState } from '../../domain/objection/objectionMachine';
import type { WorkflowContext } from '../context';
import { confirmationsTo, idsOf, type NoticeParties } from '../delivery/controllerMail';
import { documentFacts } from '../documents/attachedDocuments';
import { resumeUse, suspendUse, takeOut } from './annexConsequences';
import { stagesAfter } from './objectionStages';

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
  const answer = effects.find(({ kind }) => kind === 'sendAnswer');
  const reply = answer?.kind === 'sendAnswer' ? { text: answer.text, by: actorName } : null;
  const stages = stagesAfter(changed, { event, notice: parties.notice, now, reply });
  const saved = await context.data.objections.replace({ ...changed, stages }, session);
  if (!saved) return null;
  await context.data.documents.insertMany(documents, session);
  await context.data.auditEvents.record(
    {
      at: now,
      type: `objection.${event}`,
      actor,
      subject: { kind: 'objection', id: objection._id },
      ...idsOf(parties.notice),
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
  // Whoever lets the change take effect in this very moment must not miss what happened here.
  const notice = await touchNotice(context, session, { notice: parties.notice, effects, now });
  const mail: SendingRecord[] = [];
  for (const effect of effects) {
    if (
      effect.kind === 'confirmToContacts' ||
      effect.kind === 'tellContacts' ||
      effect.kind === 'sendProposal' ||
      effect.kind === 'sendAnswer' ||
      effect.kind === 'askForGrounds'
    ) {
      if (mail.length === 0) mail.push(...tell(context, { parties, saved, event }));
    }
    if (effect.kind === 'shutGate' && effect.suspend) await suspendUse(context, session, { parties, now });
    if (effect.kind === 'dropForAgreement' && effect.takeOutOfAnnex) await takeOut(context, session, { parties, now });
    if (effect.kind === 'endAgreement') await endAgreement(context, session, { parties, endsOn: effect.endsOn, actor, now });
    if (effect.kind === 'reopenGate' && notice.effect === 'inEffect') await resumeUse(context, session, { parties, now });
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
        // What was declined, or has lapsed, is not what silence says yes to.
        proposals: record.proposals.map((proposal, index, all) =>
          index === all.length - 1 && proposal.answer === null && proposal.lapsedAt === null
            ? { ...proposal, answer: 'accepted', answeredAt: now }
            : proposal,
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
