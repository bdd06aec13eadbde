import { spawn } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createAuditSigner } from '../audit/auditKeys';
import { eventLines, headLines } from '../audit/exportChain';
import type { Config } from '../config';
import { connectToMongo } from '../data/connection';
import { createModels } from '../data/models';
import { createRepositories } from '../data/repositories';
import { projectRoot } from '../projectRoot';
import { type CliResult, type ConfigCommand, UsageError } from './cliCommand';

/** Checks the database's own chain, or what was exported of one, with the very file that goes along with every bundle. */
export const verifyCommand: ConfigCommand = {
  name: 'verify',
  summary: 'Check the audit chain of the database, or a bundle, an export or a file of events',
  positionals: [],
  optional: ['folder, zip or jsonl'],
  options: {
    keys: {
      type: 'string',
      value: 'file',
      help: 'the public keys to trust, as /audit-keys.json gives them; for the database those of AUDIT_KEYS',
    },
    heads: { type: 'string', value: 'file', help: 'signed heads kept elsewhere: AUDIT_HEAD_FILE, or the line of a mail' },
  },
  needs: 'config',
  async run(config, { positionals: [source], options, startedIn }) {
    const fileOf = (file: unknown) => (typeof file === 'string' ? path.resolve(startedIn, file) : undefined);
    const given = { keys: fileOf(options.keys), heads: fileOf(options.heads) };
    if (source !== undefined) {
      const asked = (['keys', 'heads'] as const).flatMap((name) => (given[name] ? [`--${name}`, given[name]] : []));
      return verified([path.resolve(startedIn, source), ...asked], null);
    }
    if (!config.mongodbUri) {
      throw new Error(`No npm start runs on ${config.dataDir}. Start one, name its DATA_DIR, set MONGODB_URI, or name a file to check.`);
    }
    return verifyDatabase(config, config.mongodbUri, given);
  },
};

async function verifyDatabase(config: Config, mongodbUri: string, given: { keys?: string; heads?: string }): Promise<CliResult> {
  const elsewhere = given.heads === undefined ? '' : await readGiven(given.heads);
  const connection = await connectToMongo(mongodbUri);
  const folder = await mkdtemp(path.join(tmpdir(), 'forvarsel-verify-'));
  try {
    // Nothing is migrated or numbered on the way: what is checked is what stands there. The heads first: what a worker signs meanwhile is not looked for.
    const data = createRepositories(createModels(connection));
    const [keys, heads] = [given.keys ?? path.join(folder, 'keys.json'), path.join(folder, 'heads.jsonl')];
    if (given.keys === undefined) await writeFile(keys, JSON.stringify({ keys: createAuditSigner(config.auditKeys).publicKeys }));
    await writeFile(heads, headLines(data));
    await appendFile(heads, elsewhere);
    const last = (await data.auditChain.tail())?.value.seq ?? 0;
    const result = await verified(['-', '--keys', keys, '--heads', heads, '--last', String(last)], firstLines(eventLines(data), last));
    const waiting = await data.auditChain.countUnchained();
    if (result.exitCode !== 0 || waiting === 0) return result;
    const line = `${waiting} events of just now have no number yet: a worker gives it to them within a minute.`;
    return { ...result, json: { ...(result.json as object), unnumbered: waiting }, lines: [...result.lines, line] };
  } finally {
    await rm(folder, { recursive: true, force: true });
    await connection.close();
  }
}

async function readGiven(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new UsageError(`There is no file ${file}, which --heads names.`);
  });
}

/** What a worker numbers meanwhile is left out. */
async function* firstLines(lines: AsyncIterable<string>, count: number): AsyncIterable<string> {
  let left = count;
  for await (const line of lines) {
    if (left <= 0) return;
    left -= 1;
    yield line;
  }
}

/** Runs the verifier as anybody would: a process of its own, nothing loaded from the portal. */
async function verified(args: string[], events: AsyncIterable<string> | null): Promise<CliResult> {
  const verifier = path.join(projectRoot(), 'verifier', 'verify.mjs');
  const child = spawn(process.execPath, [verifier, ...args, '--json'], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
  const outputs = Promise.all([text(child.stdout), text(child.stderr)]);
  await pipeline(Readable.from(events ?? []), child.stdin).catch(ignoreEarlyEnd);
  const [exitCode, [out, err]] = [await ended, await outputs];
  if (exitCode === 2) throw new UsageError(err.split('\n', 1)[0] ?? '');
  const json = JSON.parse(out) as { ok: true; message: string } | { ok: false; problem: { message: string } };
  return { exitCode: exitCode === 0 ? 0 : 1, json, lines: [json.ok ? json.message : json.problem.message] };
}

/** It stops reading at the first thing that is wrong. */
function ignoreEarlyEnd(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_PREMATURE_CLOSE' && error.code !== 'ECONNRESET') throw error;
}
