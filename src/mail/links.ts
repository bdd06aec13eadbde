import { createHmac, timingSafeEqual } from 'node:crypto';

/** A secret with the name it goes by in what it signs. */
export interface SigningKey {
  kid: string;
  secret: Buffer;
}

export interface LinkToSign {
  /** 24 hex digits. */
  noticeId: string;
  /** 24 hex digits. */
  contactId: string;
  purpose: 'notice';
  /** Legal time; whole seconds count. */
  expiresAt: Date;
  /** Legal time; what `NoticeRecord.linksRevokedAt` is compared with. */
  issuedAt?: Date;
  /** One of `kids`, to make an older link again; without it the newest. */
  kid?: string | undefined;
}

export type VerifiedLink =
  | { ok: true; noticeId: string; contactId: string; issuedKid: string; expiresAt: Date; issuedAt: Date | null }
  | { ok: false; reason: 'malformed' | 'forged' | 'expired' };

/** The link by which a contact says that it is still the right one. */
export interface ContactLink {
  /** 24 hex digits. */
  controllerId: string;
  /** 24 hex digits. */
  contactId: string;
  /** Legal time; whole seconds count. */
  expiresAt: Date;
  /** As of `LinkToSign`. */
  kid?: string | undefined;
}

export type VerifiedContactLink =
  | { ok: true; controllerId: string; contactId: string }
  | { ok: false; reason: 'malformed' | 'forged' | 'expired' };

export interface LinkSigner {
  /** The names of all keys, newest first. */
  kids: readonly string[];
  sign(link: LinkToSign): string;
  signContact(link: ContactLink): string;
  /** As `verify`, for links of `signContact`: neither takes the other's. */
  verifyContact(token: string, now: Date): VerifiedContactLink;
  /** `now` is legal time. The instant of expiry is the first that is too late. */
  verify(token: string, now: Date): VerifiedLink;
}

const version = 1;
const purposes = { notice: 1, contact: 2 } as const;
const idBytes = 12;
/** 128 bits, half of SHA-256: the truncation that RFC 2104, section 5 allows. */
const macBytes = 16;
const longestToken = 200;
const bodyBytesAfterKid = 1 + idBytes * 2 + 4 + 4;

/**
 * Signs and reads the tokens of the links in the mail. The first key signs, all of them verify.
 *
 * A token is base64url of: version, length of kid, kid, purpose, notice id (or controller id), contact id, expiry and issue in seconds since 1970 (0: not said),
 * and the first 16 bytes of HMAC-SHA-256 over all of that. It has exactly one accepted spelling: what decodes to the same bytes but is written otherwise
 * (padding, the other alphabet, spare bits) is malformed, so that nobody can make a thousand links of one.
 *
 * Throws RangeError for keys or ids that cannot be used: no key, a kid that is empty, long, doubled or unknown, a secret under 32 bytes, an id that is no
 * ObjectId.
 */
export function createLinkSigner(keys: readonly SigningKey[]): LinkSigner {
  const [newest] = keys;
  if (!newest) throw new RangeError('LINK_KEYS needs at least one key');
  const newestKey = newest;
  const secrets = new Map<string, Buffer>();
  for (const { kid, secret } of keys) {
    if (!/^[\x21-\x7e]{1,32}$/.test(kid)) throw new RangeError('a link key needs a kid of 1 to 32 visible ASCII characters');
    if (secrets.has(kid)) throw new RangeError(`two link keys are called ${kid}`);
    if (secret.length < 32) throw new RangeError(`the link key ${kid} needs a secret of at least 32 bytes`);
    secrets.set(kid, secret);
  }

  function write(
    purpose: keyof typeof purposes,
    ids: readonly [string, string],
    { expiresAt, issuedAt, kid: name = newestKey.kid }: { expiresAt: Date; issuedAt?: Date | undefined; kid?: string | undefined },
  ): string {
    const secret = secrets.get(name);
    if (!secret) throw new RangeError(`there is no link key ${name}`);
    const kid = Buffer.from(name, 'ascii');
    const rest = Buffer.alloc(bodyBytesAfterKid);
    rest.writeUInt8(purposes[purpose], 0);
    bytesOfId(ids[0]).copy(rest, 1);
    bytesOfId(ids[1]).copy(rest, 1 + idBytes);
    rest.writeUInt32BE(secondsOf(expiresAt), 1 + idBytes * 2);
    rest.writeUInt32BE(issuedAt ? secondsOf(issuedAt) : 0, 5 + idBytes * 2);
    const body = Buffer.concat([Buffer.from([version, kid.length]), kid, rest]);
    return Buffer.concat([body, macOf(secret, body)]).toString('base64url');
  }

  function read(purpose: keyof typeof purposes, token: string, now: Date): ReadToken | UnreadToken {
    const bytes = readToken(token);
    if (!bytes || bytes.length < 2 || bytes[0] !== version) return { ok: false, reason: 'malformed' };
    const kidEnd = 2 + bytes.readUInt8(1);
    const bodyEnd = kidEnd + bodyBytesAfterKid;
    if (bytes.length !== bodyEnd + macBytes) return { ok: false, reason: 'malformed' };

    const kid = bytes.toString('latin1', 2, kidEnd);
    const secret = secrets.get(kid);
    if (!secret) return { ok: false, reason: 'forged' };
    if (!timingSafeEqual(macOf(secret, bytes.subarray(0, bodyEnd)), bytes.subarray(bodyEnd))) return { ok: false, reason: 'forged' };
    if (bytes.readUInt8(kidEnd) !== purposes[purpose]) return { ok: false, reason: 'malformed' };

    const ids = kidEnd + 1;
    const expiresAt = new Date(bytes.readUInt32BE(ids + idBytes * 2) * 1000);
    if (now.getTime() >= expiresAt.getTime()) return { ok: false, reason: 'expired' };
    const issued = bytes.readUInt32BE(ids + idBytes * 2 + 4);
    return {
      ok: true,
      firstId: bytes.toString('hex', ids, ids + idBytes),
      secondId: bytes.toString('hex', ids + idBytes, ids + idBytes * 2),
      kid,
      expiresAt,
      issuedAt: issued === 0 ? null : new Date(issued * 1000),
    };
  }

  return {
    kids: keys.map(({ kid }) => kid),
    sign: ({ purpose, noticeId, contactId, ...rest }) => write(purpose, [noticeId, contactId], rest),
    signContact: ({ controllerId, contactId, ...rest }) => write('contact', [controllerId, contactId], rest),
    verify(token, now) {
      const link = read('notice', token, now);
      if (!link.ok) return link;
      const { firstId: noticeId, secondId: contactId, kid: issuedKid, expiresAt, issuedAt } = link;
      return { ok: true, noticeId, contactId, issuedKid, expiresAt, issuedAt };
    },
    verifyContact(token, now) {
      const link = read('contact', token, now);
      return link.ok ? { ok: true, controllerId: link.firstId, contactId: link.secondId } : link;
    },
  };
}

interface ReadToken {
  ok: true;
  firstId: string;
  secondId: string;
  kid: string;
  expiresAt: Date;
  issuedAt: Date | null;
}

interface UnreadToken {
  ok: false;
  reason: 'malformed' | 'forged' | 'expired';
}

function readToken(token: string): Buffer | null {
  if (token.length > longestToken || !/^[A-Za-z0-9_-]+$/.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  return bytes.toString('base64url') === token ? bytes : null;
}

function macOf(secret: Buffer, body: Buffer): Buffer {
  return createHmac('sha256', secret).update('forvarsel link\0').update(body).digest().subarray(0, macBytes);
}

function bytesOfId(id: string): Buffer {
  if (!/^[0-9a-f]{24}$/.test(id)) throw new RangeError('a link can only name records by ids of 24 lower-case hex digits');
  return Buffer.from(id, 'hex');
}

function secondsOf(instant: Date): number {
  const seconds = Math.floor(instant.getTime() / 1000);
  if (!(seconds > 0 && seconds <= 0xffffffff)) throw new RangeError('a link can only carry instants from 1970 to 2106');
  return seconds;
}
