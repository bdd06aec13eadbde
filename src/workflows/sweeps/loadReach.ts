import type { DueNotice } from '../../data/noticeTask.repository';
import type { NoticeSending } from '../../data/sending.repository';
import { groupBy } from '../../domain/groupBy';
import type { WorkflowContext } from '../context';
import { loadContacts, type NoticeContacts } from '../delivery/loadContacts';

export interface ReachOfNotice extends NoticeContacts {
  /** The notice's own sendings, oldest first. */
  sendings: NoticeSending[];
  /** The controller has objected to it, whatever became of that. */
  hasObjected: boolean;
  /** An objection to it has not ended. */
  objectionOpen: boolean;
  /** The controller has asked about it: somebody has read it. */
  hasAsked: boolean;
}

/** Whom these notices can be sent to and have been sent to, in five queries however many they are. */
export async function loadReach(context: WorkflowContext, notices: readonly DueNotice[]): Promise<(notice: DueNotice) => ReachOfNotice> {
  const { data } = context;
  const ids = notices.map(({ _id }) => _id);
  const [contactsOf, sendings, objections, asked] = await Promise.all([
    loadContacts(context, notices),
    data.sendings.listToContacts(ids),
    data.objections.listOfNotices(ids),
    data.questions.askedAbout(ids),
  ]);
  const sendingsById = groupBy(sendings, ({ noticeId }) => noticeId);
  const objected = new Set(objections.map(({ noticeId }) => noticeId));
  const open = new Set(objections.filter((objection) => objection.open).map(({ noticeId }) => noticeId));
  return (notice) => ({
    ...contactsOf(notice),
    sendings: sendingsById.get(notice._id) ?? [],
    hasObjected: objected.has(notice._id),
    objectionOpen: open.has(notice._id),
    hasAsked: asked.has(notice._id),
  });
}
