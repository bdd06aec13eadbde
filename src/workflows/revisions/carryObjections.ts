import type { ClientSession } from 'mongoose';
import type { NewAuditEvent } from '../../data/auditEvent.repository';
import type { NoticeRecord } from '../../data/notice.model';
import type { ObjectionRecord } from '../../data/objection.model';
import { decideObjection } from '../../domain/objection/objectionMachine';
import type { WorkflowContext } from '../context';
import { idsOf } from '../delivery/controllerMail';
import { objectionFactsOf } from '../objections/objectionFacts';
import { stagesOfNew } from '../objections/objectionStages';

const actor = { kind: 'system', name: 'revision' } as const;

/**
 * Moves the objections to notices that a material revision takes the place of to the new ones, inside the caller's transaction, as the table says
 * (`changeRevised`): those that are not ended, and those whose end still bars. Answers, by the new notice, what it asks of the controller.
 */
export async function carryObjections(
  { data }: WorkflowContext,
  session: ClientSession,
  { pairs, now }: { pairs: { before: NoticeRecord; notice: NoticeRecord }[]; now: Date },
): Promise<Map<string, Pick<NoticeRecord, 'carriedObjection'>>> {
  const renewalOf = new Map(pairs.map((pair) => [pair.before._id, pair]));
  const objections = await data.objections.listOfNotices([...renewalOf.keys()], session);
  const carried = new Map<string, Pick<NoticeRecord, 'carriedObjection'>>();
  const events: NewAuditEvent[] = [];
  for (const objection of objections) {
    const pair = renewalOf.get(objection.noticeId);
    if (!pair) continue;
    const { before, notice } = pair;
    const facts = objectionFactsOf({ objection, notice: before, actorPersonId: null, now });
    const decision = decideObjection(objection.state, 'changeRevised', facts);
    if (!decision.ok) continue;
    const moved = movedTo(objection, { notice, next: decision.next, now });
    if (!(await data.objections.replace(moved, session))) throw new Error(`objection ${objection._id} changed inside a transaction`);
    if (objection.open) {
      carried.set(notice._id, { carriedObjection: { objectionId: objection._id, reference: objection.reference, late: objection.late } });
    }
    events.push({
      at: now,
      type: 'objection.changeRevised',
      actor,
      subject: { kind: 'objection', id: objection._id },
      ...idsOf(notice),
      objectionId: objection._id,
      facts: { reference: objection.reference, from: objection.state, to: decision.next, noticeBefore: before._id },
    });
  }
  await data.auditEvents.record(events, session);
  return carried;
}

function movedTo(
  objection: ObjectionRecord,
  { notice, next, now }: { notice: NoticeRecord; next: ObjectionRecord['state']; now: Date },
): ObjectionRecord {
  const step = { at: now, event: 'changeRevised' as const, from: objection.state, to: next, by: 'Forvarsel', reason: null };
  return {
    ...objection,
    noticeId: notice._id,
    revision: notice.revision,
    state: next,
    history: [...objection.history, step],
    proposals: objection.proposals.map((proposal) =>
      proposal.answer === null ? { ...proposal, lapsedAt: proposal.lapsedAt ?? now } : proposal,
    ),
    // What one person decided on the earlier content is nothing for another to confirm.
    pending: null,
    standsAsked: objection.open && !objection.late ? { revision: notice.revision, at: now, confirmedAt: null } : null,
    // What was answered before answers nothing about the corrected change, so the time limits begin anew.
    stages: objection.open ? stagesOfNew(notice, { state: next, objectedAt: now }) : objection.stages,
    updatedAt: now,
  };
}
