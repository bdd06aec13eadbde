import type { EnvironmentReader } from './configReader';
import { parseText, parseTokenUrl } from './configValues';

/** Signing in at SMTP_URL by OAuth 2, client credentials (RFC 6749 4.4). The user is SMTP_URL's. */
export interface SmtpOAuth2 {
  clientId: string;
  clientSecret: string;
  tokenUrl: string;
  scope: string;
}

const names = ['SMTP_OAUTH2_CLIENT_ID', 'SMTP_OAUTH2_CLIENT_SECRET', 'SMTP_OAUTH2_TOKEN_URL', 'SMTP_OAUTH2_SCOPE'];

/** null where none of the four is set; a problem for each that is missing when some are, and for an SMTP_URL that names no user or a password too. */
export function readSmtpOAuth2(
  read: EnvironmentReader,
  { smtpUrl, production }: { smtpUrl: string | undefined; production: boolean },
): SmtpOAuth2 | null {
  if (!names.some((name) => read.isSet(name))) return null;
  const clientId = read.required('SMTP_OAUTH2_CLIENT_ID', parseText);
  const clientSecret = read.requiredSecret('SMTP_OAUTH2_CLIENT_SECRET', parseText);
  const tokenUrl = read.required('SMTP_OAUTH2_TOKEN_URL', parseTokenUrl({ production }));
  const scope = read.required('SMTP_OAUTH2_SCOPE', parseText);
  if (smtpUrl !== undefined && !/^smtps?:\/\/[^/@:]+@/.test(smtpUrl)) {
    read.problem(
      'SMTP_URL must name the mailbox and no password where SMTP_OAUTH2_ variables are set: smtp://varsel%40firma.example@smtp.office365.com:587.',
    );
  }
  return clientId && clientSecret && tokenUrl && scope ? { clientId, clientSecret, tokenUrl, scope } : null;
}
