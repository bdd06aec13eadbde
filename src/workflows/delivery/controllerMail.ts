import type { AgreementRecord } from '../../data/agreement.model';
import type { ControllerRecord } from '../../data/controller.model';
import type { NoticeRecord } from '../../data/notice.model';
import type { SendingKind, SendingRecord } from '../../data/sending.model';
import type { WorkflowContext } from '../context';
import { contactsOf, sendingsFor } from './planMail';

/** The records that every act on a notice touches or tells of. */
export interface NoticeParties {
  notice: NoticeRecord;
  agreement: AgreementRecord;
  controller: ControllerRecord;
}

type Session = Parameters<WorkflowContext['data']['notices']['find']>[1];

/** Loads a notice with its parties, in the caller's transaction; null when there is no such notice. Throws when a party is gone. */
export async function loadParties(context: WorkflowContext, noticeId: string, session: Session = null): Promise<NoticeParties | null> {
  const notice = await context.data.notices.find(noticeId, session);
  return notice && partiesOf(context, notice, session);
}

/** The same for a notice that has been read: for acts that are most likely refused before anybody is told of them. */
export async function partiesOf({ data }: WorkflowContext, notice: NoticeRecord, session: Session = null): Promise<NoticeParties> {
  const agreement = await data.agreements.find(notice.agreementId, session);
  const controller = await data.controllers.find(notice.controllerId, session);
  if (!agreement || !controller) throw new Error(`notice ${notice._id} lost its agreement`);
  return { notice, agreement, controller };
}

/**
 * Mail to all contacts of the agreement about an act in the controller's name, so that nobody acts unseen on a forwarded mail.
 * `dedupe` names the act. To be inserted in the act's own transaction, and enqueued after it.
 */
export function confirmationsTo(
  { notice, agreement, controller }: NoticeParties,
  context: WorkflowContext,
  { kind, dedupe, objectionId, detail }: { kind: SendingKind; dedupe: string; objectionId?: string; detail?: Record<string, string> },
): SendingRecord[] {
  return sendingsFor({
    kind,
    dedupe,
    contacts: contactsOf(agreement, controller),
    host: context.settings.messageIdHost,
    readyAt: new Date(),
    noticeId: notice._id,
    changeId: notice.changeId,
    agreementId: notice.agreementId,
    ...(objectionId ? { objectionId } : {}),
    ...(detail ? { detail } : {}),
  });
}

/** The ids that an audit event of a notice carries. */
export function idsOf(notice: Pick<NoticeRecord, '_id' | 'changeId' | 'agreementId' | 'controllerId'>): {
  changeId: string;
  noticeId: string;
  agreementId: string;
  controllerId: string;
} {
  return { changeId: notice.changeId, noticeId: notice._id, agreementId: notice.agreementId, controllerId: notice.controllerId };
}
