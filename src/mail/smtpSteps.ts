import { TLSSocket } from 'node:tls';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';

/** A promise that rejects when the limit is reached first. */
export function within<T = void>(
  limit: AbortSignal,
  start: (resolve: (value: T) => void, reject: (error: unknown) => void) => void,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const late = () => reject(new Error('The mail server took too long'));
    if (limit.aborted) {
      late();
      return;
    }
    limit.addEventListener('abort', late, { once: true });
    const settled =
      <A>(act: (argument: A) => void) =>
      (argument: A) => {
        limit.removeEventListener('abort', late);
        act(argument);
      };
    start(settled(resolve), settled(reject));
  });
}

/** One step of a conversation: it ends with its callback, with an error of the connection, or with the connection. */
export function step(connection: SMTPConnection, limit: AbortSignal, start: (done: (error?: Error | null) => void) => void): Promise<void> {
  return within(limit, (resolve, reject) => {
    const ended = () => reject(new Error('The mail server closed the connection'));
    const finish = (error?: Error | null) => {
      connection.removeListener('error', finish);
      connection.removeListener('end', ended);
      if (error) reject(error);
      else resolve();
    };
    connection.once('error', finish);
    connection.once('end', ended);
    start(finish);
  });
}

/** What nodemailer makes of its connection while a message leaves; its own, of a version that package.json pins. */
interface MessageSide {
  _responseActions: ((reply: string) => void)[];
  _actionSMTPStream(reply: string, done: (error: Error | null, reply?: string) => void): void;
  _createSendStream(done: (error: Error | null, reply?: string) => void): {
    outByteCount: number;
    write(message: Buffer): void;
    end(): void;
  };
}

/**
 * Lets `connection` write finished messages as they are, in one go with the final dot. nodemailer pipes every message through a stream that looks at each
 * of its bytes for dots and line ends, which is a third of what it costs to send one that needs neither. `begun` is called when the server has said 354, just before
 * the first byte leaves. What is sent must have CRLF line ends.
 */
export function sendReadyMade(connection: SMTPConnection, begun: () => void): void {
  const side = connection as unknown as MessageSide;
  side._createSendStream = (done) => {
    side._responseActions.push((reply) => side._actionSMTPStream(reply, done));
    begun();
    const stream = {
      outByteCount: 0,
      write(message: Buffer) {
        const { _socket: socket } = connection;
        if (!socket) return;
        const stuffed = dotStuffed(message);
        const end = stuffed.at(-1) === 0x0a ? '.\r\n' : '\r\n.\r\n';
        stream.outByteCount = stuffed.length + end.length;
        socket.cork();
        socket.write(stuffed);
        socket.write(end);
        socket.uncork();
      },
      end() {},
    };
    return stream;
  };
}

const dot = Buffer.from('.');

/** RFC 5321 4.5.2: a dot that begins a line is written twice. */
function dotStuffed(message: Buffer): Buffer {
  const pieces: Buffer[] = message[0] === dot[0] ? [dot] : [];
  let from = 0;
  for (let at = message.indexOf('\n.'); at >= 0; at = message.indexOf('\n.', from)) {
    pieces.push(message.subarray(from, at + 1), dot);
    from = at + 1;
  }
  return pieces.length === 0 ? message : Buffer.concat([...pieces, message.subarray(from)]);
}

/** Protocol and cipher; null: in clear. */
export function encryptionOf({ _socket: socket }: SMTPConnection): string | null {
  if (!(socket instanceof TLSSocket)) return null;
  return `${socket.getProtocol() ?? 'TLS'} ${socket.getCipher()?.name ?? ''}`.trim();
}

/** Whether the server offers to take addresses beyond ASCII (RFC 6531). nodemailer sends such an address to any server, so that we have to look. */
export function offersSmtpUtf8(connection: SMTPConnection): boolean {
  const { _supportedExtensions: offered } = connection as unknown as { _supportedExtensions?: readonly string[] };
  return offered?.includes('SMTPUTF8') ?? false;
}
