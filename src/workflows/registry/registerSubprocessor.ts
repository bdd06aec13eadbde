import { newId } from '../../data/id';
import type { ContractRecord, SubprocessorRecord } from '../../data/subprocessor.model';
import type { Actor } from '../../domain/actor';
import { done, type FieldProblem, type Outcome, refuse } from '../../domain/outcome';
import { problemText } from '../../schemas/problemTexts';
import type { SubprocessorInput } from '../../schemas/subprocessors';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';
import { processorDay } from '../processorDay';
import { registryProblem } from './registryProblems';
import { slugOf } from './slugOf';
import { detailsFrom } from './subprocessorDetails';

/**
 * Enters a subprocessor in the register, as `proposed`: it is in use once an annex lists it. Its slug is its legal name, with a number where another
 * has it. Refuses an unknown parent and a contract of a day to come; with `allowIncomplete` a register as it was found may lack what a notice must
 * say (address, contact point, data), which shows as "not stated" and must be there before a change about it is submitted.
 */
export async function registerSubprocessor(
  context: WorkflowContext,
  { actor, now, input, allowIncomplete = false }: { actor: Actor; now: Date; input: SubprocessorInput; allowIncomplete?: boolean },
): Promise<Outcome<SubprocessorRecord>> {
  const { data } = context;
  return allOrNothing(context, async (session): Promise<Outcome<SubprocessorRecord>> => {
    const parent = input.parentId ? await data.subprocessors.find(input.parentId, session) : null;
    const problems = [
      ...(allowIncomplete ? [] : missing(input)),
      ...(input.parentId && !parent ? [registryProblem('/parentId', 'unknown-subprocessor')] : []),
      ...contractProblems(input.contract, now),
    ];
    if (problems.length > 0) return refuse('invalid', { errors: problems });

    const record: SubprocessorRecord = {
      _id: newId(),
      ...detailsFrom(input),
      slug: await nextSlug(context, input.legalName),
      status: 'proposed',
      contract: input.contract ?? null,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await data.subprocessors.insert(record, session);
    await data.auditEvents.record(
      {
        at: now,
        type: 'subprocessor.registered',
        actor,
        subject: { kind: 'subprocessor', id: record._id },
        subprocessorId: record._id,
        facts: { slug: record.slug, country: record.country, services: record.services, contractRecorded: record.contract !== null },
      },
      session,
    );
    return done(record);
  });
}

/** The legal name as a slug that no other subprocessor has. */
export async function nextSlug({ data }: WorkflowContext, legalName: string): Promise<string> {
  const wanted = slugOf(legalName) || 'unnamed';
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? wanted : `${wanted}-${number}`;
    if ((await data.subprocessors.findByAnyName([slug])).length === 0) return slug;
  }
}

/** A contract that is not signed yet binds nobody, and would open gates. */
export function contractProblems(contract: ContractRecord | null | undefined, now: Date): FieldProblem[] {
  if (!contract || contract.signedOn <= processorDay(now)) return [];
  return [registryProblem('/contract/signedOn', 'in-the-future')];
}

function missing(input: SubprocessorInput): FieldProblem[] {
  const isThere: Record<string, boolean> = {
    legalName: input.legalName.trim() !== '',
    country: input.country !== '',
    address: input.address.trim() !== '',
    contactPoint: input.contactPoint.trim() !== '',
    processing: Object.values(input.processing).some((text) => text.trim() !== ''),
    dataCategories: input.dataCategories.length > 0,
    dataSubjects: input.dataSubjects.length > 0,
    locations: input.locations.length > 0,
    services: input.services.length > 0,
  };
  return Object.keys(isThere)
    .filter((field) => !isThere[field])
    .map((field) => ({ pointer: `/${field}`, code: 'required', detail: problemText('required') }));
}
