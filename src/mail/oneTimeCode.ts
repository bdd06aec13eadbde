import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SigningKey } from './links';

const digits = 6;

/**
 * The six digits that belong to a one-time code's id, made with the newest key. Nothing is stored in clear: whoever reads the record alone cannot
 * tell the digits. How long they are good for, and how many wrong tries there may be, is the record's.
 */
export function deriveCode(keys: readonly SigningKey[], codeId: string): string {
  const [newest] = keys;
  if (!newest) throw new RangeError('a one-time code needs at least one key');
  return codeFrom(newest.secret, codeId);
}

/** Whether `typed` is the code of `codeId` under any of the keys (the key may have changed since it was mailed). Spaces do not matter. Constant time. */
export function matchesCode(keys: readonly SigningKey[], codeId: string, typed: string): boolean {
  const given = Buffer.alloc(digits);
  const compact = typed.replace(/\s/g, '');
  const isCode = /^\d{6}$/.test(compact);
  if (isCode) given.write(compact, 'ascii');
  let matches = false;
  for (const { secret } of keys) {
    if (timingSafeEqual(given, Buffer.from(codeFrom(secret, codeId), 'ascii'))) matches = true;
  }
  return isCode && matches;
}

function codeFrom(secret: Buffer, codeId: string): string {
  const mac = createHmac('sha256', secret).update('forvarsel one-time code\0').update(codeId).digest();
  // 48 bits for a million codes: the remainder favours none by more than one in 2^28.
  return String(mac.readUIntBE(0, 6) % 10 ** digits).padStart(digits, '0');
}
