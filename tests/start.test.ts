import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isSameProcess, type ProcessMark } from '../src/embedded/processMark';
import { projectRoot } from '../src/projectRoot';
import { readRuntimeFile } from '../src/runtimeFile';

type Run = { child: ChildProcess; output(): string; ended: Promise<{ code: number | null; signal: string | null }> };

describe('npm start', () => {
  let dataDir: string;
  const runs: Run[] = [];
  const dataDirs: string[] = [];
  function takeEmptyDataDir(): void {
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'forvarsel-start-'));
    dataDirs.push(dataDir);
  }

  beforeAll(takeEmptyDataDir);
  afterEach(async () => {
    for (const run of runs.splice(0)) {
      run.child.kill('SIGTERM');
      await run.ended;
    }
  });
  afterAll(() => {
    for (const folder of dataDirs) rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });

  function npmStart(env: Record<string, string> = {}): Run {
    const child = spawn('npm', ['start'], {
      cwd: projectRoot(),
      env: { ...process.env, NODE_ENV: 'development', DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, as a terminal gives it: Ctrl-C is a signal to the group.
      detached: true,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
      });
    }
    const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
      child.once('exit', (code, signal) => resolve({ code, signal }));
    });
    const run = { child, output: () => output, ended };
    runs.push(run);
    return run;
  }

  async function ready(run: Run): Promise<void> {
    let ended = false;
    run.ended.then(() => {
      ended = true;
    });
    while (!run.output().includes('Ctrl-C')) {
      if (ended) throw new Error(`npm start ended before it was ready:\n${run.output()}`);
      await delay(50);
    }
  }

  const servers = (): ProcessMark[] => JSON.parse(readFileSync(path.join(dataDir, 'servers.json'), 'utf8')) as ProcessMark[];
  const starter = (): ProcessMark => JSON.parse(readFileSync(path.join(dataDir, 'runtime.json'), 'utf8')) as ProcessMark;
  async function untilGone(marks: ProcessMark[]): Promise<void> {
    while (marks.some(isSameProcess)) await delay(20);
  }

  test('on an empty DATA_DIR: serves, tells where, and Ctrl-C, twice at once, stops all of it cleanly', async () => {
    const run = npmStart();
    await ready(run);
    const runtime = readRuntimeFile(dataDir);
    expect(run.output()).toContain(`Forvarsel is ready: ${runtime?.baseUrl}`);
    expect((await fetch(`${runtime?.baseUrl}/readyz`)).status).toBe(200);
    const marks = [starter(), ...servers()];
    process.kill(-(run.child.pid ?? 0), 'SIGINT');
    process.kill(-(run.child.pid ?? 0), 'SIGINT');
    expect(await run.ended).toEqual({ code: 0, signal: null });
    expect(marks.filter(isSameProcess)).toEqual([]);
    expect(readRuntimeFile(dataDir)).toBeNull();
  }, 120_000);

  test('started again, and only npm is killed with -9: everything below it goes as well', async () => {
    const run = npmStart();
    await ready(run);
    const marks = [starter(), ...servers()];
    expect(marks).toHaveLength(4);
    run.child.kill('SIGKILL');
    await untilGone(marks);
    expect(readRuntimeFile(dataDir)).toBeNull();
  }, 120_000);

  test('a wrong configuration: all of it is listed, exit code 2, and nothing was started', async () => {
    takeEmptyDataDir();
    const run = npmStart({ PORT: 'abc', MAIL_ROUTE: 'pigeon' });
    expect((await run.ended).code).toBe(2);
    expect(run.output()).toContain('PORT must be a whole number from 0 to 65535.');
    expect(run.output()).toContain('MAIL_ROUTE must be one of: direct, relay.');
    expect(() => servers()).toThrow();
  }, 60_000);

  test('a port that is taken: one sentence, exit code 1', async () => {
    takeEmptyDataDir();
    const other = net.createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as net.AddressInfo;
    const run = npmStart({ PORT: String(port) });
    expect((await run.ended).code).toBe(1);
    expect(run.output()).toContain(
      `Port ${port} on 127.0.0.1 is taken: stop what listens there, or set PORT to another one (0: any that is free).`,
    );
    other.close();
  }, 60_000);

  test('runtime.json of a process that is gone counts as none', () => {
    takeEmptyDataDir();
    const file = { pid: 2 ** 22 + 1, startedAt: '1', mongodbUri: 'mongodb://x', redisUrl: 'redis://x', baseUrl: 'http://x' };
    writeFileSync(path.join(dataDir, 'runtime.json'), JSON.stringify(file));
    expect(readRuntimeFile(dataDir)).toBeNull();
  });
});
