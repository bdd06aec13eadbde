import type { ClientSession } from 'mongoose';
import { readableCode } from '../../data/id';
import type { ApprovalRecord, NoticeRecord } from '../../data/notice.model';
import type { SendingRecord } from '../../data/sending.model';
import type { ControllerActor, PersonActor } from '../../domain/actor';
import { done, type Outcome, type Refusal, refuse } from '../../domain/outcome';
import type { ApprovalKind } from '../../domain/terms/terms';
import type { WorkflowContext } from '../context';
import { confirmationsTo, idsOf, type NoticeParties } from '../delivery/controllerMail';

/** A yes or a no to what needs the controller's yes. */
export interface ApprovalAnswer {
  kinds: readonly ApprovalKind[];
  state: 'granted' | 'refused';
  /** When it was given, or arrived; legal time. */
  decidedAt: Date;
  /** `contactId` null: it came by mail, letter or phone. */
  by: { name: string; title: string; contactId: string | null };
  grounds: string | null;
}

export interface WrittenApprovals {
  reference: string;
  changeId: string;
  /** To be enqueued after commit. */
  mail: SendingRecord[];
}

/**
 * Why these cannot be answered so, if they cannot: what is granted stays so, and what is refused can only be granted (`wrong-state`). Nothing can once the change is
 * decided, and not on a notice that a later revision took the place of (`superseded`).
 */
export function approvalRefusal(
  { effect, approvals }: Pick<NoticeRecord, 'effect' | 'approvals'>,
  { kinds, state }: Pick<ApprovalAnswer, 'kinds' | 'state'>,
): { ok: false; refusal: Refusal } | null {
  if (effect === 'superseded') return refuse('superseded');
  const isUndecided = effect === 'pending' || effect === 'held';
  const areOpen = kinds.length > 0 && kinds.every((kind) => approvals.some((each) => each.kind === kind && isOpenTo(each, state)));
  return isUndecided && areOpen ? null : refuse('wrong-state');
}

function isOpenTo(approval: ApprovalRecord, state: ApprovalAnswer['state']): boolean {
  return state === 'granted' ? approval.state !== 'granted' : approval.state === 'requested';
}

/** A no stays on the record when it becomes a yes: it was told, and is evidence. */
function earlierOf({ state, decidedAt, decidedBy, grounds, reference, earlier = [] }: ApprovalRecord): Pick<ApprovalRecord, 'earlier'> {
  return state === 'requested' ? {} : { earlier: [...earlier, { state, decidedAt, decidedBy, grounds, reference }] };
}

/**
 * Writes the answer inside the caller's transaction, on a notice that was read in it, with its audit event and the mail to all contacts. Answers with the reference
 * `GOD-XXXX-XXXX`; refuses as `approvalRefusal` says.
 */
export async function writeApprovals(
  context: WorkflowContext,
  session: ClientSession,
  {
    parties,
    answer,
    actor,
    now,
    facts,
  }: { parties: NoticeParties; answer: ApprovalAnswer; actor: ControllerActor | PersonActor; now: Date; facts: Record<string, unknown> },
): Promise<Outcome<WrittenApprovals>> {
  const { data } = context;
  const { notice } = parties;
  const { kinds, state, decidedAt, by, grounds } = answer;
  const refused = approvalRefusal(notice, answer);
  if (refused) return refused;
  const code = readableCode(8);
  const reference = `GOD-${code.slice(0, 4)}-${code.slice(4)}`;
  const approvals = notice.approvals.map((approval) =>
    kinds.includes(approval.kind) ? { ...approval, ...earlierOf(approval), state, decidedAt, decidedBy: by, grounds, reference } : approval,
  );
  if (!(await data.notices.replace({ ...notice, approvals, updatedAt: now }, session))) {
    throw new Error(`notice ${notice._id} changed inside a transaction`);
  }
  await data.auditEvents.record(
    {
      at: now,
      type: `approval.${state}`,
      actor,
      subject: { kind: 'notice', id: notice._id },
      ...idsOf(notice),
      subprocessorId: notice.content.subprocessorId,
      facts: { kinds: [...kinds], reference, ...facts },
    },
    session,
  );
  const mail = confirmationsTo(parties, context, {
    kind: 'approvalDecided',
    dedupe: `approvalDecided:${notice._id}:${reference}`,
    detail: { decision: state, kinds: kinds.join(','), reference },
  });
  await data.sendings.insertMany(mail, session);
  return done({ reference, changeId: notice.changeId, mail });
}
