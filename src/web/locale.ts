import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** Languages that pages exist in. `nn` readers get `nb`. */
export type PageLocale = 'nb' | 'en';

const cookieName = 'forvarsel-language';
const oneYear = 365 * 24 * 60 * 60 * 1000;

const spoken: Record<string, PageLocale> = { nb: 'nb', no: 'nb', nn: 'nb', en: 'en' };

/** `nb`, `no` and `nn` with or without a region are nb, `en…` is en; undefined for anything else. */
export function pageLocaleOf(tag: unknown): PageLocale | undefined {
  if (typeof tag !== 'string') return undefined;
  const language = tag.trim().toLowerCase().split('-')[0] ?? '';
  return Object.hasOwn(spoken, language) ? spoken[language] : undefined;
}

/** The reader's own wish from `Accept-Language` (RFC 9110 12.5.4), by weight; undefined when neither language is asked for. */
export function localeFromHeader(header: string | undefined): PageLocale | undefined {
  const wishes = (header ?? '').split(',').flatMap((part) => {
    const [tag, ...parameters] = part.split(';');
    const weight = Number(/^\s*q=([\d.]+)\s*$/.exec(parameters[0] ?? 'q=1')?.[1] ?? '1');
    const locale = pageLocaleOf(tag);
    return locale && weight > 0 ? [{ locale, weight }] : [];
  });
  return wishes.sort((one, other) => other.weight - one.weight)[0]?.locale;
}

/** The language that this request or an earlier one chose by the switch; undefined when the reader never did. */
export function chosenLocale(request: Request): PageLocale | undefined {
  return pageLocaleOf(request.query.lang) ?? pageLocaleOf(request.cookies?.[cookieName]);
}

/**
 * Sets `request.locale`: `?lang=` (remembered in a cookie), then that cookie, then `Accept-Language`, else nb.
 * Whoever knows the reader better (a signed-in user, a notice's contact) calls `preferLocale`.
 */
export function setUpLocale({ secureCookies }: { secureCookies: boolean }): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const asked = pageLocaleOf(request.query.lang);
    if (asked) response.cookie(cookieName, asked, { maxAge: oneYear, sameSite: 'lax', httpOnly: true, secure: secureCookies });
    request.locale = chosenLocale(request) ?? localeFromHeader(request.headers['accept-language']) ?? 'nb';
    next();
  };
}

/** The language of somebody we know counts before the browser's, and after an explicit choice. */
export function preferLocale(request: Request, known: string | null | undefined): void {
  request.locale = chosenLocale(request) ?? pageLocaleOf(known) ?? request.locale;
}
