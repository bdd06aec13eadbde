import { readableCode } from '../../data/id';
import type { ApprovalRecord } from '../../data/notice.model';
import type { SendingRecord } from '../../data/sending.model';
import type { ControllerActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { ApprovalKind } from '../../domain/terms/terms';
import type { WorkflowContext } from '../context';
import { confirmationsTo, idsOf, loadParties } from '../delivery/controllerMail';
import { enqueueMail } from '../delivery/enqueueMail';
import { applyEffects } from '../gate/applyEffects';
import { codedActName, codeTexts, findCode } from './oneTimeCodes';

/** Whoever answers, as typed. */
export interface Decider {
  name: string;
  title: string;
}

interface ApprovalDecision {
  actor: ControllerActor;
  /** Legal time. */
  now: Date;
  kinds: readonly ApprovalKind[];
  decider: Decider;
}

/**
 * The controller says yes to what needs its yes. It may open the gate, so it needs the code that was mailed for exactly these kinds. What was
 * refused can still be granted; what is granted stays so. Answers with the reference `GOD-XXXX-XXXX`.
 */
export async function grantApproval(
  context: WorkflowContext,
  { code, draftId, ...decision }: ApprovalDecision & { code: string; draftId?: string },
): Promise<Outcome<{ reference: string }>> {
  const { actor, now, kinds } = decision;
  const found = await findCode(context, { actor, act: codedActName({ verb: 'approve', kinds }), typed: code, now });
  if (!found.ok) return found;
  return decide(context, { ...decision, state: 'granted', grounds: null, codeId: found.value.codeId, draftId });
}

/** The controller says no. Grounds are needed only for specific authorisation under terms that ask for objective ones; the form checks it. */
export async function refuseApproval(
  context: WorkflowContext,
  { grounds, ...decision }: ApprovalDecision & { grounds: string | null },
): Promise<Outcome<{ reference: string }>> {
  return decide(context, { ...decision, state: 'refused', grounds });
}

async function decide(
  context: WorkflowContext,
  {
    actor,
    now,
    kinds,
    decider,
    state,
    grounds,
    codeId,
    draftId,
  }: ApprovalDecision & { state: 'granted' | 'refused'; grounds: string | null; codeId?: string; draftId?: string },
): Promise<Outcome<{ reference: string }>> {
  const code = readableCode(8);
  const reference = `GOD-${code.slice(0, 4)}-${code.slice(4)}`;
  let mail: SendingRecord[] = [];
  const outcome = await context.inTransaction(async (session): Promise<Outcome<{ reference: string; changeId: string }>> => {
    mail = [];
    const { data } = context;
    const parties = await loadParties(context, actor.noticeId, session);
    if (!parties) return refuse('not-found');
    const { notice } = parties;
    if (notice.effect === 'superseded') return refuse('superseded');
    const undecided = notice.effect === 'pending' || notice.effect === 'held';
    const open = (approval: ApprovalRecord): boolean =>
      state === 'granted' ? approval.state !== 'granted' : approval.state === 'requested';
    const isMeant = (approval: ApprovalRecord): boolean => kinds.includes(approval.kind) && open(approval);
    const answeredBefore = kinds.some((kind) => !notice.approvals.some((approval) => approval.kind === kind && open(approval)));
    if (!undecided || kinds.length === 0 || answeredBefore) return refuse('wrong-state');
    if (codeId && !(await data.oneTimeCodes.use(codeId, now, session))) return refuse('code-used', { detail: codeTexts['code-used'] });

    const answer = { state, decidedAt: now, decidedBy: { ...decider, contactId: actor.contactId }, grounds, reference };
    const approvals = notice.approvals.map((approval) => (isMeant(approval) ? { ...approval, ...answer } : approval));
    if (!(await data.notices.replace({ ...notice, approvals, updatedAt: now }, session))) {
      throw new Error(`notice ${notice._id} changed inside a transaction`);
    }
    await data.auditEvents.record(
      {
        at: now,
        type: `approval.${state}`,
        actor: { ...actor, ...decider },
        subject: { kind: 'notice', id: notice._id },
        ...idsOf(notice),
        subprocessorId: notice.content.subprocessorId,
        facts: { kinds: [...kinds], reference, ...(codeId ? { codeId } : {}) },
      },
      session,
    );
    if (draftId) await data.formDrafts.confirm(draftId, { reference, confirmedAt: now }, session);
    mail = confirmationsTo(parties, context, {
      kind: 'approvalDecided',
      dedupe: `approvalDecided:${notice._id}:${reference}`,
      detail: { decision: state, kinds: kinds.join(','), reference },
    });
    await data.sendings.insertMany(mail, session);
    return done({ reference, changeId: notice.changeId });
  });
  if (!outcome.ok) return outcome;
  await enqueueMail(
    context,
    mail.map(({ _id }) => _id),
  );
  if (state === 'granted') await applyEffects(context, { changeId: outcome.value.changeId, now });
  return done({ reference });
}
