import { doubleCsrf } from 'csrf-csrf';
import type { RequestHandler } from 'express';

/** The form field that carries the token. */
export const formTokenField = '_csrf';

/**
 * Double-submit tokens bound to the session: a form of another site cannot know them, and a token of before the sign-in does not work after it.
 * Before the sign-in there is no session, and the token is bound to the browser by its cookie alone.
 * Returns two steps: the first lets pages make tokens, the second refuses every POST without (403, code EBADCSRFTOKEN).
 */
export function createCsrfProtection({ secrets, secureCookies }: { secrets: string[]; secureCookies: boolean }): RequestHandler[] {
  const { generateCsrfToken, doubleCsrfProtection } = doubleCsrf({
    getSecret: () => secrets,
    getSessionIdentifier: (request) => (request.staff ? request.sessionID : 'nobody'),
    cookieName: secureCookies ? '__Host-forvarsel-form' : 'forvarsel-form',
    cookieOptions: { sameSite: 'lax', path: '/', secure: secureCookies, httpOnly: true },
    getCsrfTokenFromRequest: (request) => request.body?.[formTokenField],
    errorConfig: { statusCode: 403, code: 'EBADCSRFTOKEN' },
  });
  const offerTokens: RequestHandler = (request, response, next) => {
    let token: string | undefined;
    request.formToken = () => {
      // A cookie from before the sign-in no longer fits: it is replaced and not an error.
      token ??= generateCsrfToken(request, response, { validateOnReuse: false });
      return token;
    };
    next();
  };
  return [offerTokens, doubleCsrfProtection];
}
