import type { NoticeRecord } from '../../data/notice.model';
import type { GateAnswer } from '../../domain/gate/gate';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { triesOf } from '../../domain/receipt/heldUp';
import type { Deadlines } from '../../domain/terms/terms';
import type { WorkflowContext } from '../context';
import { loadGates } from '../gate/gateFacts';
import { gateAsItStands } from '../gate/gateOfNotice';
import { waitingForOthers } from '../gate/waitingForOthers';

export interface ChangeAgreement {
  agreementId: string;
  reference: string;
  controllerName: string;
  /** A stop order is in force. */
  stopped: boolean;
  notice: {
    id: string;
    shortId: string;
    state: NoticeRecord['state'];
    receivedAt: Date | null;
    receiptEvidence: string | null;
    attempts: number;
    /** It was given by hand before the portal came. */
    takenOver: boolean;
    /** What the portal found about the delivery and nobody has looked at. */
    openAttention: number;
    /** The address of the latest sending. */
    contact: string | null;
  };
  deadlines: Deadlines | null;
  gate: GateAnswer;
  effect: NoticeRecord['effect'];
  inEffectSince: string | null;
}

/** One page of a published change's agreements: delivery, dates, gate. Empty before publication. */
export async function listChangeAgreements(
  context: WorkflowContext,
  { changeId, now, limit, cursor }: { changeId: string; now: Date; limit: number; cursor?: string | undefined },
): Promise<Outcome<{ items: ChangeAgreement[]; next: string | null }>> {
  const change = await context.data.changes.find(changeId);
  if (!change) return refuse('not-found');
  const page = await context.data.notices.listOfChange(changeId, { limit, cursor });
  const [gates, sendings, isWaiting] = await Promise.all([
    loadGates(context, { change, notices: page.items, now }),
    context.data.sendings.listOfNotices(
      page.items.map(({ _id }) => _id),
      'notice',
    ),
    waitingForOthers(context, { change, now }),
  ]);
  const items = gates.map(({ notice, agreement, facts }): ChangeAgreement => {
    const own = sendings.filter(({ noticeId }) => noticeId === notice._id);
    return {
      agreementId: agreement._id,
      reference: agreement.reference,
      controllerName: notice.content.controllerName,
      stopped: agreement.stopOrder !== null,
      notice: {
        id: notice._id,
        shortId: notice.shortId,
        state: notice.state,
        receivedAt: notice.receivedAt,
        receiptEvidence: notice.receiptEvidence,
        attempts: own.reduce((sum, { attempts }) => sum + triesOf(attempts), 0),
        takenOver: notice.takenOver,
        openAttention: notice.attention.filter(({ clearedAt }) => clearedAt === null).length,
        contact: own.at(-1)?.to ?? null,
      },
      deadlines: notice.deadlines,
      gate: gateAsItStands(notice, { ...facts, waitingForOthers: isWaiting(agreement._id) }),
      effect: notice.effect,
      inEffectSince: notice.inEffectSince,
    };
  });
  return done({ items, next: page.next });
}
