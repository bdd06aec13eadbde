import type { UserRecord } from '../../data/account.model';
import type { Actor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { hashPassword } from './passwords';

/** Gives the user with this address a new password; refuses `not-found`. */
export async function setUserPassword(
  context: Pick<WorkflowContext, 'data' | 'inTransaction'>,
  { actor, now, email, password }: { actor: Actor; now: Date; email: string; password: string },
): Promise<Outcome<UserRecord>> {
  const user = await context.data.accounts.findUserByEmail(email);
  if (!user) return refuse('not-found');
  const passwordHash = await hashPassword(password);
  await context.inTransaction(async (session) => {
    await context.data.accounts.setPasswordHash(user._id, passwordHash, session);
    await context.data.auditEvents.record({ at: now, type: 'user.passwordSet', actor, subject: { kind: 'user', id: user._id } }, session);
  });
  return done(user);
}
