import type { ChangeRecord } from '../../data/change.model';
import type { NoticeRecord } from '../../data/notice.model';
import { calendarDate } from '../../domain/calendar/calendarDate';
import { evaluateGate, type GateAnswer, type GateFacts, gateForAnnexEntry } from '../../domain/gate/gate';
import type { WorkflowContext } from '../context';
import { loadGates } from './gateFacts';
import { waitingForOthers } from './waitingForOthers';

/** The gate of one notice as it stands, before effect or after, with every reason that bars it. `now` is legal time. */
export async function gateOfNotice(
  context: WorkflowContext,
  { change, notice, now }: { change: ChangeRecord; notice: NoticeRecord; now: Date },
): Promise<GateAnswer> {
  const [[loaded], isWaiting] = await Promise.all([
    loadGates(context, { change, notices: [notice], now }),
    waitingForOthers(context, { change, now }),
  ]);
  if (!loaded) throw new Error(`notice ${notice._id} lost its agreement`);
  return gateAsItStands(notice, { ...loaded.facts, waitingForOthers: isWaiting(notice.agreementId) });
}

/** The gate of a notice by facts that are loaded. In effect, only what came after effect can shut it again. */
export function gateAsItStands(notice: Pick<NoticeRecord, 'effect' | 'inEffectSince'>, facts: GateFacts): GateAnswer {
  return notice.effect === 'inEffect' ? gateAfterEffect(notice, facts) : evaluateGate(facts);
}

/** What came after effect can shut it again: an admitted objection, a stop order, a basis that lapsed. A removal has nothing left to shut. */
function gateAfterEffect(
  notice: Pick<NoticeRecord, 'inEffectSince'>,
  { today, change, agreement, objections, transferUncovered, contractRecorded }: GateFacts,
): GateAnswer {
  if (change.type === 'remove' || !notice.inEffectSince) return { clear: true, reasons: [] };
  const entry = { inForceFrom: calendarDate(notice.inEffectSince), inForceUntil: null, suspendedFor: [] };
  return gateForAnnexEntry({ today, entry, agreement, objections, transferUncovered, contractRecorded });
}
