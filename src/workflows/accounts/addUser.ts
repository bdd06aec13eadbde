import type { UserRecord } from '../../data/account.model';
import { isDuplicateKey } from '../../data/connection';
import { newId } from '../../data/id';
import type { Actor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { UserInput } from '../../schemas/accounts';
import type { WorkflowContext } from '../context';
import { registryProblem } from '../registry/registryProblems';
import { hashPassword } from './passwords';

/** Adds somebody to the staff. Refuses an address that another user has, however capitalised (`duplicate`). */
export async function addUser(
  context: Pick<WorkflowContext, 'data' | 'inTransaction'>,
  { actor, now, input }: { actor: Actor; now: Date; input: UserInput },
): Promise<Outcome<UserRecord>> {
  const user: UserRecord = {
    _id: newId(),
    email: input.email.toLowerCase(),
    name: input.name,
    role: input.role,
    passwordHash: await hashPassword(input.password),
    locale: input.locale ?? 'nb',
    digest: true,
    disabled: false,
    disabledAt: null,
    createdAt: now,
  };
  try {
    await context.inTransaction(async (session) => {
      await context.data.accounts.insertUser(user, session);
      await context.data.auditEvents.record(
        { at: now, type: 'user.added', actor, subject: { kind: 'user', id: user._id }, facts: { role: user.role } },
        session,
      );
    });
  } catch (error) {
    if (isDuplicateKey(error)) return refuse('duplicate', { errors: [registryProblem('/email', 'duplicate-address')] });
    throw error;
  }
  return done(user);
}
