import { Resolver } from 'node:dns/promises';
import { domainToASCII } from 'node:url';
import { probeSmtp, type SmtpProbe } from './smtpProbe';

/** Real time for one question to DNS. */
const questionMs = 1_500;

export interface OwnServerProbeSettings {
  /** `address` or `address:port` of the DNS server to ask; without it the system's. */
  dnsServer?: string | undefined;
  /** Where mail servers listen for each other (RFC 5321 2.3.4). */
  port?: number;
}

/**
 * Asks the mail server of the recipient's own domain, which DNS names, whether it would take a message; a relay takes any address and finds out later. Nothing
 * is sent and nobody signs in. Rejects with the reason where there is no such server, or it cannot be reached from here: many networks keep port 25 shut.
 */
export async function probeOwnServer(
  ask: { from: string; to: string },
  limitMs: number,
  { dnsServer, port = 25 }: OwnServerProbeSettings = {},
): Promise<SmtpProbe> {
  const domain = domainToASCII(ask.to.slice(ask.to.lastIndexOf('@') + 1));
  const resolver = new Resolver({ timeout: questionMs, tries: 1 });
  if (dnsServer) resolver.setServers([dnsServer]);
  const exchanges = await resolver.resolveMx(domain);
  const [first] = exchanges.sort((one, other) => one.priority - other.priority);
  if (!first?.exchange) throw new Error(`${domain} takes no mail`);
  return probeSmtp({ url: `smtp://${first.exchange}:${port}`, ask, limitMs });
}
