import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { connectToMongo, transactionsOn } from '../../src/data/connection';
import { isPortFree } from '../../src/embedded/ports';
import { isSameProcess, type ProcessMark } from '../../src/embedded/processMark';
import { type EmbeddedStack, type EmbeddedStackOptions, startEmbeddedStack } from '../../src/embedded/startEmbeddedStack';
import { projectRoot } from '../../src/projectRoot';
import { spawnTypeScript } from '../support/spawnTypeScript';

const binDir = path.join(projectRoot(), '.data', 'bin');
const fixture = path.join(__dirname, 'fixtures', 'runStack.ts');
const silent = (): void => {};

type Urls = { mongodbUri: string; redisUrl: string };
type Started = Urls & { pids: number[] };
type Elsewhere = Started & { kill(): Promise<void> };

/** Servers that nobody has to start. */
const given = { mongodbUri: 'mongodb://given.example', redisUrl: 'redis://given.example' };

function marksIn(dataDir: string): ProcessMark[] {
  return JSON.parse(readFileSync(path.join(dataDir, 'servers.json'), 'utf8')) as ProcessMark[];
}

/** Waits on the state itself; the test's own time limit ends it when the state never comes. */
async function untilGone(marks: ProcessMark[]): Promise<void> {
  while (marks.some(isSameProcess)) await delay(20);
}

async function occupy(port: number): Promise<net.Server> {
  const server = net.createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

describe('startEmbeddedStack', () => {
  // A start costs seconds of processor time, so each test goes on where the one before it left off.
  let dataDir: string;
  let here: EmbeddedStack | null = null;
  let elsewhere: Elsewhere | null = null;
  const others: { folder: string; stack?: EmbeddedStack }[] = [];

  beforeAll(() => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'forvarsel-stack-'));
  });
  afterEach(async () => {
    for (const { folder, stack } of others.splice(0)) {
      await stack?.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
  afterAll(async () => {
    await stopped();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** A DATA_DIR beside the one that is shared, where nothing was started yet. */
  function anotherDataDir(): { folder: string; start(options: Partial<EmbeddedStackOptions>): Promise<EmbeddedStack> } {
    const other: (typeof others)[number] = { folder: mkdtempSync(path.join(os.tmpdir(), 'forvarsel-stack-')) };
    others.push(other);
    return {
      folder: other.folder,
      async start(options) {
        other.stack = await startEmbeddedStack({ dataDir: other.folder, binDir, log: silent, ...options });
        return other.stack;
      },
    };
  }

  async function start(): Promise<EmbeddedStack> {
    here = await startEmbeddedStack({ dataDir, binDir, log: silent });
    return here;
  }

  async function startElsewhere(): Promise<Elsewhere> {
    const { child, ended, nextMessage } = spawnTypeScript(fixture, [dataDir]);
    elsewhere = {
      ...(await nextMessage<Started>()),
      async kill() {
        child.kill('SIGKILL');
        await ended;
        elsewhere = null;
      },
    };
    return elsewhere;
  }

  async function stopped(): Promise<void> {
    await here?.stop();
    here = null;
    await elsewhere?.kill();
  }

  /** The stack that runs in this process. */
  async function runningHere(): Promise<EmbeddedStack> {
    if (here) return here;
    await stopped();
    return start();
  }

  /** The stack of another process, which can be killed. */
  async function runningElsewhere(): Promise<Elsewhere> {
    if (elsewhere) return elsewhere;
    await stopped();
    return startElsewhere();
  }

  async function write(stack: Urls, name: string): Promise<void> {
    const mongo = await connectToMongo(stack.mongodbUri);
    await transactionsOn(mongo)(async (session) => {
      await mongo.collection('things').insertOne({ name }, { session });
    });
    await mongo.close();
    const redis = new Redis(stack.redisUrl);
    await redis.set(name, 'written');
    await redis.quit();
  }

  /** Where `name` is found. */
  async function read(stack: Urls, name: string): Promise<{ mongo: number; redis: string | null }> {
    const mongo = await connectToMongo(stack.mongodbUri);
    const found = await mongo.collection('things').countDocuments({ name });
    await mongo.close();
    const redis = new Redis(stack.redisUrl);
    const value = await redis.get(name);
    await redis.quit();
    return { mongo: found, redis: value };
  }
  const there = { mongo: 1, redis: 'written' };

  test('a second start on the same DATA_DIR: refused with the process that has it, which runs on', async () => {
    const first = await runningHere();
    await expect(startEmbeddedStack({ dataDir, binDir, log: silent })).rejects.toThrow(
      `${dataDir} is in use by another npm start (process ${process.pid}). Stop that one, or set DATA_DIR to another folder for this one.`,
    );
    await write(first, 'alive');
  });

  test('stopped and started again: the data and the ports are the same, and nothing ran in between', async () => {
    const first = await runningHere();
    await write(first, 'kept');
    const marks = marksIn(dataDir);
    await stopped();
    expect(marks.filter(isSameProcess)).toEqual([]);
    expect(existsSync(path.join(dataDir, 'start.lock'))).toBe(false);
    const second = await start();
    expect(second.mongodbUri).toBe(first.mongodbUri);
    expect(second.redisUrl).toBe(first.redisUrl);
    expect(await read(second, 'kept')).toEqual(there);
  });

  test('started again while others have taken both ports: the replica set is reconfigured and the data are there', async () => {
    const first = await runningHere();
    await write(first, 'kept on other ports');
    await stopped();
    const ports = [first.mongodbUri, first.redisUrl].map((url) => Number(new URL(url).port));
    const others = await Promise.all(ports.map(occupy));
    const second = await startElsewhere();
    expect(second.mongodbUri).not.toBe(first.mongodbUri);
    expect(second.redisUrl).not.toBe(first.redisUrl);
    expect(await read(second, 'kept on other ports')).toEqual(there);
    await write(second, 'more');
    for (const other of others) other.close();
  });

  test('killed with -9: the servers go, and the next start has what was committed', async () => {
    const started = await runningElsewhere();
    await write(started, 'committed');
    const marks = marksIn(dataDir);
    expect(marks.map((mark) => mark.pid)).toEqual(started.pids);
    expect(marks.filter(isSameProcess)).toHaveLength(3);
    await started.kill();
    await untilGone(marks);
    for (const url of [started.mongodbUri, started.redisUrl]) expect(await isPortFree(Number(new URL(url).port))).toBe(true);
    expect(await read(await startElsewhere(), 'committed')).toEqual(there);
  });

  test('killed with -9 together with the guardian: the servers go as well, or the next start ends them', async () => {
    const started = await runningElsewhere();
    await write(started, 'committed without a guardian');
    const marks = marksIn(dataDir);
    process.kill(started.pids[0] ?? 0, 'SIGKILL');
    await started.kill();
    expect(await read(await startElsewhere(), 'committed without a guardian')).toEqual(there);
    expect(marks.filter(isSameProcess)).toEqual([]);
  });

  test('started right after a kill -9: it waits for the servers of the killed one', async () => {
    const started = await runningElsewhere();
    await started.kill();
    const second = await start();
    await write(second, 'new');
    expect(second.mongodbUri).toBe(started.mongodbUri);
  });

  test('a lock whose pid now belongs to another process: taken over', async () => {
    const other = anotherDataDir();
    writeFileSync(path.join(other.folder, 'start.lock'), JSON.stringify({ pid: process.pid, startedAt: '1' }));
    await other.start(given);
  });

  test('servers that were given are handed on, and none is started', async () => {
    const other = anotherDataDir();
    const stack = await other.start(given);
    expect(stack).toMatchObject(given);
    expect(marksIn(other.folder)).toHaveLength(1);
  });

  test('a server that ends by itself is told to the one who started it, a wanted stop is not', async () => {
    const other = anotherDataDir();
    const lost: string[] = [];
    await new Promise<void>((resolve) => {
      const onServerLost = (message: string): void => {
        lost.push(message);
        resolve();
      };
      other.start({ mongodbUri: given.mongodbUri, onServerLost }).then(() => process.kill(marksIn(other.folder)[1]?.pid ?? 0, 'SIGKILL'));
    });
    expect(lost).toEqual([`Redis ended unexpectedly (SIGKILL). Its log is under ${other.folder}.`]);
  });
});
