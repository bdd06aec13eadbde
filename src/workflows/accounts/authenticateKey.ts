import { createHash, timingSafeEqual } from 'node:crypto';
import type { PersonActor, Role } from '../../domain/actor';
import type { WorkflowContext } from '../context';

/** A fixed key of a demo deployment: the secret is the whole bearer value. */
export interface DemoApiKey {
  role: Role;
  secret: string;
}

const storedKey = /^fv_([0-9a-f]{24})\.([A-Za-z0-9_-]{20,200})$/;

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

/** The hash that a key's secret is stored as, hex. */
export function secretHashOf(secret: string): string {
  return sha256(secret).toString('hex');
}

/**
 * Who holds this bearer value; null when nobody does, the key is revoked, or its user may no longer sign in.
 * Stored keys read `fv_<id>.<secret>`, of which only the SHA-256 of the secret is kept. Each demo key is a person of its own, named by its place in
 * the list, so that four-eyes rules tell two keys of one role apart. Comparisons take the same time wherever they fail.
 */
export async function authenticateKey(
  context: Pick<WorkflowContext, 'data'>,
  { bearer, demoApiKeys }: { bearer: string; demoApiKeys: readonly DemoApiKey[] },
): Promise<PersonActor | null> {
  const given = sha256(bearer);
  const demoKeys = demoApiKeys.map(({ role, secret }, index) => ({ role, index, fits: timingSafeEqual(sha256(secret), given) }));
  const demoKey = demoKeys.find(({ fits }) => fits);
  if (demoKey) {
    const { role, index } = demoKey;
    return { kind: 'person', personId: `demo-key:${index}:${role}`, name: `Demo ${role} ${index + 1}`, role, via: 'key' };
  }
  const [, id, secret] = storedKey.exec(bearer) ?? [];
  if (!id || !secret) return null;
  const key = await context.data.accounts.findApiKey(id);
  const kept = Buffer.from(key?.secretHash ?? '', 'hex');
  const fits = kept.length === given.length && timingSafeEqual(kept, sha256(secret));
  if (!key || !fits || key.revokedAt) return null;
  if (key.personId === key._id) return { kind: 'person', personId: key._id, name: key.label, role: key.role, via: 'key' };
  const user = await context.data.accounts.findUser(key.personId);
  if (!user || user.disabled) return null;
  return { kind: 'person', personId: user._id, name: user.name, role: key.role, via: 'key' };
}
