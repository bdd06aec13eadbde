import { execFile } from 'node:child_process';

export type ProgramResult = { ok: true; output: string } | { ok: false; notFound: boolean; message: string };

/**
 * Runs a program to its end without a shell and without input. A program that is missing, fails or takes longer than `milliseconds`
 * is an answer (`ok: false`, with the last line it wrote as the reason), not an exception.
 */
export function runProgram(command: string, args: string[], milliseconds: number): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const child = execFile(
      command,
      args,
      { timeout: milliseconds, maxBuffer: 10 * 1024 * 1024, killSignal: 'SIGKILL' },
      (error, stdout, stderr) => {
        if (error === null) return resolve({ ok: true, output: stdout });
        if (error.code === 'ENOENT') return resolve({ ok: false, notFound: true, message: 'not found' });
        if (error.killed) return resolve({ ok: false, notFound: false, message: `no answer within ${milliseconds / 1000} seconds` });
        resolve({ ok: false, notFound: false, message: lastLine(stderr) || lastLine(stdout) || `exit code ${error.code}` });
      },
    );
    child.stdin?.end();
  });
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}
