import { randomBytes } from 'node:crypto';
import { Types } from 'mongoose';

/** A new record's id: 24 hex digits that rise with real time, so that lists page by it. */
export function newId(): string {
  return new Types.ObjectId().toHexString();
}

const unambiguous = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `length` characters that nobody mixes up when read aloud (no 0/O, 1/I/L, U). 30 letters: about 4.9 bits each. */
export function readableCode(length: number): string {
  let code = '';
  while (code.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < 240 && code.length < length) code += unambiguous[byte % 30];
    }
  }
  return code;
}
