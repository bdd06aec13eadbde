/** The steps every command shares. Plain JavaScript without dependencies: it runs before any are installed. Progress goes to stderr. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const projectRoot = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const inProject = (...parts) => path.join(projectRoot, ...parts);

/** The folders that are compiled into `dist`. */
const BUILT = ['src', 'jobs', 'bench', 'faults'];
const OLDEST_NODE = [20, 19];
const WATCH_MILLISECONDS = 250;
const ORDERLY_STOP_MILLISECONDS = 1500;

/** What ends a command with a sentence instead of a stack trace. */
class CannotGoOn extends Error {}

/** Runs a command's steps; a problem that a person can solve ends it with that one sentence as its last line and exit code 1. */
export async function runCommand(steps) {
  try {
    await steps();
  } catch (error) {
    console.error(error instanceof CannotGoOn ? error.message : error);
    process.exit(1);
  }
}

/**
 * Node new enough, dependencies as in the lock file, and `dist` as in the sources: `built` makes it so or ends the command, `attempted`
 * leaves it to the command to tell what does not compile, `none` leaves `dist` alone.
 */
export async function prepare({ build: wish = 'built' } = {}) {
  checkNode();
  watchParent();
  // A production image brings what it needs: built files, and no compiler to build them again.
  if (existsSync(inProject('dist', 'src')) && existsSync(inProject('node_modules')) && !existsSync(inProject('node_modules', 'typescript')))
    return;
  await alone(async () => {
    await install();
    if (wish !== 'none') await build({ mustCompile: wish === 'built' });
  });
}

/** Hands this process over to a built entry point (its path below `dist`), as if node had been started with it. */
export function become(entry, args) {
  const file = inProject('dist', `${entry}.js`);
  if (!existsSync(file)) throw new CannotGoOn(`There is no built ${entry}: ${file} is missing. Run npm run build, and see what it says.`);
  process.argv = [process.execPath, file, ...args];
  Module.runMain();
}

/** Runs a tool of the project to its end and answers its exit code. What it prints is shown as it comes. */
export function runTool(name, args) {
  return run(process.execPath, [binOf(name), ...args], 'inherit');
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new CannotGoOn(
    `Forvarsel needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.version}. Install a newer one, then run the same command again.`,
  );
}

/**
 * npm can be killed in a way that it cannot pass on. A process that it started notices that its parent is another one now, and stops:
 * in good order if that takes no longer than a moment, else at once (the guardian then stops the servers).
 */
function watchParent() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    setTimeout(() => process.exit(1), ORDERLY_STOP_MILLISECONDS);
    process.kill(process.pid, 'SIGTERM');
  }, WATCH_MILLISECONDS);
  watch.unref();
}

async function install() {
  const lockText = readFileSync(inProject('package-lock.json'), 'utf8');
  const stamp = inProject('node_modules', '.forvarsel-installed');
  const wanted = `${createHash('sha256').update(lockText).digest('hex')} ${process.platform}-${process.arch}\n`;
  const present = existsSync(stamp) ? readFileSync(stamp, 'utf8') : null;
  if (present === wanted) return;
  if (present === null && matchesLock(JSON.parse(lockText))) {
    writeFileSync(stamp, wanted);
    return;
  }
  console.error('Installing dependencies (npm ci) …');
  const npm = npmCommand();
  // Everything is needed to build, whatever NODE_ENV says; no package of ours needs its install script.
  const args = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = await run(npm.command, [...npm.args, ...args], 'stderr');
  if (code !== 0) {
    throw new CannotGoOn(
      `The dependencies could not be installed: npm ci ended with code ${code} (its own words are above). It needs a package registry: check the network and npm config get registry, then run the same command again.`,
    );
  }
  writeFileSync(stamp, wanted);
}

/** Whether somebody has already installed exactly this lock file, by npm's own record of what it put there. */
function matchesLock(lock) {
  const recordFile = inProject('node_modules', '.package-lock.json');
  if (!existsSync(recordFile)) return false;
  const record = JSON.parse(readFileSync(recordFile, 'utf8')).packages;
  return Object.entries(lock.packages).every(
    ([place, wanted]) => place === '' || wanted.optional || wanted.devOptional || wanted.peer || record[place]?.version === wanted.version,
  );
}

function npmCommand() {
  const own = process.env.npm_execpath;
  return own?.endsWith('npm-cli.js') ? { command: process.execPath, args: [own] } : { command: 'npm', args: [] };
}

async function build({ mustCompile }) {
  const removed = BUILT.reduce((sum, folder) => sum + removeOrphans(inProject('dist', folder), inProject(folder)), 0);
  const stamp = inProject('dist', '.built');
  if (removed === 0 && existsSync(stamp) && newestSource() < statSync(stamp).mtimeMs) return;
  const startedAt = new Date();
  // Translating each file by itself takes seconds, following what it imports twice as many, checking the types a minute: that is for npm run check, not for
  // somebody who waits for a start.
  const code = await run(
    process.execPath,
    [binOf('tsc'), '-p', inProject('tsconfig.build.json'), '--noCheck', '--noResolve', '--isolatedModules', '--types', ''],
    mustCompile ? 'stderr' : 'nowhere',
  );
  if (code === 0) {
    writeFileSync(stamp, '');
    // What was saved while the compiler ran is newer than this build.
    utimesSync(stamp, startedAt, startedAt);
  } else {
    rmSync(stamp, { force: true });
    if (mustCompile) throw new CannotGoOn('The sources do not compile; what is wrong is above. npm run check tells more.');
  }
}

/** When the youngest of all that goes into `dist` was changed, in milliseconds. */
function newestSource() {
  const files = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json'].map((name) => inProject(name));
  for (const folder of BUILT) {
    for (const entry of readdirSync(inProject(folder), { withFileTypes: true, recursive: true })) {
      if (entry.isFile()) files.push(path.join(entry.parentPath ?? entry.path, entry.name));
    }
  }
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}

/** The compiler never deletes: a file whose source is gone would still be found and run. */
function removeOrphans(built, source) {
  if (!existsSync(built)) return 0;
  let removed = 0;
  for (const entry of readdirSync(built, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.js')) continue;
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    const origin = path.join(source, path.relative(built, file)).replace(/\.js$/, '.ts');
    if (existsSync(origin)) continue;
    rmSync(file);
    rmSync(`${file}.map`, { force: true });
    removed += 1;
  }
  return removed;
}

/** Two commands started together in a fresh clone must not install into the same folder at once. */
async function alone(work) {
  const lock = inProject('.data', 'bootstrap.lock');
  mkdirSync(path.dirname(lock), { recursive: true });
  let said = false;
  while (!takeLock(lock)) {
    if (!said) console.error('Another npm start or npm test is installing or building; waiting for it …');
    said = true;
    await delay(300);
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function takeLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (holderLives(lock)) return false;
  rmSync(lock, { force: true });
  return false;
}

function holderLives(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    // An empty file is being written this very moment.
    if (pid > 0) process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function binOf(name) {
  const packages = { tsc: 'typescript', biome: '@biomejs/biome', depcruise: 'dependency-cruiser', knip: 'knip' };
  const folder = inProject('node_modules', packages[name]);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return path.join(folder, typeof bin === 'string' ? bin : bin[name]);
}

/** Never with our stdin: nothing here may ask. */
function run(command, args, output) {
  const stdio = { stderr: ['ignore', 2, 2], inherit: ['ignore', 'inherit', 'inherit'], nowhere: ['ignore', 'ignore', 'ignore'] }[output];
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: projectRoot, stdio });
    const endWithUs = () => child.kill('SIGKILL');
    process.once('exit', endWithUs);
    child.once('error', (error) => reject(new CannotGoOn(`${command} could not be started: ${error.message}`)));
    child.once('exit', (code, signal) => {
      process.off('exit', endWithUs);
      resolve(code ?? `signal ${signal}`);
    });
  });
}
