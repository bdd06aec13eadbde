import type { ControllerActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { ApprovalKind } from '../../domain/terms/terms';
import { allOrNothing } from '../allOrNothing';
import { approvalRefusal, type WrittenApprovals, writeApprovals } from '../approvals/writeApprovals';
import type { WorkflowContext } from '../context';
import { loadParties } from '../delivery/controllerMail';
import { enqueueAwaitedMail } from '../delivery/enqueueMail';
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

/** The controller says no. Refuses `grounds-missing` for specific authorisation under terms that ask for objective grounds. */
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
  const { data } = context;
  const answer = { kinds, state, decidedAt: now, by: { ...decider, contactId: actor.contactId }, grounds };
  const outcome = await allOrNothing(context, async (session): Promise<Outcome<WrittenApprovals>> => {
    const parties = await loadParties(context, actor.noticeId, session);
    if (!parties) return refuse('not-found');
    const refused = approvalRefusal(parties.notice, answer);
    if (refused) return refused;
    if (codeId && !(await data.oneTimeCodes.use(codeId, now, session))) return refuse('code-used', { detail: codeTexts['code-used'] });
    const facts = codeId ? { codeId } : {};
    const written = await writeApprovals(context, session, { parties, answer, actor: { ...actor, ...decider }, now, facts });
    if (written.ok && draftId) await data.formDrafts.confirm(draftId, { reference: written.value.reference, confirmedAt: now }, session);
    return written;
  });
  if (!outcome.ok) return outcome;
  const { reference, changeId, mail } = outcome.value;
  await enqueueAwaitedMail(
    context,
    mail.map(({ _id }) => _id),
  );
  if (state === 'granted') await applyEffects(context, { changeId, now });
  return done({ reference });
}
