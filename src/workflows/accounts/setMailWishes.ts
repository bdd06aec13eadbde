import type { UserRecord } from '../../data/account.model';
import type { PersonActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';

/** Sets in which language a user is written to, and whether a `dpo` is mailed what is due every morning. Refuses `not-found`. */
export async function setMailWishes(
  { data, inTransaction }: Pick<WorkflowContext, 'data' | 'inTransaction'>,
  { actor, now, userId, wishes }: { actor: PersonActor; now: Date; userId: string; wishes: Pick<UserRecord, 'locale' | 'digest'> },
): Promise<Outcome<UserRecord>> {
  const user = await data.accounts.findUser(userId);
  if (!user) return refuse('not-found');
  if (user.locale === wishes.locale && user.digest === wishes.digest) return done(user);
  await inTransaction(async (session) => {
    await data.accounts.setMailWishes(userId, wishes, session);
    await data.auditEvents.record(
      { at: now, type: 'user.mailWishesSet', actor, subject: { kind: 'user', id: userId }, facts: { ...wishes } },
      session,
    );
  });
  return done({ ...user, ...wishes });
}
