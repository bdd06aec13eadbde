import type { Config } from '../../config';
import { readMailAddress, sameAddressKey } from '../../mail/addresses';
import { sampleEnvelopeSender } from '../../mail/bounceAddress';
import { createTokenSource } from '../../mail/oauth2Token';
import { probeOwnServer } from '../../mail/ownServerProbe';
import { probeSmtp, type SmtpProbe } from '../../mail/smtpProbe';
import { mailboxFindings, tried } from '../../mail/waysBack';
import { type Finding, finding } from './finding';

type MailConfig = Pick<Config, 'smtpUrl' | 'smtpOAuth2' | 'mail' | 'production' | 'linkKeys'>;

const limitMs = 10_000;

/** Connects to the mail server, signs in, and asks whether it would take a notice of ours, and mail to the Reply-To mailbox. Nothing is sent. */
export async function mailFindings(config: MailConfig, dnsServer?: string): Promise<Finding[]> {
  const { smtpUrl, smtpOAuth2, mail } = config;
  if (!smtpUrl) return [finding('Mail', 'ok', 'SMTP_URL is not set: mail is captured and leaves for nobody')];
  const replyTo = readMailAddress(mail.replyTo).address;
  // Not a word about addresses to a server that no mail is to leave for.
  const asks = mail.mode === 'live' || (mail.mode === 'team' && mail.team.map(sameAddressKey).includes(sameAddressKey(replyTo)));
  const ask = { from: sampleEnvelopeSender(config), to: replyTo };
  const own = asks && mail.route === 'relay' ? tried(probeOwnServer(ask, limitMs, { dnsServer })) : null;
  const probe = await probeSmtp({
    url: smtpUrl,
    tokens: smtpOAuth2 && createTokenSource(smtpOAuth2),
    ask: asks ? ask : null,
    limitMs,
  }).catch((error: Error) => {
    throw new Error(`${error.message}. Check SMTP_URL, that the server runs, and that it may be reached from here.`);
  });
  return [
    finding('Mail', 'ok', `${probe.host} answers; MAIL_MODE is ${mail.mode}, MAIL_ROUTE ${mail.route}`),
    signInFinding(probe, smtpUrl),
    encryptionFinding(probe, config),
    ...extensionFindings(probe),
    ...(asks ? waysFindings(mailboxFindings(ask, probe, await own)) : []),
  ];
}

function waysFindings({ sender, replyTo }: ReturnType<typeof mailboxFindings>): Finding[] {
  return [
    { name: 'Envelope sender', ...sender },
    { name: 'Reply-To mailbox', ...replyTo },
  ];
}

function signInFinding({ signedIn }: SmtpProbe, smtpUrl: string): Finding {
  const named = /^smtps?:\/\/[^/]*@/.test(smtpUrl);
  if (!named) return finding('Mail sign-in', 'ok', 'SMTP_URL names nobody to sign in as');
  if (signedIn) return finding('Mail sign-in', 'ok', 'accepted');
  return finding(
    'Mail sign-in',
    'fail',
    'SMTP_URL names somebody, and the server offers no sign-in. Check the port, or leave the name out.',
  );
}

function encryptionFinding({ tls, host }: SmtpProbe, { production }: MailConfig): Finding {
  if (tls) return finding('Mail encryption', 'ok', tls);
  const near = host === 'localhost' || /^127\./.test(host) || host === '::1';
  if (near) return finding('Mail encryption', 'ok', 'none, and none needed on this machine');
  return finding(
    'Mail encryption',
    production ? 'fail' : 'warn',
    'none: notices can be read on their way. Use smtps:, or ?requireTLS=true.',
  );
}

function extensionFindings({ extensions, largestMessage }: SmtpProbe): Finding[] {
  const has = (name: string) => extensions.includes(name);
  return [
    has('DSN')
      ? finding('Mail DSN', 'ok', 'delivery reports can be asked for')
      : finding('Mail DSN', 'warn', 'no delivery reports: terms that ask for "delivered" are met by an acknowledgement only.'),
    has('SMTPUTF8')
      ? finding('Mail SMTPUTF8', 'ok', 'addresses beyond ASCII are taken')
      : finding('Mail SMTPUTF8', 'warn', 'addresses with letters such as å before the @ cannot be written to.'),
    finding('Mail SIZE', 'ok', largestMessage ? `messages up to ${largestMessage} octets` : 'no limit is told'),
  ];
}
