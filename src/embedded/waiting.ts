import { readFileSync } from 'node:fs';
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { GuardedServer } from './guardian';

const BETWEEN_TRIES_MILLISECONDS = 30;

export class ServerDidNotStart extends Error {}

/**
 * Asks `ready` again and again until it answers with a value. Refuses with the end of the server's own log when the server ends
 * first, or when `milliseconds` have passed.
 */
export async function untilReady<T>(
  server: GuardedServer,
  { name, logFile, milliseconds }: { name: string; logFile: string; milliseconds: number },
  ready: () => Promise<T | null>,
): Promise<T> {
  let ended = false;
  server.exited.then(() => {
    ended = true;
  });
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const answer = await ready();
    if (answer !== null) return answer;
    if (ended) throw new ServerDidNotStart(`${name} ended while starting. The end of its log (${logFile}):\n${endOfLog(logFile)}`);
    if (Date.now() > deadline) {
      throw new ServerDidNotStart(
        `${name} was not ready after ${milliseconds / 1000} seconds. The end of its log (${logFile}):\n${endOfLog(logFile)}`,
      );
    }
    await delay(BETWEEN_TRIES_MILLISECONDS);
  }
}

/** Whether something accepts connections on this loopback port. */
export function accepts(port: number): Promise<true | null> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(null));
  });
}

function endOfLog(file: string): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-8).join('\n');
  } catch {
    return '(there is no log)';
  }
}
