import type { ReportKind } from '../../data/deliveryReport.model';
import { readBounceAddress } from '../bounceAddress';
import { cleanLine } from '../cleanText';
import { statusIn } from './deliveryStatus';
import { dedupeKeyOf, type IncomingReport } from './incomingReport';
import type { BounceSignature } from './reportOfBounce';

/** A header of this name becomes `Metadata.sending` of Postmark's events. */
export const postmarkHeader = 'X-PM-Metadata-sending';

/**
 * Postmark's types of bounces in our words (its Bounce API, "Bounce types"). What it calls soft is still being tried, or may come through later; that the
 * evidence stays away is found by whoever looks after notices that are not confirmed.
 */
const kindOfBounce: Record<string, ReportKind> = {
  HardBounce: 'failed',
  BadEmailAddress: 'failed',
  Blocked: 'failed',
  DMARCPolicy: 'failed',
  ManuallyDeactivated: 'failed',
  SMTPApiError: 'failed',
  SpamNotification: 'failed',
  TemplateRenderingFailed: 'failed',
  VirusNotification: 'failed',
  DnsError: 'delayed',
  SoftBounce: 'delayed',
  Transient: 'delayed',
  AddressChange: 'autoReply',
  AutoResponder: 'autoReply',
  ChallengeVerification: 'autoReply',
  SpamComplaint: 'complaint',
};

type Event = Readonly<Record<string, unknown>>;

const dumpAtMost = 64 * 1024;

/**
 * One event of Postmark's webhooks (Delivery, Bounce, SpamComplaint) as a report; null for any other, and for what is none. The sending is the one in
 * `Metadata` (our messages name it in the header X-PM-Metadata-sending), or the one whose signed bounce address stands in the bounce that Postmark got;
 * failing both, the Message-ID in there counts. Whoever posts this has shown the webhook's secret, so the id in `Metadata` needs no signature.
 */
export function reportOfPostmark(body: unknown, { domain, keys }: BounceSignature): IncomingReport | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const event = body as Event;
  const kind = kindOf(event);
  if (!kind) return null;
  const words = text(event, 'Details') || text(event, 'Description');
  const metadata = typeof event.Metadata === 'object' && event.Metadata !== null ? (event.Metadata as Event) : {};
  const named = text(metadata, 'sending');
  const dump = typeof event.Content === 'string' ? event.Content.slice(0, dumpAtMost) : '';
  const addresses = dump.match(/bounce\+[0-9a-f.]{41}@[a-z0-9.-]{1,253}/gi) ?? [];
  const [signed] = addresses.flatMap((address) => readBounceAddress(address, domain, keys) ?? []);
  return {
    source: 'postmark',
    dedupeKey: dedupeKeyOf('postmark', text(event, 'RecordType'), ...identityOf(event)),
    sendingId: /^[0-9a-f]{24}$/.test(named) ? named : (signed ?? null),
    messageId: /^message-id:\s{0,3}(<[0-9a-f]{24}\.[^<>\s]{1,250}>)/im.exec(dump)?.[1] ?? null,
    recipients: ['Recipient', 'Email'].flatMap((name) => text(event, name).toLowerCase() || []),
    kind,
    status: statusIn(words),
    words: cleanLine(words, 500) || null,
    remoteHost: null,
  };
}

function kindOf(event: Event): ReportKind | null {
  const recordType = text(event, 'RecordType');
  if (recordType === 'Delivery') return 'delivered';
  if (recordType === 'SpamComplaint') return 'complaint';
  if (recordType !== 'Bounce') return null;
  const type = text(event, 'Type');
  return (Object.hasOwn(kindOfBounce, type) ? kindOfBounce[type] : undefined) ?? 'other';
}

/** Bounces have a number, of which JSON keeps the first 16 digits, so the message counts too; a delivery is one per message and recipient. */
function identityOf(event: Event): string[] {
  const id = typeof event.ID === 'number' ? String(event.ID) : '';
  return [id, ...['MessageID', 'Recipient', 'Email', 'Type'].map((name) => text(event, name).toLowerCase())];
}

function text(event: Event, name: string): string {
  const value = Object.hasOwn(event, name) ? event[name] : undefined;
  return typeof value === 'string' ? value.slice(0, 2_000) : '';
}
