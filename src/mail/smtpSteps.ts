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
