import type { ClientSession } from 'mongoose';
import type { NoticeRecord } from '../../data/notice.model';
import type { WorkflowContext } from '../context';
import { contactsOf, sendingsFor } from './planMail';

/**
 * Plans the notice for the first of the agreement's contacts whose address has not been tried, inside the caller's transaction. Returns the sendings, to be
 * enqueued after it; none left: an empty list, and nobody can be reached. A notice that a corrected one took the place of goes to nobody more.
 */
export async function planNextContact(
  context: WorkflowContext,
  { session, notice }: { session: ClientSession; notice: NoticeRecord },
): Promise<string[]> {
  if (notice.effect === 'superseded') return [];
  const { data } = context;
  const [agreement, controller, tried] = await Promise.all([
    data.agreements.find(notice.agreementId),
    data.controllers.find(notice.controllerId),
    data.sendings.listOfNotices([notice._id], 'notice'),
  ]);
  if (!agreement || !controller) throw new Error(`notice ${notice._id} lost its agreement`);
  const triedAddresses = new Set(tried.map(({ to }) => to.toLowerCase()));
  const [next] = contactsOf(agreement, controller).filter(({ email }) => !triedAddresses.has(email.toLowerCase()));
  if (!next) return [];
  const sendings = sendingsFor({
    kind: 'notice',
    dedupe: `notice:${notice._id}`,
    contacts: [next],
    host: context.settings.messageIdHost,
    readyAt: new Date(),
    noticeId: notice._id,
    changeId: notice.changeId,
    agreementId: notice.agreementId,
  });
  await data.sendings.insertMany(sendings, session);
  return sendings.map(({ _id }) => _id);
}
