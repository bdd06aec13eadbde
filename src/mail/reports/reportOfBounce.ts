import { readBounceAddress } from '../bounceAddress';
import type { SigningKey } from '../links';
import { dedupeKeyOf, type IncomingReport } from './incomingReport';
import { readAtMost } from './messageParts';
import { readDeliveryReport } from './readDeliveryReport';

/** What signs the addresses that bounces come back to. */
export interface BounceSignature {
  domain: string;
  /** Newest first; older ones only verify. */
  keys: readonly SigningKey[];
}

/**
 * A raw message that came to a bounce address, as a report. `sendingId` is the one that its envelope proved, where the message came by SMTP; otherwise the
 * signed address is looked for in its headers, or the signed ENVID in its fields. An address that looks like one of ours and is not signed by us makes
 * the whole message worth nothing: then its Message-ID does not count either.
 */
export async function reportOfBounce(
  raw: Buffer,
  { domain, keys }: BounceSignature,
  { sendingId = null }: { sendingId?: string | null } = {},
): Promise<IncomingReport> {
  const report = await readDeliveryReport(raw);
  const envelopeId = report.envelopeId?.includes('.') ? [`bounce+${report.envelopeId}@${domain}`] : [];
  const [signed] = [...report.bounceAddresses, ...envelopeId].flatMap((address) => readBounceAddress(address, domain, keys) ?? []);
  const proven = sendingId ?? signed ?? null;
  const isForged = proven === null && report.bounceAddresses.some((address) => address.toLowerCase().endsWith(`@${domain.toLowerCase()}`));
  return {
    source: 'dsn',
    dedupeKey: dedupeKeyOf('dsn', sendingId ?? '', raw.subarray(0, readAtMost)),
    sendingId: proven,
    messageId: isForged ? null : report.messageId,
    recipients: report.recipients,
    kind: report.kind,
    status: report.status,
    words: report.words,
    remoteHost: report.remoteHost,
  };
}
