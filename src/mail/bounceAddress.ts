import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SigningKey } from './links';

/** 64 bits: nobody guesses one over SMTP, and the local part stays within its 64 octets (RFC 5321 4.5.3.1.1). */
const macBytes = 8;
const longestAddress = 254;
const shape = /^bounce\+([0-9a-f]{24})\.([0-9a-f]{16})@([^@]+)$/i;

/**
 * The envelope sender of one sending, so that a bounce tells which address of which notice it is about (VERP):
 * `bounce+<sending id>.<16 hex digits of HMAC-SHA-256>@domain`, signed with the newest key. Without the signature anybody who has seen one id could have
 * notices declared undeliverable. Throws RangeError without a key, and for an id that is not 24 lower-case hex digits.
 */
export function bounceAddressOf(sendingId: string, domain: string, keys: readonly SigningKey[]): string {
  const [newest] = keys;
  if (!newest) throw new RangeError('LINK_KEYS needs at least one key');
  if (!/^[0-9a-f]{24}$/.test(sendingId)) throw new RangeError('a bounce address names a sending by its id of 24 lower-case hex digits');
  return `bounce+${sendingId}.${macOf(newest, sendingId).toString('hex')}@${domain}`;
}

/** No sending has this id: whoever asks what a mail server would say of our senders names this one. */
const noSending = '0'.repeat(24);

/** An envelope sender like those of notices, to be asked about. */
export function sampleEnvelopeSender({ mail, linkKeys }: { mail: { bounceDomain: string }; linkKeys: readonly SigningKey[] }): string {
  return bounceAddressOf(noSending, mail.bounceDomain, linkKeys);
}

/**
 * The sending that a bounce address names; null unless it is one of ours: at `domain`, and signed with a key that we still have. Case does not count,
 * since some servers change it on the way.
 */
export function readBounceAddress(address: string, domain: string, keys: readonly SigningKey[]): string | null {
  if (address.length > longestAddress) return null;
  const [, id, mac, host] = shape.exec(address.trim()) ?? [];
  if (!id || !mac || host?.toLowerCase() !== domain.toLowerCase()) return null;
  const sendingId = id.toLowerCase();
  const claimed = Buffer.from(mac, 'hex');
  return keys.some((key) => timingSafeEqual(macOf(key, sendingId), claimed)) ? sendingId : null;
}

function macOf({ secret }: SigningKey, sendingId: string): Buffer {
  return createHmac('sha256', secret).update('forvarsel bounce\0').update(sendingId).digest().subarray(0, macBytes);
}
