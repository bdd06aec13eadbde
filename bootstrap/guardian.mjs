/**
 * The guardian: a small process of its own that runs the embedded servers for its parent and stops them when the parent is gone.
 *
 * The parent may be killed with -9, and then nothing of it can clean up. The operating system closes its end of our stdin in every
 * case, so the end of stdin is the sign to stop everything. The guardian starts the servers itself, because a parent killed between
 * starting a server and telling its pid would leave one behind.
 *
 * It speaks JSON lines. Commands on stdin: spawn {id, command, args, logFile}, stop {id, graceMilliseconds}, removeAtEnd {path}.
 * Reports on stdout: spawned {id, pid}, failed {id, message}, exited {id, code, signal}.
 */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

const GRACE_AFTER_PARENT_MILLISECONDS = 2500;

/** Servers that run now: id → child process. */
const running = new Map();
const removeAtEnd = [];
let ending = false;

// A terminal sends Ctrl-C and hang-up to everyone it knows; only the end of stdin counts here.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
process.stdout.on('error', () => {});

/** Linux can tell a child that its parent died, which covers a guardian that is killed together with its parent. */
const tieToParent =
  process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true']).status === 0
    ? ['setpriv', '--pdeathsig', 'TERM']
    : [];

function report(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function startServer({ id, command, args, logFile }) {
  const log = openSync(logFile, 'w', 0o600);
  const [program, ...rest] = [...tieToParent, command, ...args];
  const child = spawn(program, rest, { stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  child.once('spawn', () => {
    running.set(id, child);
    report({ type: 'spawned', id, pid: child.pid });
    if (ending) stopServer(child, GRACE_AFTER_PARENT_MILLISECONDS);
  });
  child.once('error', (error) => report({ type: 'failed', id, message: error.message }));
  child.once('exit', (code, signal) => {
    running.delete(id);
    report({ type: 'exited', id, code, signal });
    if (ending) finishWhenAlone();
  });
}

function stopServer(child, graceMilliseconds) {
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), graceMilliseconds);
  child.once('exit', () => clearTimeout(force));
}

function finishWhenAlone() {
  if (running.size > 0) return;
  for (const path of removeAtEnd) rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  process.exit(0);
}

const handlers = {
  spawn: startServer,
  stop: ({ id, graceMilliseconds }) => {
    const child = running.get(id);
    if (child) stopServer(child, graceMilliseconds);
  },
  removeAtEnd: ({ path }) => removeAtEnd.push(path),
};

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const command = JSON.parse(line);
  handlers[command.type](command);
});
lines.once('close', () => {
  ending = true;
  for (const child of running.values()) stopServer(child, GRACE_AFTER_PARENT_MILLISECONDS);
  finishWhenAlone();
});
