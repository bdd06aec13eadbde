import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../projectRoot';

export type ServerExit = { code: number | null; signal: string | null };

export type GuardedServer = {
  pid: number;
  /** Settles when the server has ended, wanted or not. Never rejects. */
  exited: Promise<ServerExit>;
  stop(): Promise<void>;
};

export type Guardian = {
  pid: number;
  /** Starts a server under the guardian; its stdout and stderr go to `logFile`, which is emptied first. */
  spawnServer(server: { id: string; command: string; args: string[]; logFile: string }): Promise<GuardedServer>;
  /** A folder to delete once all servers are gone. */
  removeAtEnd(folder: string): void;
  /** Lets the guardian go: it stops what still runs, deletes what it was told to, and ends. Resolves when it is gone. */
  release(): Promise<void>;
};

type Report =
  | { type: 'spawned'; id: string; pid: number }
  | { type: 'failed'; id: string; message: string }
  | { type: 'exited'; id: string; code: number | null; signal: string | null };

const ORDERLY_STOP_MILLISECONDS = 10_000;

/**
 * Starts the process that owns the embedded servers (bootstrap/guardian.mjs). It runs in a group of its own, so that Ctrl-C reaches
 * only us, and it stops the servers by itself when this process ends in whatever way.
 */
export async function startGuardian(): Promise<Guardian> {
  const script = path.join(projectRoot(), 'bootstrap', 'guardian.mjs');
  const child = spawn(process.execPath, [script], { detached: true, stdio: ['pipe', 'pipe', 'ignore'], cwd: '/' });
  const gone = new Promise<ServerExit>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  // A guardian that was killed shows as its `gone`; writing to it must not bring this process down first.
  child.stdin.on('error', () => {});

  const listeners = new Map<string, (report: Report) => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const report = JSON.parse(line) as Report;
    listeners.get(report.id)?.(report);
  });
  const command = (message: object): void => {
    child.stdin.write(`${JSON.stringify(message)}\n`);
  };

  const spawnServer: Guardian['spawnServer'] = ({ id, command: program, args, logFile }) =>
    new Promise((resolve, reject) => {
      let ended: (exit: ServerExit) => void = () => {};
      const exited = new Promise<ServerExit>((settle) => {
        ended = settle;
      });
      listeners.set(id, (report) => {
        if (report.type === 'failed') reject(new Error(`${program} could not be started: ${report.message}`));
        if (report.type === 'exited') ended({ code: report.code, signal: report.signal });
        if (report.type === 'spawned') {
          const stop = async (): Promise<void> => {
            command({ type: 'stop', id, graceMilliseconds: ORDERLY_STOP_MILLISECONDS });
            await exited;
          };
          resolve({ pid: report.pid, exited, stop });
        }
      });
      gone.then((exit) => {
        ended(exit);
        reject(new Error(`The process that guards ${program} ended (${exit.signal ?? exit.code}) before it was started.`));
      });
      command({ type: 'spawn', id, command: program, args, logFile });
    });

  return {
    pid: child.pid ?? 0,
    spawnServer,
    removeAtEnd: (folder) => command({ type: 'removeAtEnd', path: folder }),
    release: async () => {
      child.stdin.end();
      await gone;
    },
  };
}
