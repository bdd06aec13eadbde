import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { ServerDidNotStart } from './waiting';

const LOOPBACK = '127.0.0.1';

/** Whether nobody listens on this loopback port at the moment. */
export function isPortFree(port: number, host = LOOPBACK): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/** A loopback port that was free a moment ago, chosen by the operating system. Another process can still take it first. */
export function freePort(host = LOOPBACK): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, host, () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('The operating system named no free port.'));
        else resolve(address.port);
      });
    });
  });
}

/**
 * Starts a server on the port it had last time if that is still free, else on a new one; the choice is kept in `<folder>/port`.
 * A free port is free only until somebody takes it: a start that failed is tried again, at most twice, when its port is taken now.
 */
export async function startOnKeptPort<T>(folder: string, start: (port: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await keptPort(path.join(folder, 'port'));
    try {
      return await start(port);
    } catch (error) {
      if (!(error instanceof ServerDidNotStart) || attempt === 3 || (await isPortFree(port))) throw error;
    }
  }
}

async function keptPort(file: string): Promise<number> {
  const kept = readKeptPort(file);
  const port = kept !== null && (await isPortFree(kept)) ? kept : await freePort();
  writeFileSync(file, `${port}\n`);
  return port;
}

function readKeptPort(file: string): number | null {
  if (!existsSync(file)) return null;
  const port = Number(readFileSync(file, 'utf8'));
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
}
