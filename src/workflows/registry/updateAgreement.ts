import type { AgreementRecord } from '../../data/agreement.model';
import { isDuplicateKey } from '../../data/connection';
import type { Actor } from '../../domain/actor';
import { localDateOf } from '../../domain/calendar/calendarDate';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { AgreementPatch } from '../../schemas/agreements';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';
import { duplicateReference, statedTerms } from './createAgreement';
import { fieldsChanged } from './fieldsChanged';
import { registryProblem, repetitions } from './registryProblems';
import { annexProblems, markInUse, signedEntries } from './signedAnnex';

/**
 * Changes an agreement; what the patch leaves out stays. New terms count from the next notice on: one that is out keeps the terms it was made under.
 * The signed annex, and the day it is in force from, can be put right until the agreement has its first notice, and only by adding to the annex:
 * after that, and for taking something out, it is a change that the controller is told of (`in-force`). Refuses an ended agreement (`wrong-state`),
 * a reference that is taken (`duplicate`), and `stale-version` when `version` is given and not the present one.
 */
export async function updateAgreement(
  context: WorkflowContext,
  { actor, now, agreementId, patch }: { actor: Actor; now: Date; agreementId: string; patch: AgreementPatch },
): Promise<Outcome<AgreementRecord>> {
  const stated = patch.preset !== undefined || patch.terms !== undefined ? statedTerms(patch) : null;
  if (Array.isArray(stated)) return refuse('invalid', { errors: stated });
  const { data } = context;

  const work = (): Promise<Outcome<AgreementRecord>> =>
    allOrNothing(context, async (session): Promise<Outcome<AgreementRecord>> => {
      const before = await data.agreements.find(agreementId, session);
      if (!before) return refuse('not-found');
      if (patch.version !== undefined && patch.version !== before.version) return refuse('stale-version');
      if (before.state === 'ended') return refuse('wrong-state');
      const after: AgreementRecord = {
        ...before,
        reference: patch.reference ?? before.reference,
        preset: stated ? stated.preset : before.preset,
        terms: stated?.terms ?? before.terms,
        clause: patch.clause === undefined ? clauseAfter(before, stated) : patch.clause,
        services: patch.services ?? before.services,
        description: patch.description === undefined ? before.description : patch.description,
        signedOn: patch.signedOn ?? before.signedOn,
        signedAnnex: patch.annex ?? before.signedAnnex,
        contactIds: patch.contactIds ?? before.contactIds,
      };
      const changed = fieldsChanged(before, after);
      if (changed.length === 0) return done(before);

      const controller = await data.controllers.find(before.controllerId, session);
      const listed = await data.subprocessors.findMany(after.signedAnnex);
      const problems = [
        ...(changed.includes('signedOn') && after.signedOn > localDateOf(now, after.terms.timeZone)
          ? [registryProblem('/signedOn', 'in-the-future')]
          : []),
        ...(changed.includes('signedAnnex') ? annexProblems(after.signedAnnex, listed) : []),
        ...(patch.contactIds ?? []).flatMap((id, index) =>
          controller?.contacts.some((contact) => contact.id === id) ? [] : [registryProblem(`/contactIds/${index}`, 'unknown-contact')],
        ),
        ...repetitions(patch.contactIds ?? [], '/contactIds'),
      ];
      if (problems.length > 0) return refuse('invalid', { errors: problems });
      const other = await data.agreements.findByReference(after.reference, session);
      if (other && other._id !== before._id) return duplicateReference();

      const correctsAnnex = changed.includes('signedAnnex') || changed.includes('signedOn');
      const takenOut = before.signedAnnex.some((id) => !after.signedAnnex.includes(id));
      if (correctsAnnex && (takenOut || (await data.notices.listOfAgreement(agreementId)).length > 0)) {
        const pointer = changed.includes('signedAnnex') ? '/annex' : '/signedOn';
        return refuse('in-force', { errors: [registryProblem(pointer, 'annex-in-use')] });
      }

      const hasNewService = after.services.some((service) => !before.services.includes(service));
      const saved = await data.agreements.replace({ ...after, noticesDue: before.noticesDue || hasNewService, updatedAt: now }, session);
      if (!saved) return refuse('stale-version');
      const added = listed.filter(({ _id }) => !before.signedAnnex.includes(_id));
      if (changed.includes('signedOn')) await data.annexes.redateSigned([agreementId], saved.signedOn, session);
      await data.annexes.insertEntries(signedEntries(saved, added), session);
      if (!(await markInUse(data, added, now, session))) return refuse('stale-version');
      await data.auditEvents.record(
        {
          at: now,
          type: 'agreement.updated',
          actor,
          subject: { kind: 'agreement', id: agreementId },
          agreementId,
          controllerId: saved.controllerId,
          facts: {
            fields: changed,
            ...(stated ? { preset: stated.preset } : {}),
            ...(added.length > 0 ? { annexed: added.map(({ _id }) => _id) } : {}),
          },
        },
        session,
      );
      return done(saved);
    });
  try {
    return await work();
  } catch (error) {
    if (isDuplicateKey(error, 'reference_unique')) return duplicateReference();
    throw error;
  }
}

/** A preset brings its clause along; terms of one's own say nothing of where they stand. */
function clauseAfter(before: AgreementRecord, stated: { clause: string | null } | null): string | null {
  return stated?.clause ?? before.clause;
}
