import type { WorkflowContext } from '../context';
import { type DeadlineCounter, evidenceEvents, noticeWithEvidence } from './noteEvidence';
import { answerFacts, courier, type Delivered, readAnswer } from './recordDelivery';

/**
 * Records all messages that were plainly taken (a 2xx to the first try) in one transaction: the attempts' ends, the notices' evidence and dates, the
 * audit events. Returns those that need a transaction of their own: everything else, and all of them if a single one was touched by somebody else since
 * it was read.
 */
export async function recordDeliveries(
  context: WorkflowContext,
  { delivered, owner, count }: { delivered: Delivered[]; owner: string; count: DeadlineCounter },
): Promise<Delivered[]> {
  const read = delivered.map((each) => ({ each, ...readAnswer(context, { ...each, random: 0 }) }));
  // Two sendings of one notice would each write what they read.
  const perNotice = new Map<string, number>();
  for (const { noticeId } of delivered.map(({ sending }) => sending))
    if (noticeId) perNotice.set(noticeId, (perNotice.get(noticeId) ?? 0) + 1);
  const isPlain = ({ each, after }: (typeof read)[number]) =>
    after.evidence !== null && !each.repeat && (each.notice === null || perNotice.get(each.notice._id) === 1);
  const plain = read.filter(isPlain);
  const others = read.filter((one) => !isPlain(one)).map(({ each }) => each);
  if (plain.length === 0) return delivered;
  const proofs = plain
    .map(({ each, after, attempt }) => proofOf(each, { kind: after.evidence ?? 'handedOver', attempt, count }))
    .filter((proof) => proof !== null);
  try {
    await context.inTransaction(async (session) => {
      const ends = plain.map(({ each, state, attempt }) => ({ id: each.sending._id, state, attempt, finishedAt: each.at }));
      if ((await context.data.sendings.finishAttempts(ends, owner, session)) < ends.length) throw new Touched();
      if (proofs.length === 0) return;
      const updates = proofs.map(({ update }) => update);
      if ((await context.data.notices.updateEach(updates, session)) < updates.length) throw new Touched();
      await context.data.auditEvents.record(
        proofs.flatMap(({ events }) => events),
        session,
      );
    });
    return others;
  } catch (error) {
    if (error instanceof Touched) return delivered;
    throw error;
  }
}

class Touched extends Error {}

function proofOf(
  delivered: Delivered,
  { kind, attempt, count }: { kind: 'accepted' | 'handedOver'; attempt: ReturnType<typeof readAnswer>['attempt']; count: DeadlineCounter },
) {
  const { sending, notice, legalAt: now } = delivered;
  if (sending.kind !== 'notice' || !notice) return null;
  const evidence = { kind, at: now, contactId: sending.contactId, sendingId: sending._id, detail: attempt.response };
  const after = noticeWithEvidence(notice, { evidence, now, sent: true, count });
  const ids = { changeId: notice.changeId, noticeId: notice._id, agreementId: notice.agreementId, controllerId: notice.controllerId };
  const { state, evidence: all, sentAt, announcedEffectiveOn, receivedAt, receiptEvidence, deadlines } = after;
  return {
    update: {
      id: notice._id,
      version: notice.version,
      set: { state, evidence: all, sentAt, announcedEffectiveOn, receivedAt, receiptEvidence, deadlines, updatedAt: now },
    },
    events: evidenceEvents({ before: notice, after, ids, evidence, actor: courier, now, facts: answerFacts(delivered, attempt) }),
  };
}
