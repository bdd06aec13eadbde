import type { UserRecord } from '../../data/account.model';
import type { PersonActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { longestPassword, matchesPassword } from './passwords';

type SignInContext = Pick<WorkflowContext, 'data' | 'inTransaction'>;

/**
 * Lets a user in by e-mail and password. Unknown, disabled and mistaken are one refusal, `sign-in-failed`, after the same work.
 * Success and failure both stand in the audit trail; a failure names the user it was tried for, never what was typed.
 */
export async function signIn(
  { data, inTransaction }: SignInContext,
  { email, password, now }: { email: string; password: string; now: Date },
): Promise<Outcome<UserRecord>> {
  const user = await data.accounts.findUserByEmail(email.trim());
  const mayTry = password.length <= longestPassword;
  const matches = await matchesPassword(user?.passwordHash ?? null, mayTry ? password : '');
  if (!user || !matches || !mayTry || user.disabled) {
    await inTransaction((session) =>
      data.auditEvents.record(
        {
          at: now,
          type: 'user.signInFailed',
          actor: { kind: 'system', name: 'sign-in' },
          subject: { kind: 'user', id: user?._id ?? 'unknown' },
        },
        session,
      ),
    );
    return refuse('sign-in-failed');
  }
  await inTransaction((session) =>
    data.auditEvents.record(
      {
        at: now,
        type: 'user.signedIn',
        actor: { kind: 'person', personId: user._id, name: user.name, role: user.role, via: 'session' },
        subject: { kind: 'user', id: user._id },
      },
      session,
    ),
  );
  return done(user);
}

/** Notes that somebody signed out. Ending the session is the web's. */
export async function signOut({ data, inTransaction }: SignInContext, { actor, now }: { actor: PersonActor; now: Date }): Promise<void> {
  await inTransaction((session) =>
    data.auditEvents.record({ at: now, type: 'user.signedOut', actor, subject: { kind: 'user', id: actor.personId } }, session),
  );
}
