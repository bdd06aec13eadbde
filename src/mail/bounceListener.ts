import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { readBounceAddress } from './bounceAddress';
import { readAtMost } from './reports/messageParts';
import { largestReport } from './reports/readDeliveryReport';
import type { BounceSignature } from './reports/reportOfBounce';

export interface BounceListener {
  host: string;
  /** The one it got, where any free one was asked for. */
  port: number;
  /** Takes no more messages, lets those end that are being taken. */
  close(): Promise<void>;
}

/** Behind an MTA there is one sender, which opens a few connections; each may hold `readAtMost` bytes. */
const mostConnections = 20;
const mostRecipients = 20;
const idleMs = 60_000;
const goodbyeMs = 5_000;

/**
 * Listens for mail to the bounce addresses of `signature`, as the last stop behind an MTA: no sign-in, no TLS. A recipient that is not an address of ours, signed,
 * is refused (550), a message over 10 MB too (552). `take` has the message (its beginning, which is all that is read of one) for each sending before
 * the 250 is said; if it fails the answer is 451, and the MTA comes back. Rejects with a sentence when it cannot listen.
 */
export async function startBounceListener({
  host,
  port,
  signature,
  take,
}: {
  host: string;
  port: number;
  signature: BounceSignature;
  take: (message: { raw: Buffer; sendingId: string }) => Promise<void>;
}): Promise<BounceListener> {
  const sendingOf = (address: string): string | null => readBounceAddress(address, signature.domain, signature.keys);
  const server = new SMTPServer({
    name: signature.domain,
    banner: 'takes delivery reports only',
    disabledCommands: ['AUTH', 'STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    size: largestReport,
    maxClients: mostConnections,
    maxRecipients: mostRecipients,
    socketTimeout: idleMs,
    closeTimeout: goodbyeMs,
    onRcptTo({ address }, _session, answer) {
      answer(sendingOf(address) ? null : refusal(550, '5.1.1 no such address here'));
    },
    onData(stream, { envelope }, answer) {
      beginningOf(stream)
        .then(async (message) => {
          if (stream.sizeExceeded) return refusal(552, '5.3.4 larger than 10 MB');
          const raw = Buffer.concat([returnPathOf(envelope.mailFrom), message]).subarray(0, readAtMost);
          for (const { address } of envelope.rcptTo) {
            const sendingId = sendingOf(address);
            if (sendingId) await take({ raw, sendingId });
          }
          return null;
        })
        .catch(() => refusal(451, '4.3.0 could not be recorded, try again later'))
        .then((refused) => answer(refused, 'recorded'));
    },
  });
  // A client that goes away in the middle of a message is its own problem.
  server.on('error', () => undefined);
  const bound = await new Promise<number>((resolve, reject) => {
    const listener = server.listen(port, host, () => resolve((listener.address() as AddressInfo).port));
    listener.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new Error(
          `MAIL_BOUNCE_LISTEN: nothing can listen at ${host}:${port} (${error.code ?? error.message}). Choose a port that is free, or unset it on all workers of this machine but one.`,
        ),
      ),
    );
  });
  return { host, port: bound, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** RFC 5321 4.4: the last stop writes down the envelope sender, above all that the message says of itself. It tells reports from what people write. */
function returnPathOf(sender: { address: string } | false): Buffer {
  const address = sender ? sender.address.replace(/[\s<>]/g, '') : '';
  return Buffer.from(`Return-Path: <${address}>\r\n`);
}

/** The first `readAtMost` bytes; the rest is let go as it comes, so that a large message costs no memory. */
async function beginningOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const kept: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    if (length < readAtMost) kept.push(chunk.subarray(0, readAtMost - length));
    length += chunk.length;
  }
  return Buffer.concat(kept);
}

function refusal(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode });
}
