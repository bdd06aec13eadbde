import type { ControllerRecord } from '../../data/controller.model';
import type { Actor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { ControllerPatch } from '../../schemas/controllers';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';
import { contactProblems, contactsFrom } from './controllerContacts';
import { fieldsChanged } from './fieldsChanged';

/**
 * Changes a controller; what the patch leaves out stays. `contacts` replaces the whole list, where a contact stays the same one by its `id`, or
 * by its address and purpose. A contact that goes also goes from the agreements that name it; an agreement left with none uses all of the
 * controller's. Messages that were planned to an address already go there. Refuses `stale-version` when `version` is given and not the present one.
 */
export async function updateController(
  context: WorkflowContext,
  { actor, now, controllerId, patch }: { actor: Actor; now: Date; controllerId: string; patch: ControllerPatch },
): Promise<Outcome<ControllerRecord>> {
  const { data } = context;
  return allOrNothing(context, async (session): Promise<Outcome<ControllerRecord>> => {
    const before = await data.controllers.find(controllerId, session);
    if (!before) return refuse('not-found');
    if (patch.version !== undefined && patch.version !== before.version) return refuse('stale-version');
    const problems = contactProblems(patch.contacts ?? [], before.contacts);
    if (problems.length > 0) return refuse('invalid', { errors: problems });

    const after: ControllerRecord = {
      ...before,
      name: patch.name ?? before.name,
      organisationNumber: patch.organisationNumber === undefined ? before.organisationNumber : patch.organisationNumber,
      contacts: patch.contacts ? contactsFrom(patch.contacts, before.contacts, now) : before.contacts,
    };
    const changed = fieldsChanged(before, after);
    if (changed.length === 0) return done(before);

    const saved = await data.controllers.replace({ ...after, updatedAt: now }, session);
    if (!saved) return refuse('stale-version');
    const kept = new Set(saved.contacts.map(({ id }) => id));
    for (const agreement of await data.agreements.findByController(controllerId, session)) {
      const contactIds = agreement.contactIds.filter((id) => kept.has(id));
      if (contactIds.length !== agreement.contactIds.length) {
        if (!(await data.agreements.replace({ ...agreement, contactIds, updatedAt: now }, session))) return refuse('stale-version');
      }
    }
    await data.auditEvents.record(
      {
        at: now,
        type: 'controller.updated',
        actor,
        subject: { kind: 'controller', id: controllerId },
        controllerId,
        facts: { fields: changed },
      },
      session,
    );
    return done(saved);
  });
}
