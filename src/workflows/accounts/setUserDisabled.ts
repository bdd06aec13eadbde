import type { UserRecord } from '../../data/account.model';
import type { PersonActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';

/**
 * Takes a user's access away, or gives it back. What the user did stays; an open session ends with its next request. Refuses `own-user`, so that an
 * administrator is always left, `not-found`, and `wrong-state` for what is so already
 * and for somebody whose name is erased.
 */
export async function setUserDisabled(
  context: Pick<WorkflowContext, 'data' | 'inTransaction'>,
  { actor, now, userId, disabled }: { actor: PersonActor; now: Date; userId: string; disabled: boolean },
): Promise<Outcome<UserRecord>> {
  const { data } = context;
  const user = await data.accounts.findUser(userId);
  if (!user) return refuse('not-found');
  if (user.erased) return refuse('wrong-state');
  if (userId === actor.personId) {
    return refuse('own-user', {
      detail: {
        nb: 'Du kan ikke ta fra deg selv tilgangen. Be en annen administrator.',
        en: 'You cannot take away your own access. Ask another administrator.',
      },
    });
  }
  return allOrNothing(context, async (session): Promise<Outcome<UserRecord>> => {
    if (!(await data.accounts.setDisabled(userId, { disabled, at: now }, session))) return refuse('wrong-state');
    await data.auditEvents.record(
      {
        at: now,
        type: disabled ? 'user.disabled' : 'user.enabled',
        actor,
        subject: { kind: 'user', id: userId },
        facts: { role: user.role },
      },
      session,
    );
    return done({ ...user, disabled, disabledAt: disabled ? now : null });
  });
}
