import type { NoticeRecord } from '../../data/notice.model';
import type { PersonActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';
import { attachedDocuments, uploaderOf } from '../documents/attachedDocuments';
import { readUpload, type Upload } from '../documents/uploadedDocument';
import { idsOf } from './controllerMail';
import { type ManualReceiptInput, receiptProblems, receiptRefusal, withEnteredReceipt } from './manualReceipts';

/**
 * A person says that the notice was received (letter, phone, before the portal). It counts once another person has confirmed it; a second one entered before that
 * replaces the first. Refuses a receipt in the future or before publication (`invalid`, with pointers), a file that is none of those taken, `wrong-state` for a notice
 * that is decided, and `receipt-confirmed` where one counts already. `now` is legal time.
 */
export async function enterManualReceipt(
  context: WorkflowContext,
  {
    actor,
    now,
    noticeId,
    input,
    upload = null,
  }: { actor: PersonActor; now: Date; noticeId: string; input: ManualReceiptInput; upload?: Upload | null },
): Promise<Outcome<NoticeRecord>> {
  const { data } = context;
  const file = upload && readUpload(upload);
  if (file && !file.ok) return file;
  return allOrNothing(context, async (session): Promise<Outcome<NoticeRecord>> => {
    const notice = await data.notices.find(noticeId, session);
    if (!notice) return refuse('not-found');
    const refused = receiptRefusal(notice);
    if (refused) return refused;
    const errors = receiptProblems(notice, input, now);
    if (errors.length > 0) return refuse('invalid', { errors });
    const attached = { uploadedBy: uploaderOf(actor), audience: 'processor' as const, about: { noticeId }, at: now };
    const documents = attachedDocuments(file ? [file.value] : [], attached);
    await data.documents.insertMany(documents, session);
    const [document] = documents;
    const documentId = document?._id ?? null;
    const { notice: entered, receipt, replaced } = withEnteredReceipt(notice, { ...input, documentId, actor, now });
    const saved = await data.notices.replace(entered, session);
    if (!saved) return refuse('stale-version');
    await data.auditEvents.record(
      {
        at: now,
        type: 'notice.receiptEntered',
        actor,
        subject: { kind: 'notice', id: noticeId },
        ...idsOf(notice),
        facts: {
          receiptId: receipt.id,
          receivedAt: input.receivedAt,
          ...(replaced ? { replaced } : {}),
          ...(document ? { documentId, documentHash: document.sha256 } : {}),
        },
      },
      session,
    );
    return done(saved);
  });
}
