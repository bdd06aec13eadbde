import type { ControllerRecord } from '../../data/controller.model';
import type { PersonActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { confirmedAt } from './controllerContacts';

/** Whoever holds the link in a contact's mail has no name that we know. */
const contact = { kind: 'system', name: 'contact' } as const;

/**
 * Somebody vouches that an address is still the right one, for a year from `now` (legal time): one of the staff, or the contact itself by the link in its
 * mail. It is the address that is vouched for, so whatever else the controller uses it for is confirmed with it. Refuses `not-found` for a contact that
 * has gone, `stale-version` when somebody else changed the controller in the same moment.
 */
export async function confirmContact(
  context: WorkflowContext,
  { now, controllerId, contactId, by }: { now: Date; controllerId: string; contactId: string; by: PersonActor | 'contact' },
): Promise<Outcome<ControllerRecord>> {
  const { data } = context;
  return context.inTransaction(async (session): Promise<Outcome<ControllerRecord>> => {
    const controller = await data.controllers.find(controllerId, session);
    const confirmed = controller?.contacts.find(({ id }) => id === contactId);
    if (!controller || !confirmed) return refuse('not-found');
    const address = confirmed.email.toLowerCase();
    const same = controller.contacts.filter(({ email }) => email.toLowerCase() === address);
    const contacts = controller.contacts.map((each) => (same.includes(each) ? { ...each, ...confirmedAt(now) } : each));
    const saved = await data.controllers.replace({ ...controller, contacts, updatedAt: now }, session);
    if (!saved) return refuse('stale-version');
    await data.auditEvents.record(
      {
        at: now,
        type: by === 'contact' ? 'contact.confirmedByLink' : 'contact.confirmed',
        actor: by === 'contact' ? contact : by,
        subject: { kind: 'controller', id: controllerId },
        controllerId,
        facts: { contactIds: same.map(({ id }) => id) },
      },
      session,
    );
    return done(saved);
  });
}
