import type { ChangeContent, ChangeRecord } from '../../data/change.model';
import type { LocalText } from '../../data/localText';
import type { SubprocessorDetails } from '../../data/subprocessor.model';
import { materialityOf } from '../../domain/change/materiality';
import { done, type FieldProblem, type Outcome, refuse } from '../../domain/outcome';
import { type ChangeInput, chainBelow, changedDetails, draftProblems, mergedDetails } from '../changes/changeInput';
import type { WorkflowContext } from '../context';
import { processorDay } from '../processorDay';
import { contentOf } from './revisionContent';

/** The fields of `POST /changes` that are corrected, and why. */
export type RevisionInput = Partial<ChangeInput> & { reasonForRevision?: LocalText };

/**
 * The content that a revision has: `base` (what is published, or the proposal as it stands) with the fields of the input in it, and the chain below as the
 * register has it today. Refuses with `invalid` and pointers: another subprocessor or kind of change, what the register keeps (the contract), a day that has
 * passed unless it is the published one, unknown services; and with `nothing-changes` where all is as published.
 */
export async function resolveRevision(
  context: WorkflowContext,
  { change, base, input, now }: { change: ChangeRecord; base: ChangeContent; input: RevisionInput; now: Date },
): Promise<Outcome<ChangeContent>> {
  const errors = [...scopeProblems(base, input), ...(await fieldProblems(context, { change, base, input, now }))];
  const replaces = await replacedBy(context, { base, input });
  if (!replaces.ok) errors.push(...(replaces.refusal.errors ?? []));
  if (errors.length > 0 || !replaces.ok) return refuse('invalid', { errors });
  const details: SubprocessorDetails = mergedDetails(base.details, input.subprocessor ?? {});
  const content: ChangeContent = {
    ...contentOf(base),
    type: input.type ?? base.type,
    ...replaces.value,
    details,
    modifiedFields: base.previousDetails ? changedDetails(base.previousDetails, details) : [],
    chain: await chainBelow(context, base.subprocessorId),
    services: [...new Set(input.services ?? base.services)],
    reason: input.reason ?? base.reason,
    plannedEffectiveOn: input.plannedEffectiveOn ?? base.plannedEffectiveOn,
    rollout: input.rollout ?? base.rollout,
    emergency: input.emergency === undefined ? base.emergency : input.emergency,
  };
  return materialityOf(contentOf(change), content).changed.length > 0 ? done(content) : refuse('nothing-changes');
}

function problem(pointer: string, code: string, nb: string, en: string): FieldProblem {
  return { pointer, code, detail: { nb, en } };
}

function scopeProblems(base: ChangeContent, { type, subprocessorId, subprocessor, takenOver }: RevisionInput): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const brings = (each: string): boolean => each === 'add' || each === 'replace';
  if (subprocessorId && subprocessorId !== base.subprocessorId) {
    const nb = 'En rettelse gjelder samme underdatabehandler. Trekk endringen tilbake og lag en ny for en annen.';
    const en = 'A correction is about the same subprocessor. Withdraw the change and draft a new one for another.';
    problems.push(problem('/subprocessorId', 'another-change', nb, en));
  }
  if (type && type !== base.type && !(brings(type) && brings(base.type))) {
    const nb = 'En rettelse kan ikke gjøre endringen til en annen slags. Trekk den tilbake og lag en ny.';
    const en = 'A correction cannot make the change one of another kind. Withdraw it and draft a new one.';
    problems.push(problem('/type', 'another-change', nb, en));
  }
  if (subprocessor && base.type === 'remove') {
    const nb = 'En underdatabehandler som tas ut av bruk, beskrives ikke på nytt.';
    const en = 'A subprocessor that is no longer used is not described anew.';
    problems.push(problem('/subprocessor', 'not-for-this-type', nb, en));
  }
  if (subprocessor?.contract !== undefined) {
    const nb = 'Avtalen med underdatabehandleren registreres i registeret, når som helst.';
    const en = 'The contract with the subprocessor is recorded in the register, at any time.';
    problems.push(problem('/subprocessor/contract', 'kept-in-register', nb, en));
  }
  if (takenOver) {
    const nb = 'En rettelse varsles alltid av portalen.';
    const en = 'A correction is always notified by the portal.';
    problems.push(problem('/takenOver', 'not-for-a-revision', nb, en));
  }
  return problems;
}

/** The published day may have come and gone for those who still wait; only another day has to lie ahead. */
async function fieldProblems(
  context: WorkflowContext,
  { change, base, input, now }: { change: ChangeRecord; base: ChangeContent; input: RevisionInput; now: Date },
): Promise<FieldProblem[]> {
  const plannedEffectiveOn = input.plannedEffectiveOn ?? base.plannedEffectiveOn;
  const found = await draftProblems(context, { services: input.services ?? base.services, plannedEffectiveOn }, processorDay(now));
  return found.filter(({ code }) => code !== 'planned-day-passed' || plannedEffectiveOn !== change.plannedEffectiveOn);
}

async function replacedBy(
  { data }: WorkflowContext,
  { base, input }: { base: ChangeContent; input: RevisionInput },
): Promise<Outcome<Pick<ChangeContent, 'replacesId' | 'replacesName'>>> {
  if ((input.type ?? base.type) !== 'replace') {
    if (!input.replacesId) return done({ replacesId: null, replacesName: null });
    const nb = 'Bare en utskifting har noen som skal byttes ut.';
    const en = 'Only a replacement has somebody to be replaced.';
    return refuse('invalid', { errors: [problem('/replacesId', 'not-for-this-type', nb, en)] });
  }
  const replacesId = input.replacesId ?? base.replacesId;
  const replaced = replacesId ? await data.subprocessors.find(replacesId) : null;
  if (!replaced) {
    const errors = [problem('/replacesId', 'not-found', 'Fant ikke den som skal byttes ut.', 'The one to be replaced was not found.')];
    return refuse('invalid', { errors });
  }
  // What has been told keeps the name that it was told by.
  const isSame = replaced._id === base.replacesId;
  return done({ replacesId: replaced._id, replacesName: isSame ? base.replacesName : replaced.legalName });
}
