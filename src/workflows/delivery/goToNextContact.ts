import type { ClientSession } from 'mongoose';
import type { NoticeRecord } from '../../data/notice.model';
import type { SendingRecord } from '../../data/sending.model';
import { isUnderway, leavesContactUnreached, stateAfterFailure, wantsNextContact } from '../../domain/receipt/afterFailure';
import type { NoticeState } from '../../domain/receipt/deliveryState';
import type { WorkflowContext } from '../context';
import { contactsOf, firstUntried, sendingsFor } from './planMail';

/** What the failure of one message leaves the notice in. */
export interface AfterFailure {
  state: NoticeState;
  /** The sendings that were planned, to be enqueued after the commit. */
  next: string[];
  /** The DPO has to be told that a contact was not reached: nothing else says so. */
  isUnreached: boolean;
}

/**
 * What comes after a message that failed for good, inside the caller's transaction: whether the notice goes on to the next contact whose address has not been tried,
 * and its state (src/domain/receipt/afterFailure.ts). `notice` is as it stands with what the failure takes away voided; `isFailed` tells which messages failed.
 * Of two that fail at once, each seeing the other on its way, one does this again: both write the notice.
 */
export async function goToNextContact(
  context: WorkflowContext,
  { session, notice, isFailed }: { session: ClientSession; notice: NoticeRecord; isFailed: (sending: SendingRecord) => boolean },
): Promise<AfterFailure> {
  const sent = await context.data.sendings.listOfNotices([notice._id], 'notice', session);
  const facts = {
    state: notice.state,
    effect: notice.effect,
    evidence: notice.evidence,
    underwayTo: sent.filter((sending) => isUnderway(sending) && !isFailed(sending)).map(({ contactId }) => contactId),
    secondContactDone: notice.followUps.secondContactDone,
    hasAnswered: notice.approvals.some(({ state }) => state !== 'requested'),
  };
  const next = wantsNextContact(facts) ? await planNext(context, { session, notice, sent }) : [];
  const planned = { isNextPlanned: next.length > 0 };
  return { state: stateAfterFailure(facts, planned), next, isUnreached: leavesContactUnreached(facts, planned) };
}

/** None left: an empty list, and nobody more can be reached. */
async function planNext(
  { data, settings }: WorkflowContext,
  { session, notice, sent }: { session: ClientSession; notice: NoticeRecord; sent: readonly SendingRecord[] },
): Promise<string[]> {
  const [agreement, controller] = await Promise.all([data.agreements.find(notice.agreementId), data.controllers.find(notice.controllerId)]);
  if (!agreement || !controller) throw new Error(`notice ${notice._id} lost its agreement`);
  const next = firstUntried(contactsOf(agreement, controller), sent);
  if (!next) return [];
  const sendings = sendingsFor({
    kind: 'notice',
    dedupe: `notice:${notice._id}`,
    contacts: [next],
    host: settings.messageIdHost,
    readyAt: new Date(),
    noticeId: notice._id,
    changeId: notice.changeId,
    agreementId: notice.agreementId,
  });
  await data.sendings.insertMany(sendings, session);
  return sendings.map(({ _id }) => _id);
}
