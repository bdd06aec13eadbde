import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import { deflateRawSync } from 'node:zlib';
import { type AuditSigner, createAuditSigner } from '../../src/audit/auditKeys';
import { projectRoot } from '../../src/projectRoot';

export type Files = Record<string, string>;

export const signer: AuditSigner = createAuditSigner([{ kid: 'test', secret: Buffer.alloc(32, 7) }]);

export interface Verdict {
  code: number | null;
  problem?: { code: string; seq: number | null; message: string };
  message?: string;
  events?: number;
  erased?: number;
}

const verifier = path.join(projectRoot(), 'verifier', 'verify.mjs');

/** Runs the verifier as whoever gets a bundle does. */
export function verifyAsGiven(...args: string[]): Promise<Verdict> {
  const child = spawn(process.execPath, [verifier, ...args, '--json'], { cwd: '/' });
  return verdictOf(child, (ended, failed) => child.once('close', ended).once('error', failed));
}

/** Runs the verifier in a thread of its own, by the same arguments and exit codes: that takes half as long as a process. */
export function verify(...args: string[]): Promise<Verdict> {
  const options = { argv: [...args, '--json'], stdin: true, stdout: true, stderr: true, env: {}, execArgv: [] };
  const thread = new Worker(verifier, options);
  return verdictOf(thread, (ended, failed) => thread.once('exit', ended).once('error', failed));
}

async function verdictOf(
  { stdin, stdout, stderr }: { stdin: Writable | null; stdout: Readable; stderr: Readable },
  atEnd: (ended: (code: number | null) => void, failed: (error: Error) => void) => void,
): Promise<Verdict> {
  stdin?.end();
  const [out, , code] = await Promise.all([text(stdout), text(stderr), new Promise<number | null>(atEnd)]);
  return { code, ...(out === '' ? {} : JSON.parse(out)) };
}

/** A new folder with these files. */
export function folderOf(files: Files, below: string): string {
  mkdirSync(below, { recursive: true });
  const folder = mkdtempSync(path.join(below, 'bundle-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  return folder;
}

/** The files with a signed manifest beside them. */
export function withManifest(files: Files): Files {
  const listed = Object.entries(files).map(([name, content]) => ({
    path: name,
    sha256: createHash('sha256').update(content).digest('hex'),
  }));
  return { ...files, 'manifest.json': JSON.stringify(signer.sign('forvarsel bundle manifest 1', { files: listed })) };
}

/** A zip with these files, deflated; as small as the format allows. */
export function zipOf(files: Files): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(Buffer.from(content));
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt16LE(Buffer.byteLength(name), 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt32LE(offset, 42);
    local.push(head, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, ...directory, end]);
}
