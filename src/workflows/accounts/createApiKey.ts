import { randomBytes } from 'node:crypto';
import type { ApiKeyRecord } from '../../data/account.model';
import { newId } from '../../data/id';
import type { Actor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { ApiKeyInput } from '../../schemas/accounts';
import type { WorkflowContext } from '../context';
import { secretHashOf } from './authenticateKey';

/**
 * Makes an API key. `bearer` is the whole value to send and is known only now: the record keeps the hash of its secret (256 bits). A user's key acts as
 * that user, with the key's role; without a user it is a system, a person of its own. Refuses `not-found` for an address without a user.
 */
export async function createApiKey(
  context: Pick<WorkflowContext, 'data' | 'inTransaction'>,
  { actor, now, input }: { actor: Actor; now: Date; input: ApiKeyInput },
): Promise<Outcome<{ key: ApiKeyRecord; bearer: string }>> {
  const user = input.userEmail === undefined ? null : await context.data.accounts.findUserByEmail(input.userEmail);
  if (input.userEmail !== undefined && !user) return refuse('not-found');
  const id = newId();
  const secret = randomBytes(32).toString('base64url');
  const key: ApiKeyRecord = {
    _id: id,
    personId: user?._id ?? id,
    label: input.label,
    role: input.role,
    secretHash: secretHashOf(secret),
    createdAt: now,
    revokedAt: null,
  };
  await context.inTransaction(async (session) => {
    await context.data.accounts.insertApiKey(key, session);
    await context.data.auditEvents.record(
      { at: now, type: 'key.created', actor, subject: { kind: 'key', id }, facts: { role: key.role, personId: key.personId } },
      session,
    );
  });
  return done({ key, bearer: `fv_${id}.${secret}` });
}
