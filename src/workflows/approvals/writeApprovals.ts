import type { ClientSession } from 'mongoose';
import { readableCode } from '../../data/id';
import type { ApprovalRecord, NoticeRecord } from '../../data/notice.model';
import type { SendingRecord } from '../../data/sending.model';
import type { ControllerActor, PersonActor } from '../../domain/actor';
import { refusalNeedsGrounds } from '../../domain/approval/refusalGrounds';
import { done, type FieldProblem, type Outcome, type Refusal, refuse } from '../../domain/outcome';
import type { ApprovalKind } from '../../domain/terms/terms';
import { termsFor } from '../../domain/terms/termsFor';
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
 * decided, and not on a notice that a later revision took the place of (`superseded`). A no without the grounds that the terms ask for is `grounds-missing`.
 */
export function approvalRefusal(
  { effect, approvals, terms, traits }: Pick<NoticeRecord, 'effect' | 'approvals' | 'terms' | 'traits'>,
  { kinds, state, grounds }: Pick<ApprovalAnswer, 'kinds' | 'state' | 'grounds'>,
): { ok: false; refusal: Refusal } | null {
  if (effect === 'superseded') return refuse('superseded');
  const isUndecided = effect === 'pending' || effect === 'held';
  const areOpen = kinds.length > 0 && kinds.every((kind) => approvals.some((each) => each.kind === kind && isOpenTo(each, state)));
  if (!isUndecided || !areOpen) return refuse('wrong-state');
  const saysWhy = grounds !== null && grounds.trim() !== '';
  if (state === 'granted' || saysWhy || !refusalNeedsGrounds(termsFor(terms, traits), kinds)) return null;
  return refuse('grounds-missing', { errors: [groundsMissing] });
}

const groundsMissing: FieldProblem = {
  pointer: '/grounds',
  code: 'required',
  detail: {
    nb: 'Avtalen krever en saklig grunn for ikke å godkjenne. Skriv den slik den er gitt.',
    en: 'The agreement asks for objective grounds for not approving. Write them as they were given.',
  },
};

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
