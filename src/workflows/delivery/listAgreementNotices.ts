import type { ChangeRecord } from '../../data/change.model';
import type { NoticeRecord } from '../../data/notice.model';
import type { ObjectionRecord } from '../../data/objection.model';
import { evaluateGate, type GateAnswer } from '../../domain/gate/gate';
import type { WorkflowContext } from '../context';
import { loadGates } from '../gate/gateFacts';
import { waitingForOthers } from '../gate/waitingForOthers';

export interface AgreementNotice {
  notice: NoticeRecord;
  change: ChangeRecord;
  objections: ObjectionRecord[];
  /** Of one that may still take effect; for the others what became of it is in `notice.effect`, and the gate is clear or without meaning. */
  gate: GateAnswer;
}

/** Every notice to one agreement, the newest first, with its change, its objections and its gate at `now` (legal time). */
export async function listAgreementNotices(
  context: WorkflowContext,
  { agreementId, now }: { agreementId: string; now: Date },
): Promise<AgreementNotice[]> {
  const notices = await context.data.notices.listOfAgreement(agreementId);
  const changes = await context.data.changes.findMany([...new Set(notices.map(({ changeId }) => changeId))]);
  return Promise.all(
    notices.map(async (notice) => {
      const change = changes.find(({ _id }) => _id === notice.changeId);
      if (!change) throw new Error(`notice ${notice._id} names a change that is gone`);
      const [loaded] = await loadGates(context, { change, notices: [notice], now });
      if (!loaded) throw new Error(`notice ${notice._id} has no gate`);
      const isRunning = notice.effect === 'pending' || notice.effect === 'held';
      const isWaiting = isRunning ? await waitingForOthers(context, { change, now }) : () => false;
      const gate = isRunning ? evaluateGate({ ...loaded.facts, waitingForOthers: isWaiting(agreementId) }) : { clear: true, reasons: [] };
      return { notice, change, objections: loaded.objections, gate };
    }),
  );
}
