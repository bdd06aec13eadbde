import { domainToASCII } from 'node:url';
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
  const labels = domain.split('.');
  const everyLabel = labels.every((label) => label.length <= 63 && /^[\p{L}\p{N}]([\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?$/u.test(label));
  // The last label is a number in IP addresses only; a domain that has no ASCII form cannot be looked up.
  return everyLabel && /^[a-z0-9.-]{1,253}$/.test(domainToASCII(domain)) && !/^\d+$/.test(labels.at(-1) ?? '');
}

/**
 * The address as it goes over the wire: the domain in ASCII (IDNA, `blåbær.example` → `xn--blbr-roah.example`), the part before the @ as it stands. What
 * is no mail address comes back unchanged.
 */
export function wireAddress(address: string): string {
  if (!isMailAddress(address)) return address;
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  return `${address.slice(0, at)}@${isAscii(domain) ? domain : domainToASCII(domain)}`;
}

/** Whether the part before the @ goes beyond ASCII: it then travels to servers only that offer SMTPUTF8 (RFC 6531). */
export function needsSmtpUtf8(address: string): boolean {
  return !isAscii(address.slice(0, address.lastIndexOf('@')));
}

/**
 * Two spellings of an address that we treat as one: the domain in ASCII, A to Z in lower case. Other letters stay, since lower-casing them can make
 * one address of two.
 */
export function sameAddressKey(address: string): string {
  return wireAddress(address.trim()).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function isAscii(text: string): boolean {
  return /^[\x21-\x7e]*$/.test(text);
}

/** Reads `Name <address>` or an address alone, as MAIL_FROM and MAIL_REPLY_TO are written. Throws RangeError for anything else. */
export function readMailAddress(text: string): MailAddress {
  const named = /^(.*)<([^<>]+)>$/.exec(text.trim());
  const address = (named?.[2] ?? text).trim();
  if (!isMailAddress(address)) throw new RangeError('not a mail address: write it as name@domain.example or Name <name@domain.example>');
  return { name: cleanLine((named?.[1] ?? '').trim().replace(/^"(.*)"$/, '$1')), address };
}
