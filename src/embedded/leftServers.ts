import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isSameProcess, type ProcessMark, processMark } from './processMark';

const OWN_ACCORD_MILLISECONDS = 6_000;
const AFTER_TERM_MILLISECONDS = 10_000;

function fileIn(dataDir: string): string {
  return path.join(dataDir, 'servers.json');
}

/** Notes which processes serve this DATA_DIR, for `waitForLeftServers` of a later start. */
export function noteServers(dataDir: string, pids: number[]): void {
  const file = fileIn(dataDir);
  writeFileSync(`${file}.new`, JSON.stringify(pids.map(processMark)), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function forgetServers(dataDir: string): void {
  rmSync(fileIn(dataDir), { force: true });
}

/**
 * Waits until the servers of an earlier start are gone: right after a kill -9 their guardian is still stopping them. Servers that
 * nobody stops any more (their guardian was killed too) are ended here, since they hold the data files.
 */
export async function waitForLeftServers(dataDir: string): Promise<void> {
  if (!existsSync(fileIn(dataDir))) return;
  const marks = JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as ProcessMark[];
  if (await areGoneWithin(marks, OWN_ACCORD_MILLISECONDS)) return;
  endAll(marks, 'SIGTERM');
  if (await areGoneWithin(marks, AFTER_TERM_MILLISECONDS)) return;
  endAll(marks, 'SIGKILL');
  if (await areGoneWithin(marks, OWN_ACCORD_MILLISECONDS)) return;
  const pids = marks.filter(isSameProcess).map((mark) => mark.pid);
  throw new Error(
    `Servers of an earlier start still run and cannot be stopped (processes ${pids.join(', ')}): end them, then start again.`,
  );
}

function endAll(marks: ProcessMark[], signal: NodeJS.Signals): void {
  for (const mark of marks.filter(isSameProcess)) process.kill(mark.pid, signal);
}

async function areGoneWithin(marks: ProcessMark[], milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (marks.some(isSameProcess)) {
    if (Date.now() > deadline) return false;
    await delay(50);
  }
  return true;
}
