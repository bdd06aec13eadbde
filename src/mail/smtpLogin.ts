import type { SMTPConnectionAuth } from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import type { TokenSource } from './oauth2Token';

/** What nodemailer signs in with: a name and a password, or a name and where tokens come from (XOAUTH2). */
export type SmtpLogin = SMTPConnectionAuth;

/**
 * What to sign in with at the mail server; null: without signing in. With `tokens` the password of the URL is not used. nodemailer asks for a token at
 * each sign-in, and for a new one once when the server refuses the first.
 */
export function credentialsFor({
  auth,
  tokens,
}: {
  auth: { user?: string | undefined; pass?: string | undefined } | null | undefined;
  tokens: TokenSource | null;
}): SmtpLogin | null {
  if (!auth) return null;
  const { user = '', pass = '' } = auth;
  if (!tokens) return { user, pass, credentials: { user, pass } };
  const oauth2 = new XOAuth2({
    user,
    provisionCallback(_user, renew, done) {
      if (renew) tokens.forget();
      tokens.token().then(
        (token) => done(null, token),
        (error: Error) => done(error),
      );
    },
  });
  return { user, method: 'XOAUTH2', oauth2 };
}
