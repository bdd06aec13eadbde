import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import type { CapturedMessageRecord } from '../data/capturedMessage.model';
import { newId } from '../data/id';

export interface CaptureServer {
  /** smtp://127.0.0.1:<free port> */
  url: string;
  close(): Promise<void>;
}

/**
 * An SMTP server on a free port of the loopback that keeps what it is given and passes nothing on. `keep` has it (real time, addresses in lower case) before
 * the 250 is said; if `keep` fails the answer is 451, so that the message is tried again like any other.
 */
export async function startCaptureServer(keep: (message: CapturedMessageRecord) => Promise<void>): Promise<CaptureServer> {
  const server = new SMTPServer({
    name: 'forvarsel-capture',
    banner: 'keeps everything, sends nothing',
    disabledCommands: ['AUTH', 'STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    onData(stream, { envelope }, answer) {
      const id = newId();
      buffer(stream)
        .then((raw) =>
          keep({
            _id: id,
            to: envelope.rcptTo.map(({ address }) => address.toLowerCase()),
            from: envelope.mailFrom ? envelope.mailFrom.address.toLowerCase() : '',
            raw,
            at: new Date(),
          }),
        )
        .then(
          () => answer(null, `queued as ${id}`),
          () => answer(Object.assign(new Error('the capture mailbox could not be written to, try again'), { responseCode: 451 })),
        );
    },
  });
  // A client that goes away in the middle of a message is its own problem.
  server.on('error', () => undefined);
  const port = await new Promise<number>((resolve, reject) => {
    const listener = server.listen(0, '127.0.0.1', () => resolve((listener.address() as AddressInfo).port));
    listener.once('error', reject);
  });
  return {
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
