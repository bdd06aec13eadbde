import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isSameProcess, type ProcessMark, processMark } from './processMark';

export class DataDirInUse extends Error {}

/**
 * Takes the DATA_DIR for this process, so that two starts never share one embedded stack. Refuses, naming the process, while another
 * one that lives has it; what a killed process left is taken over. Answers how to give it back.
 */
export function lockDataDir(dataDir: string): { release(): void } {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = path.join(dataDir, 'start.lock');
  const own = `${file}.${process.pid}`;
  writeFileSync(own, JSON.stringify(processMark(process.pid)), { mode: 0o600 });
  try {
    // A link appears with its content at once and never replaces a file: two starts in the same moment cannot both succeed.
    takeFreeOrLeft(own, file, dataDir);
  } finally {
    rmSync(own, { force: true });
  }
  return { release: () => rmSync(file, { force: true }) };
}

function takeFreeOrLeft(own: string, file: string, dataDir: string): void {
  try {
    linkSync(own, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = readHolder(file);
    if (holder !== null && isSameProcess(holder)) {
      throw new DataDirInUse(
        `${dataDir} is in use by another npm start (process ${holder.pid}). Stop that one, or set DATA_DIR to another folder for this one.`,
      );
    }
    rmSync(file, { force: true });
    linkSync(own, file);
  }
}

function readHolder(file: string): ProcessMark | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessMark;
  } catch {
    // Gone in between, or never a lock of ours: nobody can be asked, so nobody holds it.
    return null;
  }
}
