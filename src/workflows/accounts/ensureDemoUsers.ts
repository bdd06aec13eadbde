import type { UserRecord } from '../../data/account.model';
import { isDuplicateKey } from '../../data/connection';
import { newId } from '../../data/id';
import type { WorkflowContext } from '../context';
import { hashPassword, matchesPassword } from './passwords';

/** One user for each role, outside production. The addresses are relied on from outside (CONTRACT.md, DEMO_PASSWORD). */
const demoUsers = [
  { email: 'publisher@forvarsel.example', name: 'Utgiver (demo)', role: 'publisher' },
  { email: 'dpo@forvarsel.example', name: 'Personvernombud (demo)', role: 'dpo' },
  { email: 'admin@forvarsel.example', name: 'Administrator (demo)', role: 'admin' },
  { email: 'auditor@forvarsel.example', name: 'Revisor (demo)', role: 'auditor' },
] as const satisfies Pick<UserRecord, 'email' | 'name' | 'role'>[];

/** Makes the demo users that are missing, and gives those that are there this start's password. Harmless to run again, and by several processes at once. */
export async function ensureDemoUsers(
  { data: { accounts } }: Pick<WorkflowContext, 'data'>,
  { password, now }: { password: string; now: Date },
): Promise<void> {
  // One salt for all of them: they share the password, and hashing it takes the time that it should.
  let hashed: Promise<string> | null = null;
  const passwordHashed = () => {
    hashed ??= hashPassword(password);
    return hashed;
  };
  for (const { email, name, role } of demoUsers) {
    const existing = await accounts.findUserByEmail(email);
    if (existing) {
      if (!(await matchesPassword(existing.passwordHash, password))) await accounts.setPasswordHash(existing._id, await passwordHashed());
      continue;
    }
    const passwordHash = await passwordHashed();
    try {
      await accounts.insertUser({
        ...{ _id: newId(), email, name, role, passwordHash, locale: 'nb', createdAt: now },
        ...{ digest: true, disabled: false, disabledAt: null },
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}
