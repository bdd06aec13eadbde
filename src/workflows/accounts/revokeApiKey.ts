import type { Actor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';

/** Ends an API key at once; refuses `not-found`, and `wrong-state` for one that was revoked before. */
export async function revokeApiKey(
  context: Pick<WorkflowContext, 'data' | 'inTransaction'>,
  { actor, now, keyId }: { actor: Actor; now: Date; keyId: string },
): Promise<Outcome<null>> {
  const key = await context.data.accounts.findApiKey(keyId);
  if (!key) return refuse('not-found');
  return allOrNothing(context, async (session): Promise<Outcome<null>> => {
    if (!(await context.data.accounts.revokeApiKey(keyId, now, session))) return refuse('wrong-state');
    await context.data.auditEvents.record(
      { at: now, type: 'key.revoked', actor, subject: { kind: 'key', id: keyId }, facts: { role: key.role } },
      session,
    );
    return done(null);
  });
}
