import type { ControllerRecord } from '../../data/controller.model';
import { newId } from '../../data/id';
import type { Actor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { ControllerInput } from '../../schemas/controllers';
import type { WorkflowContext } from '../context';
import { contactProblems, contactsFrom } from './controllerContacts';

/**
 * Registers a controller with its contacts in order of preference. Refuses a contact that stands there twice. Two controllers may share an
 * organisation number (units of one legal entity); a gate asked by that number answers for all of them. A controller without contacts can be
 * registered: its notices are undeliverable and its gates stay shut until it has one.
 */
export async function createController(
  context: WorkflowContext,
  { actor, now, input }: { actor: Actor; now: Date; input: ControllerInput },
): Promise<Outcome<ControllerRecord>> {
  const problems = contactProblems(input.contacts, []);
  if (problems.length > 0) return refuse('invalid', { errors: problems });

  const record: ControllerRecord = {
    _id: newId(),
    name: input.name,
    organisationNumber: input.organisationNumber ?? null,
    contacts: contactsFrom(input.contacts, [], now),
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  const { data } = context;
  return context.inTransaction(async (session) => {
    await data.controllers.insert(record, session);
    await data.auditEvents.record(
      {
        at: now,
        type: 'controller.created',
        actor,
        subject: { kind: 'controller', id: record._id },
        controllerId: record._id,
        facts: { contacts: record.contacts.length },
      },
      session,
    );
    return done(record);
  });
}
