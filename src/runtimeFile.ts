import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { isSameProcess, processMark } from './embedded/processMark';

/** Where a running `npm start` is to be found. */
export type Runtime = { pid: number; mongodbUri: string; redisUrl: string; baseUrl: string };

const runtimeFile = z.object({
  pid: z.number(),
  startedAt: z.string().nullable(),
  mongodbUri: z.string(),
  redisUrl: z.string(),
  baseUrl: z.string(),
});

/** Tells other processes on this machine where this one's servers are; only its owner can read it. */
export function writeRuntimeFile(dataDir: string, { mongodbUri, redisUrl, baseUrl }: Omit<Runtime, 'pid'>): void {
  const file = fileIn(dataDir);
  const content = { ...processMark(process.pid), mongodbUri, redisUrl, baseUrl };
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function removeRuntimeFile(dataDir: string): void {
  rmSync(fileIn(dataDir), { force: true });
}

/** The `npm start` that runs on this DATA_DIR now, or null. What a killed one left behind counts as none. */
export function readRuntimeFile(dataDir: string): Runtime | null {
  let text: string;
  try {
    text = readFileSync(fileIn(dataDir), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const { startedAt, ...runtime } = runtimeFile.parse(JSON.parse(text));
  return isSameProcess({ pid: runtime.pid, startedAt }) ? runtime : null;
}

function fileIn(dataDir: string): string {
  return path.join(dataDir, 'runtime.json');
}
