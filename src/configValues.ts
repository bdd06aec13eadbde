import path from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { WrongValue } from './configReader';

export type Key = { kid: string; secret: Buffer };
export type DemoClock = { mode: 'running' } | { mode: 'frozen'; at: Date };
export type DemoApiKey = { role: DemoRole; secret: string };

const ROLES = ['admin', 'publisher', 'dpo', 'auditor', 'system'] as const;
type DemoRole = (typeof ROLES)[number];

const ADDRESS = /^[^\s@<>()[\]",;:\\]+@[^\s@<>()[\]",;:\\]+$/;

/** Any text of one line. */
export function parseText(text: string): string {
  if (hasControlCharacter(text)) throw new WrongValue('holds a line break or another control character.');
  return text;
}

/** Where a file is to stand, from the root, so that it does not depend on where the process was started. */
export function parseAbsolutePath(text: string): string {
  if (!path.isAbsolute(parseText(text))) throw new WrongValue('must be a whole path, from the root.');
  return text;
}

export function parseWholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most)) throw new WrongValue(`must be a whole number from ${least} to ${most}.`);
    return value;
  };
}

export function parseOneOf<const T extends string>(...values: T[]): (text: string) => T {
  return (text) => {
    const found = values.find((value) => value === text);
    if (found === undefined) throw new WrongValue(`must be one of: ${values.join(', ')}.`);
    return found;
  };
}

/** An http or https origin: no path, query, fragment or credentials. Answered without a slash at its end. */
export function parseOrigin(text: string): string {
  const url = toUrl(text);
  const isOrigin =
    url !== null && ['http:', 'https:'].includes(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username;
  if (!isOrigin) throw new WrongValue('must be an origin such as https://varsel.example, without a path.');
  return url.origin;
}

/** The whole address of a token endpoint: https, outside production also http. No credentials in it. */
export function parseTokenUrl({ production }: { production: boolean }): (text: string) => string {
  return (text) => {
    const url = toUrl(text);
    const protocols = production ? ['https:'] : ['https:', 'http:'];
    if (url === null || !protocols.includes(url.protocol) || url.username || url.hash) {
      throw new WrongValue('must be an https address such as https://login.microsoftonline.com/<tenant>/oauth2/v2.0/token.');
    }
    return url.href;
  };
}

/** A server's address of one of these protocols, answered as it came. Several hosts, as MongoDB allows, are fine. */
export function parseUrl(...protocols: string[]): (text: string) => string {
  return (text) => {
    const isKnown = protocols.some((protocol) => text.startsWith(`${protocol}//`) && text.length > protocol.length + 2);
    if (!isKnown || /\s/.test(text))
      throw new WrongValue(`must begin with ${protocols.map((protocol) => `${protocol}//`).join(' or ')} and name a host.`);
    return text;
  };
}

/** Redis alone, behind Sentinel (`redis+sentinel://h1,h2/name`), or a Cluster (`redis+cluster://h1,h2`); `rediss` instead of `redis` for TLS. */
export function parseRedisUrl(text: string): string {
  const kinds = ['', '+sentinel', '+cluster'].flatMap((kind) => [`redis${kind}:` as const, `rediss${kind}:` as const]);
  const url = parseUrl(...kinds)(text);
  if (/^rediss?\+sentinel:/.test(url) && !/^rediss?\+sentinel:\/\/[^/]+\/[^/]+$/.test(url)) {
    throw new WrongValue('for Sentinel must be redis+sentinel://host1,host2/name, with the name of the group.');
  }
  return url;
}

export function parseAddress(text: string): string {
  if (!ADDRESS.test(text) || text.length > 254) throw new WrongValue('must be one e-mail address.');
  return text;
}

/** Addresses separated by commas or spaces, in lower case. */
export function parseAddressList(text: string): string[] {
  return listItems(text).map((item) => {
    if (!ADDRESS.test(item)) throw new WrongValue('must be a list of e-mail addresses, separated by commas.');
    return item.toLowerCase();
  });
}

/** An address, or a name and an address: `Name <address>`. */
export function parseSender(text: string): string {
  const address = /^[^<>]*<([^<>]+)>$/.exec(text)?.[1] ?? text;
  if (hasControlCharacter(text) || !ADDRESS.test(address)) throw new WrongValue('must be an e-mail address, or Name <address>.');
  return text;
}

export function parseDomain(text: string): string {
  if (!/^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(text))
    throw new WrongValue('must be a domain name.');
  return text.toLowerCase();
}

/** `host:port`, an IPv6 address in brackets; port 0 takes any that is free. */
export function parseHostAndPort(text: string): { host: string; port: number } {
  const [, bracketed, plain, digits] = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+)):(\d{1,5})$/i.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host === undefined || port > 65_535) throw new WrongValue('must be host:port, such as 127.0.0.1:2525 or [::1]:2525.');
  return { host, port };
}

/** `user:password`; the password may hold further colons. */
export function parseCredentials(text: string): { user: string; password: string } {
  const split = text.indexOf(':');
  if (split < 1 || split === text.length - 1 || hasControlCharacter(text)) throw new WrongValue('must be user:password.');
  return { user: text.slice(0, split), password: text.slice(split + 1) };
}

/** `kid:base64url` items, newest first. Each secret has from `least` to `most` bytes; no key id comes twice. */
export function parseKeys({ least, most }: { least: number; most: number }): (text: string) => Key[] {
  const size = least === most ? `${least} bytes` : `${least} to ${most} bytes`;
  return (text) => {
    const keys = listItems(text).map((item) => {
      const [, kid, encoded] = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9_-]+)$/.exec(item) ?? [];
      const secret = Buffer.from(encoded ?? '', 'base64url');
      if (kid === undefined || secret.length < least || secret.length > most || secret.toString('base64url') !== encoded) {
        throw new WrongValue(`must be a list of kid:base64url, newest first, each key of ${size}.`);
      }
      return { kid, secret };
    });
    if (new Set(keys.map((key) => key.kid)).size < keys.length) throw new WrongValue('names the same key id twice.');
    return keys;
  };
}

/** `1`: runs on from now; an instant with its zone: stands still there; `0`: no demo clock. */
export function parseDemoClock(text: string): DemoClock | null {
  if (text === '1') return { mode: 'running' };
  if (text === '0') return null;
  try {
    return { mode: 'frozen', at: new Date(Temporal.Instant.from(text).epochMilliseconds) };
  } catch {
    throw new WrongValue('must be 1, 0, or an instant such as 2026-06-01T06:00:00Z.');
  }
}

/** `role=secret` items separated by commas. The secret is the whole bearer value, so no two may be alike. */
export function parseDemoApiKeys(text: string): DemoApiKey[] {
  const items = text.split(',').map((item) => item.trim());
  const keys = items.filter(Boolean).map((item) => {
    const split = item.indexOf('=');
    const role = ROLES.find((known) => known === item.slice(0, split));
    const secret = item.slice(split + 1);
    if (split < 1 || role === undefined || secret === '' || /\s/.test(secret)) {
      throw new WrongValue(`must be a list of role=secret, separated by commas, with the roles ${ROLES.join(', ')}.`);
    }
    return { role, secret };
  });
  if (new Set(keys.map((key) => key.secret)).size < keys.length)
    throw new WrongValue('has the same secret twice: each key is a person of its own.');
  return keys;
}

function listItems(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

function toUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
