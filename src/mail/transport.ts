import type { CapturedMessageRecord } from '../data/capturedMessage.model';
import { isMailAddress, sameAddressKey, wireAddress } from './addresses';
import { type CaptureServer, startCaptureServer } from './captureServer';
import type { TokenSource } from './oauth2Token';
import { type Delivery, refusedHere } from './smtpOutcome';
import { createSmtpPool, type SmtpPool } from './smtpPool';
import { probeSmtp, type SmtpProbe } from './smtpProbe';

export type { Delivery } from './smtpOutcome';

/** What goes over the wire. */
export interface MessageToDeliver {
  envelope: { from: string; to: string };
  raw: Buffer;
}

export interface Transport {
  /** Never rejects: whatever happens is an outcome. */
  deliver(message: MessageToDeliver): Promise<Delivery>;
  /** Connects and signs in; rejects with the reason. */
  verify(): Promise<void>;
  /** Asks the server whether it would take a message, and sends none; null where no mail leaves, or not to that address. Rejects with the reason. */
  probe: ((ask: { from: string; to: string }, limitMs: number) => Promise<SmtpProbe>) | null;
  close(): Promise<void>;
}

export interface TransportSettings {
  mode: 'live' | 'team' | 'capture';
  /** Not looked at in mode capture. */
  smtpUrl?: string;
  /** Mode team: the only addresses that mail leaves for. */
  team: readonly string[];
  /** SMTP connections of this process. */
  connections: number;
  /** Mode capture: where messages go. */
  captureInto?: (message: CapturedMessageRecord) => Promise<void>;
  /** How long one message may take, in milliseconds of real time; must be shorter than a sending's lease. */
  limitMs?: number;
  /** Where tokens come from if SMTP_URL is signed in to by OAuth 2; not looked at in mode capture. */
  tokens?: TokenSource | null;
}

/**
 * The way out for mail. `live` delivers to `smtpUrl`; `team` does, but only to the addresses in `team`, and refuses all others with 550 in words; `capture`
 * delivers over the same SMTP client to a server of its own that keeps everything, whatever `smtpUrl` says. Throws RangeError where the mode lacks what
 * it needs. Nothing is opened before the first message or `verify`.
 */
export function createTransport(settings: TransportSettings): Transport {
  const { mode, smtpUrl, captureInto, connections, limitMs, tokens } = settings;
  if (mode === 'capture' && !captureInto) throw new RangeError('MAIL_MODE=capture needs a mailbox to capture into');
  if (mode !== 'capture' && !smtpUrl) throw new RangeError(`MAIL_MODE=${mode} needs SMTP_URL`);
  const team = new Set(settings.team.map(sameAddressKey));
  let captureServer: Promise<CaptureServer> | null = null;
  let opened: Promise<SmtpPool> | null = null;

  async function open(): Promise<SmtpPool> {
    if (mode !== 'capture' || !captureInto) return createSmtpPool({ url: smtpUrl ?? '', connections, limitMs, tokens });
    captureServer = startCaptureServer(captureInto);
    return createSmtpPool({ url: (await captureServer).url, connections, limitMs });
  }

  function pool(): Promise<SmtpPool> {
    opened ??= open();
    return opened;
  }

  return {
    async deliver({ envelope, raw }) {
      if (!isMailAddress(envelope.to)) return refusedHere(553, 'Not sent: the recipient is not a mail address. Correct the contact.');
      if (!isMailAddress(envelope.from))
        return refusedHere(553, 'Not sent: the sender is not a mail address. Correct MAIL_FROM.', 'sender');
      if (mode === 'team' && !team.has(sameAddressKey(envelope.to))) {
        return refusedHere(550, 'Not sent: MAIL_MODE is team, and the recipient is not in MAIL_TEAM.');
      }
      return (await pool()).send({ ...envelope, from: wireAddress(envelope.from), to: wireAddress(envelope.to) }, raw);
    },
    probe:
      mode === 'capture'
        ? null
        : ({ from, to }, limit) => {
            const ask = mode === 'team' && !team.has(sameAddressKey(to)) ? null : { from, to };
            return probeSmtp({ url: smtpUrl ?? '', tokens: tokens ?? null, ask, limitMs: limit });
          },
    async verify() {
      await (await pool()).verify();
    },
    async close() {
      if (opened) await (await opened).close();
      if (captureServer) await (await captureServer).close();
    },
  };
}
