import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';

/** What the exchange of a link leaves in the browser: who may see one notice, and act on it. Nothing of it is kept on the server. */
export interface LinkSession {
  noticeShortId: string;
  contactId: string;
  /** When the link was made (legal time): a later revocation closes the session too. */
  linkIssuedAt: Date;
  /** Real time. */
  expiresAt: Date;
}

/** `{kid, secret}`, newest first; older ones only verify. */
type Keys = readonly { kid: string; secret: Buffer }[];

export interface LinkSessions {
  /** Sets the cookie of this notice beside those of others. `now` is real time. */
  open(response: Response, session: Pick<LinkSession, 'noticeShortId' | 'contactId' | 'linkIssuedAt'>, now: Date): void;
  /** The session for this notice, if the browser has one that is ours and has not run out at `now` (real time). */
  read(request: Request, noticeShortId: string, now: Date): LinkSession | null;
  /** For the forms of this notice and contact: nobody can make it for another contact's session. */
  formToken(session: LinkSession): string;
  matchesFormToken(session: LinkSession, token: unknown): boolean;
  /** Instants that come back from the browser as they were given to it, bound to this notice and contact. */
  sealInstants(session: LinkSession, instants: readonly Date[]): string;
  /** What was sealed for this notice and contact; empty for anything else. */
  openInstants(session: LinkSession, sealed: unknown): Date[];
}

const sessionLifeMs = 12 * 60 * 60 * 1000;
/** A form that was posted more often than this is not kept track of any further. */
const mostInstants = 20;

/** Stateless sessions for links: HMAC-SHA256 with the session keys, a purpose in each, `__Host-` cookies where the origin is https. */
export function createLinkSessions({ keys, secure }: { keys: Keys; secure: boolean }): LinkSessions {
  const cookieName = (shortId: string): string => `${secure ? '__Host-' : ''}fv_n_${shortId}`;

  function macWith(secret: Buffer, purpose: string, text: string): string {
    return createHmac('sha256', secret).update(`forvarsel ${purpose}\n${text}`).digest('base64url');
  }
  function sign(purpose: string, text: string): string {
    const newest = keys[0];
    if (!newest) throw new Error('there is no session key');
    return macWith(newest.secret, purpose, text);
  }
  function isSigned(purpose: string, text: string, mac: string): boolean {
    return keys.some(({ secret }) => isEqual(macWith(secret, purpose, text), mac));
  }
  const holder = ({ noticeShortId, contactId }: Pick<LinkSession, 'noticeShortId' | 'contactId'>): string =>
    `${noticeShortId}.${contactId}`;

  return {
    open(response, session, now) {
      const expires = now.getTime() + sessionLifeMs;
      const payload = [holder(session), session.linkIssuedAt.getTime(), expires].join('.');
      response.cookie(cookieName(session.noticeShortId), `${payload}.${sign('link session', payload)}`, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure,
        expires: new Date(expires),
        encode: String,
      });
    },
    read(request, noticeShortId, now) {
      const cookie = cookieFrom(request.headers.cookie, cookieName(noticeShortId));
      const end = cookie.lastIndexOf('.');
      const payload = cookie.slice(0, end);
      if (end < 0 || !isSigned('link session', payload, cookie.slice(end + 1))) return null;
      const [shortId, contactId, issued, expires] = payload.split('.');
      if (shortId !== noticeShortId || !contactId || Number(expires) <= now.getTime()) return null;
      return { noticeShortId, contactId, linkIssuedAt: new Date(Number(issued)), expiresAt: new Date(Number(expires)) };
    },
    formToken: (session) => sign('form', holder(session)),
    matchesFormToken: (session, token) => typeof token === 'string' && isSigned('form', holder(session), token),
    sealInstants(session, instants) {
      const list = instants
        .slice(-mostInstants)
        .map((each) => each.getTime())
        .join('-');
      return `${list}.${sign('posted', `${holder(session)}.${list}`)}`;
    },
    openInstants(session, sealed) {
      const [list, mac, ...more] = typeof sealed === 'string' ? sealed.split('.') : [];
      if (!list || !mac || more.length > 0 || !isSigned('posted', `${holder(session)}.${list}`, mac)) return [];
      return list.split('-').map((each) => new Date(Number(each)));
    },
  };
}

function isEqual(one: string, other: string): boolean {
  const [oneBytes, otherBytes] = [Buffer.from(one), Buffer.from(other)];
  return oneBytes.length === otherBytes.length && timingSafeEqual(oneBytes, otherBytes);
}

/** The value of one cookie of a Cookie header (RFC 6265 4.2), '' without. Ours need no decoding. */
function cookieFrom(header: string | undefined, name: string): string {
  for (const pair of (header ?? '').split(';')) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return '';
}
