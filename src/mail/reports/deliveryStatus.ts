import type { ReportKind } from '../../data/deliveryReport.model';
import { cleanLine } from '../cleanText';

/** What a report says in fields (RFC 3464, also the internationalised form of RFC 6533). */
export interface DeliveryStatus {
  kind: Extract<ReportKind, 'failed' | 'delayed' | 'delivered' | 'relayed'>;
  status: string | null;
  words: string | null;
  remoteHost: string | null;
  envelopeId: string | null;
  /** Who the message was for, in lower case. */
  recipients: string[];
}

type Fields = ReadonlyMap<string, string>;

const longestPart = 64 * 1024;
const mostRecipients = 50;

/** Of several recipients of one message (an alias that was resolved) the worst counts: a doubt goes to the next contact, and never passes for a receipt. */
const worstFirst = ['failed', 'delayed', 'delivered', 'relayed'] as const;

const kindOfAction: Record<string, DeliveryStatus['kind']> = {
  failed: 'failed',
  delayed: 'delayed',
  delivered: 'delivered',
  relayed: 'relayed',
  // Passed on to the members of a list: nobody says that any of them has it.
  expanded: 'relayed',
};

/** Reads the body of a message/delivery-status part; null when it says nothing of any recipient. */
export function readDeliveryStatus(text: string): DeliveryStatus | null {
  const groups = readGroups(text);
  const recipients = groups.flatMap((fields) => readRecipient(fields)).slice(0, mostRecipients);
  const [worst] = worstFirst.flatMap((kind) => recipients.filter((recipient) => recipient.kind === kind));
  if (!worst) return null;
  const envelopeId = groups.find((fields) => fields.has('original-envelope-id'))?.get('original-envelope-id') ?? null;
  return {
    kind: worst.kind,
    status: worst.status,
    words: worst.words,
    remoteHost: worst.remoteHost,
    envelopeId: envelopeId && cleanLine(envelopeId, 200),
    recipients: recipients.flatMap(({ addresses }) => addresses),
  };
}

/** An enhanced status code (RFC 3463) that stands alone in `text`, and is no part of a network address. */
export function statusIn(text: string): string | null {
  return /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?!\.?\d)/.exec(text)?.[0] ?? null;
}

function readGroups(text: string): Fields[] {
  const unfolded = text
    .slice(0, longestPart)
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]+(?=\S)/g, ' ');
  return unfolded.split(/\n[ \t]*\n/).map((group) => {
    const fields = new Map<string, string>();
    for (const line of group.split('\n')) {
      const at = line.indexOf(':');
      const name = line.slice(0, Math.max(0, at)).trim().toLowerCase();
      if (/^[a-z][a-z0-9-]*$/.test(name) && !fields.has(name)) fields.set(name, line.slice(at + 1).trim());
    }
    return fields;
  });
}

function readRecipient(fields: Fields) {
  const status = statusIn(fields.get('status') ?? '');
  const action = /^[a-z]+/i.exec(fields.get('action') ?? '')?.[0].toLowerCase() ?? '';
  const kind = Object.hasOwn(kindOfAction, action) ? kindOfAction[action] : kindOfStatus(status);
  if (!kind) return [];
  const diagnostic = cleanLine(afterType(fields.get('diagnostic-code') ?? ''), 500);
  // x.0.0 says nothing beyond its class; the server's own words often say more.
  const precise = status && !status.endsWith('.0.0') ? status : (statusIn(diagnostic) ?? status);
  const addresses = ['final-recipient', 'original-recipient'].flatMap((name) => {
    const address = afterType(fields.get(name) ?? '').toLowerCase();
    return address.includes('@') ? [cleanLine(address, 254)] : [];
  });
  return [{ kind, status: precise, words: diagnostic || null, remoteHost: hostIn(fields.get('remote-mta')), addresses }];
}

/** Some reports leave Action out; then the class of the status has to do. */
function kindOfStatus(status: string | null): DeliveryStatus['kind'] | undefined {
  return { '2': 'delivered', '4': 'delayed', '5': 'failed' }[status?.[0] ?? ''] as DeliveryStatus['kind'] | undefined;
}

/** `smtp; 550 no such user` without the type in front. */
function afterType(value: string): string {
  return value.replace(/^[\w.-]{1,40}\s*;\s*/, '').trim();
}

function hostIn(value: string | undefined): string | null {
  const host = /^\[?([\w.:-]{1,253})/.exec(afterType(value ?? ''))?.[1];
  return host?.toLowerCase().replace(/\.$/, '') || null;
}
