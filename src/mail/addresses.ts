import { cleanLine } from './cleanText';

export interface MailAddress {
  name: string;
  address: string;
}

/**
 * Whether `text` can stand in an SMTP envelope as one plain address (RFC 5321 4.5.3.1: 64 octets before the @, 254 in all). Quoted local parts, comments,
 * address literals, line breaks and lists are refused.
 */
export function isMailAddress(text: string): boolean {
  if (Buffer.byteLength(text) > 254) return false;
  const parts = /^([^\s<>()[\]\\,;:"@]+)@([^\s<>()[\]\\,;:"@]+)$/.exec(text);
  if (!parts || text !== cleanLine(text)) return false;
  const [, local = '', domain = ''] = parts;
  if (Buffer.byteLength(local) > 64 || local.startsWith('.') || local.endsWith('.') || local.includes('..')) return false;
  return domain.split('.').every((label) => label.length <= 63 && /^[\p{L}\p{N}]([\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?$/u.test(label));
}

/** Reads `Name <address>` or an address alone, as MAIL_FROM and MAIL_REPLY_TO are written. Throws RangeError for anything else. */
export function readMailAddress(text: string): MailAddress {
  const named = /^(.*)<([^<>]+)>$/.exec(text.trim());
  const address = (named?.[2] ?? text).trim();
  if (!isMailAddress(address)) throw new RangeError('not a mail address: write it as name@domain.example or Name <name@domain.example>');
  return { name: cleanLine((named?.[1] ?? '').trim().replace(/^"(.*)"$/, '$1')), address };
}

/** The envelope sender of one sending, so that a bounce tells which address of which notice it is about (VERP). The id is 24 hex digits. */
export function bounceAddressOf(sendingId: string, bounceDomain: string): string {
  return `bounce+${sendingId}@${bounceDomain}`;
}
