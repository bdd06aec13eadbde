import { hash, verify } from '@node-rs/argon2';

/** argon2id with the parameters OWASP's Password Storage Cheat Sheet names first: 19 MiB, 2 rounds, 1 lane. About 30 ms here. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Longer ones are refused before they cost anything. */
export const longestPassword = 1_000;

export async function hashPassword(password: string): Promise<string> {
  return hash(password, parameters);
}

let nobodysHash: Promise<string> | undefined;

/** Compares in the same time whether or not there is a hash, so that an answer does not tell which users exist. */
export async function matchesPassword(storedHash: string | null, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword('nobody has this password');
  const matches = await verify(storedHash ?? (await nobodysHash), password);
  return storedHash !== null && matches;
}
