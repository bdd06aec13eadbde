import type { ClientSession } from 'mongoose';
import type { NewAuditEvent } from '../../data/auditEvent.repository';
import type { NoticeRecord } from '../../data/notice.model';
import type { PersonActor } from '../../domain/actor';
import { done, type FieldProblem, type Outcome, refuse } from '../../domain/outcome';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';
import { idsOf } from './controllerMail';
import { type ManualReceiptInput, receiptProblems, receiptRefusal, takesReceipts, withEnteredReceipt } from './manualReceipts';

/** One line of a list of receipts. `agreement` is its reference. */
export interface ReceiptItem extends ManualReceiptInput {
  agreement: string;
}

/**
 * Enters the manual receipts of many agreements of one change, all or none. Each waits for another person. Refuses `wrong-state` for a change that is not published, and
 * `invalid` with pointers into `items` for an agreement that has no notice, is named twice or is decided, and for an instant that cannot be. `now` is legal time.
 */
export async function enterChangeReceipts(
  context: WorkflowContext,
  { actor, now, changeId, items }: { actor: PersonActor; now: Date; changeId: string; items: readonly ReceiptItem[] },
): Promise<Outcome<{ entered: number }>> {
  const { data } = context;
  return allOrNothing(context, async (session): Promise<Outcome<{ entered: number }>> => {
    const change = await data.changes.find(changeId, session);
    if (!change) return refuse('not-found');
    if (!takesReceipts(change)) return refuse('wrong-state');
    const noticeByReference = await noticesByReference(context, { changeId, items, session });
    const errors = items.flatMap((item, index) => itemProblems(items, { item, index, notice: noticeByReference.get(item.agreement), now }));
    if (errors.length > 0) return refuse('invalid', { errors });
    const events: NewAuditEvent[] = [];
    for (const { agreement, receivedAt, note } of items) {
      const notice = noticeByReference.get(agreement);
      if (!notice) throw new Error(`agreement ${agreement} lost its notice`);
      const entered = withEnteredReceipt(notice, { receivedAt, note, documentId: null, actor, now });
      if (!(await data.notices.replace(entered.notice, session))) return refuse('stale-version');
      const facts = { receiptId: entered.receipt.id, receivedAt, ...(entered.replaced ? { replaced: entered.replaced } : {}) };
      const subject = { kind: 'notice', id: notice._id };
      events.push({ at: now, type: 'notice.receiptEntered', actor, subject, ...idsOf(notice), facts });
    }
    await data.auditEvents.record(events, session);
    return done({ entered: items.length });
  });
}

async function noticesByReference(
  { data }: WorkflowContext,
  { changeId, items, session }: { changeId: string; items: readonly ReceiptItem[]; session: ClientSession },
): Promise<Map<string, NoticeRecord>> {
  const notices = await data.noticeTasks.findByReferences(
    changeId,
    items.map(({ agreement }) => agreement),
    session,
  );
  // Of several revisions, the last one is what the agreement has to have received.
  const inOrder = [...notices].sort((one, other) => one.revision - other.revision);
  return new Map(inOrder.map((notice) => [notice.content.agreementReference, notice]));
}

function itemProblems(
  items: readonly ReceiptItem[],
  { item, index, notice, now }: { item: ReceiptItem; index: number; notice: NoticeRecord | undefined; now: Date },
): FieldProblem[] {
  const at = `/items/${index}`;
  const problem = (code: string, nb: string, en: string): FieldProblem[] => [{ pointer: `${at}/agreement`, code, detail: { nb, en } }];
  if (items.findIndex(({ agreement }) => agreement === item.agreement) !== index) {
    return problem('repeated', `Avtalen ${item.agreement} står to ganger.`, `Agreement ${item.agreement} is there twice.`);
  }
  if (!notice) {
    return problem(
      'no-notice',
      `Avtalen ${item.agreement} har ikke noe varsel om denne endringen.`,
      `Agreement ${item.agreement} has no notice of this change.`,
    );
  }
  const refused = receiptRefusal(notice);
  if (refused) {
    return problem(
      refused.refusal.code,
      `Avtalen ${item.agreement} er avgjort eller har alt et bekreftet mottak.`,
      `Agreement ${item.agreement} is decided or has a confirmed receipt already.`,
    );
  }
  return receiptProblems(notice, item, now).map((each) => ({ ...each, pointer: `${at}${each.pointer}` }));
}
