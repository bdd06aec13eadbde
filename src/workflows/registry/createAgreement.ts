import type { AgreementRecord } from '../../data/agreement.model';
import { isDuplicateKey } from '../../data/connection';
import type { Actor } from '../../domain/actor';
import { localDateOf } from '../../domain/calendar/calendarDate';
import { done, type FieldProblem, type Outcome, refuse } from '../../domain/outcome';
import { checkTerms } from '../../domain/terms/checkTerms';
import { isPresetName, presetClause, termsPresets } from '../../domain/terms/presets';
import type { Terms } from '../../domain/terms/terms';
import { withUsual } from '../../domain/terms/withUsual';
import type { AgreementInput } from '../../schemas/agreements';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';
import { newAgreement } from './newAgreement';
import { registryProblem, repetitions } from './registryProblems';
import { annexProblems, markInUse, signedEntries } from './signedAnnex';

export interface StatedTerms {
  preset: string | null;
  terms: Terms;
  /** Where the preset stands in its agreement; null for terms of one's own. */
  clause: string | null;
}

/** Terms from a preset's name or written out; a copy, so that a preset that changes never moves an agreement. Problems point into the agreement. */
export function statedTerms({ preset, terms }: { preset?: string | undefined; terms?: unknown }): StatedTerms | FieldProblem[] {
  if ((preset === undefined) === (terms === undefined)) return [registryProblem('/preset', 'preset-or-terms')];
  if (preset !== undefined) {
    if (!isPresetName(preset)) return [registryProblem('/preset', 'preset-or-terms')];
    return { preset, terms: structuredClone(termsPresets[preset]), clause: presetClause(preset) };
  }
  const whole = withUsual(terms);
  const problems = checkTerms(whole).map((problem) => ({ ...problem, pointer: `/terms${problem.pointer}` }));
  return problems.length > 0 ? problems : { preset: null, terms: whole as Terms, clause: null };
}

/**
 * Registers an agreement. Its signed annex is in force from `signedOn` (a day in the terms' zone, not after `now`), with each subprocessor as the
 * register describes it today. Without `contactIds` notices go to all of the controller's contacts. `clause` is the preset's unless given.
 * Refuses an unknown controller, subprocessor or contact (with pointers) and a reference that another agreement has (`duplicate`).
 */
export async function createAgreement(
  context: WorkflowContext,
  { actor, now, input }: { actor: Actor; now: Date; input: AgreementInput },
): Promise<Outcome<AgreementRecord>> {
  const stated = statedTerms(input);
  if (Array.isArray(stated)) return refuse('invalid', { errors: stated });
  const { data } = context;
  const annex = input.annex ?? [];
  const contactIds = input.contactIds ?? [];

  const work = (): Promise<Outcome<AgreementRecord>> =>
    allOrNothing(context, async (session): Promise<Outcome<AgreementRecord>> => {
      const controller = await data.controllers.find(input.controllerId, session);
      const subprocessors = await data.subprocessors.findMany(annex);
      const problems = [
        ...(controller ? [] : [registryProblem('/controllerId', 'unknown-controller')]),
        ...(input.signedOn > localDateOf(now, stated.terms.timeZone) ? [registryProblem('/signedOn', 'in-the-future')] : []),
        ...annexProblems(annex, subprocessors),
        ...contactIds.flatMap((id, index) =>
          controller?.contacts.some((contact) => contact.id === id) ? [] : [registryProblem(`/contactIds/${index}`, 'unknown-contact')],
        ),
        ...repetitions(contactIds, '/contactIds'),
      ];
      if (problems.length > 0) return refuse('invalid', { errors: problems });
      if (await data.agreements.findByReference(input.reference, session)) return duplicateReference();

      const record = newAgreement(
        {
          controllerId: input.controllerId,
          reference: input.reference,
          preset: stated.preset,
          terms: stated.terms,
          clause: input.clause ?? stated.clause,
          services: input.services,
          description: input.description ?? null,
          signedOn: input.signedOn,
          signedAnnex: annex,
          contactIds,
        },
        now,
      );
      await data.agreements.insert(record, session);
      await data.annexes.insertEntries(signedEntries(record, subprocessors), session);
      if (!(await markInUse(data, subprocessors, now, session))) return refuse('stale-version');
      await data.auditEvents.record(
        {
          at: now,
          type: 'agreement.created',
          actor,
          subject: { kind: 'agreement', id: record._id },
          agreementId: record._id,
          controllerId: record.controllerId,
          facts: { preset: record.preset, services: record.services, signedOn: record.signedOn, annex },
        },
        session,
      );
      return done(record);
    });
  try {
    return await work();
  } catch (error) {
    // Two at once: the index decides, and the second is told the same as if it had come later.
    if (isDuplicateKey(error, 'reference_unique')) return duplicateReference();
    throw error;
  }
}

/** What everybody is told who gives a reference that is taken. */
export function duplicateReference(): ReturnType<typeof refuse> {
  return refuse('duplicate', { errors: [registryProblem('/reference', 'duplicate-reference')] });
}
