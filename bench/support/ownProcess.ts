import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../src/projectRoot';

/** Another process of ours that answers questions over Node's own channel, and ends when this one does. */
export interface OwnProcess {
  pid: number;
  child: ChildProcess;
  /** Sends a question and resolves with the answer to it. Rejects when the process ends first. */
  ask<Answer>(question: object): Promise<Answer>;
  ended: Promise<void>;
  /** SIGTERM, and waits until it is gone. */
  stop(): Promise<void>;
}

type Reply = { id: number; answer: unknown } | { ready: true };

/**
 * Starts `file` (a path below the project's root, without extension) and waits until it says that it is ready. Built files run as they are; under a test runner
 * the TypeScript itself does. `env` is all that it gets, beside PATH and HOME; `flags` are node's own.
 */
export async function startOwnProcess(
  file: string,
  { env = {}, quiet = false, flags = [] }: { env?: Record<string, string>; quiet?: boolean; flags?: string[] } = {},
) {
  const isTypeScript = __filename.endsWith('.ts');
  const program = isTypeScript ? path.join(projectRoot(), `${file}.ts`) : path.join(projectRoot(), 'dist', `${file}.js`);
  const register = path.join(projectRoot(), 'tests', 'support', 'registerTypeScript.cjs');
  const { PATH = '', HOME = '' } = process.env;
  const child = fork(program, [], {
    execArgv: isTypeScript ? ['-r', register, ...flags] : flags,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'ignore', quiet ? 'ignore' : 'inherit', 'ipc'],
  });
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(reason: Error): void }>();
  let questions = 0;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = new Promise<void>((resolve, reject) => {
    void ended.then(() => reject(new Error(`${file} ended before it was ready`)));
    child.on('message', (message: Reply) => {
      if ('ready' in message) return resolve();
      waiting.get(message.id)?.resolve(message.answer);
      waiting.delete(message.id);
    });
  });
  void ended.then(() => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended`));
    waiting.clear();
  });
  await ready;
  const own: OwnProcess = {
    pid: child.pid ?? 0,
    child,
    ask: <Answer>(question: object) =>
      new Promise<Answer>((resolve, reject) => {
        const id = questions++;
        waiting.set(id, { resolve: (answer) => resolve(answer as Answer), reject });
        child.send({ id, question }, (error) => error && reject(error));
      }),
    ended,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
  return own;
}

/** The other side: answers each question with what `answer` makes of it, says that it is ready, and ends when whoever started it is gone. */
export function serveQuestions<Question>(answer: (question: Question) => unknown): void {
  process.on('message', ({ id, question }: { id: number; question: Question }) => {
    void Promise.resolve(answer(question)).then((answered) => process.send?.({ id, answer: answered }));
  });
  process.once('disconnect', () => process.exit(0));
  process.send?.({ ready: true });
}

/** Processor time that a process has used, in seconds; null where the system does not tell. Tells what work costs on a machine that others use too. */
function processorSeconds(pid: number): number | null {
  try {
    // After the name in brackets, which may hold spaces: state is the first, user and system time the twelfth and thirteenth, in hundredths.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return null;
  }
}

/** Answers with the processor seconds that each has used since this was called; null where the system does not tell. */
export function processorSecondsSince<Name extends string>(pids: Record<Name, number[]>): () => Record<Name, number | null> {
  const names = Object.keys(pids) as Name[];
  const total = (name: Name) =>
    pids[name].map(processorSeconds).reduce((sum: number | null, each) => (sum === null || each === null ? null : sum + each), 0);
  const before = new Map(names.map((name) => [name, total(name)]));
  return () => {
    const used = names.map((name) => {
      const [then, now] = [before.get(name) ?? null, total(name)];
      return [name, then === null || now === null ? null : Number((now - then).toFixed(2))];
    });
    return Object.fromEntries(used) as Record<Name, number | null>;
  };
}

/** Resident memory of a process in bytes; null where the system does not tell, or the process is gone. */
export function residentBytes(pid: number): number | null {
  try {
    const found = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return found ? Number(found[1]) * 1024 : null;
  } catch {
    return null;
  }
}
