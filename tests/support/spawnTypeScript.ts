import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

export type TypeScriptProcess = {
  child: ChildProcess;
  pid: number;
  /** The next line it prints, parsed as JSON. Refuses, with what it wrote to stderr, when it ends first. */
  nextMessage<T>(): Promise<T>;
  ended: Promise<{ code: number | null; signal: string | null }>;
};

/** Runs one of our TypeScript files in a process of its own, which a test can then kill. */
export function spawnTypeScript(file: string, args: string[] = [], env: Record<string, string | undefined> = {}): TypeScriptProcess {
  const register = path.join(__dirname, 'registerTypeScript.cjs');
  const child = spawn(process.execPath, ['-r', register, file, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    pid: child.pid ?? 0,
    ended,
    nextMessage: async <T>() => {
      const line = await lines.next();
      if (line.done) throw new Error(`${path.basename(file)} ended without a message. It wrote: ${errors}`);
      return JSON.parse(line.value) as T;
    },
  };
}
