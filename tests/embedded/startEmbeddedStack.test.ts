import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { connectToMongo, transactionsOn } from '../../src/data/connection';
import { isPortFree } from '../../src/embedded/ports';
import { isSameProcess, type ProcessMark } from '../../src/embedded/processMark';
import { type EmbeddedStack, startEmbeddedStack } from '../../src/embedded/startEmbeddedStack';
import { projectRoot } from '../../src/projectRoot';
import { spawnTypeScript } from '../support/spawnTypeScript';

const binDir = path.join(projectRoot(), '.data', 'bin');
const fixture = path.join(__dirname, 'fixtures', 'runStack.ts');
const silent = (): void => {};

type Started = { mongodbUri: string; redisUrl: string; pids: number[] };

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
  let dataDir: string;
  let stacks: EmbeddedStack[];
  const start = async (options: { mongodbUri?: string; redisUrl?: string } = {}): Promise<EmbeddedStack> => {
    const stack = await startEmbeddedStack({ dataDir, binDir, log: silent, ...options });
    stacks.push(stack);
    return stack;
  };

  beforeEach(() => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'forvarsel-stack-'));
    stacks = [];
  });
  afterEach(async () => {
    for (const stack of stacks) await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function write(stack: EmbeddedStack, name: string): Promise<void> {
    const mongo = await connectToMongo(stack.mongodbUri);
    await transactionsOn(mongo)(async (session) => {
      await mongo.collection('things').insertOne({ name }, { session });
    });
    await mongo.close();
    const redis = new Redis(stack.redisUrl);
    await redis.set('name', name);
    await redis.quit();
  }

  async function read(stack: EmbeddedStack): Promise<{ mongo: unknown[]; redis: string | null }> {
    const mongo = await connectToMongo(stack.mongodbUri);
    const found = await mongo.collection('things').distinct('name');
    await mongo.close();
    const redis = new Redis(stack.redisUrl);
    const value = await redis.get('name');
    await redis.quit();
    return { mongo: found, redis: value };
  }

  test('stopped and started again: the data and the ports are the same, and nothing ran in between', async () => {
    const first = await start();
    await write(first, 'kept');
    const marks = marksIn(dataDir);
    await first.stop();
    stacks = [];
    expect(marks.filter(isSameProcess)).toEqual([]);
    expect(existsSync(path.join(dataDir, 'start.lock'))).toBe(false);
    const second = await start();
    expect(second.mongodbUri).toBe(first.mongodbUri);
    expect(second.redisUrl).toBe(first.redisUrl);
    expect(await read(second)).toEqual({ mongo: ['kept'], redis: 'kept' });
  });

  test('started again while others have taken both ports: the replica set is reconfigured and the data are there', async () => {
    const first = await start();
    await write(first, 'kept');
    await first.stop();
    stacks = [];
    const ports = [first.mongodbUri, first.redisUrl].map((url) => Number(new URL(url).port));
    const others = await Promise.all(ports.map(occupy));
    const second = await start();
    expect(second.mongodbUri).not.toBe(first.mongodbUri);
    expect(second.redisUrl).not.toBe(first.redisUrl);
    expect(await read(second)).toEqual({ mongo: ['kept'], redis: 'kept' });
    await write(second, 'more');
    for (const other of others) other.close();
  });

  test('killed with -9: the servers go, and the next start has what was committed', async () => {
    const child = spawnTypeScript(fixture, [dataDir]);
    const started = await child.nextMessage<Started>();
    await write({ ...started, stop: async () => {} }, 'committed');
    const marks = marksIn(dataDir);
    expect(marks.map((mark) => mark.pid)).toEqual(started.pids);
    expect(marks.filter(isSameProcess)).toHaveLength(3);
    child.child.kill('SIGKILL');
    await child.ended;
    await untilGone(marks);
    for (const url of [started.mongodbUri, started.redisUrl]) expect(await isPortFree(Number(new URL(url).port))).toBe(true);
    expect(await read(await start())).toEqual({ mongo: ['committed'], redis: 'committed' });
  });

  test('killed with -9 together with the guardian: the servers go as well, or the next start ends them', async () => {
    const child = spawnTypeScript(fixture, [dataDir]);
    const started = await child.nextMessage<Started>();
    await write({ ...started, stop: async () => {} }, 'committed');
    const marks = marksIn(dataDir);
    process.kill(started.pids[0] ?? 0, 'SIGKILL');
    child.child.kill('SIGKILL');
    await child.ended;
    expect(await read(await start())).toEqual({ mongo: ['committed'], redis: 'committed' });
    expect(marks.filter(isSameProcess)).toEqual([]);
  });

  test('started right after a kill -9: it waits for the servers of the killed one', async () => {
    const child = spawnTypeScript(fixture, [dataDir]);
    const started = await child.nextMessage<Started>();
    child.child.kill('SIGKILL');
    await child.ended;
    const second = await start();
    await write(second, 'new');
    expect(second.mongodbUri).toBe(started.mongodbUri);
  });

  test('a second start on the same DATA_DIR: refused with the process that has it, which runs on', async () => {
    const first = await start();
    await expect(startEmbeddedStack({ dataDir, binDir, log: silent })).rejects.toThrow(
      `${dataDir} is in use by another npm start (process ${process.pid}). Stop that one, or set DATA_DIR to another folder for this one.`,
    );
    await write(first, 'alive');
  });

  test('a lock whose pid now belongs to another process: taken over', async () => {
    writeFileSync(path.join(dataDir, 'start.lock'), JSON.stringify({ pid: process.pid, startedAt: '1' }));
    await start({ mongodbUri: 'mongodb://given.example', redisUrl: 'redis://given.example' });
  });

  test('servers that were given are handed on, and none is started', async () => {
    const stack = await start({ mongodbUri: 'mongodb://given.example', redisUrl: 'redis://given.example' });
    expect(stack).toMatchObject({ mongodbUri: 'mongodb://given.example', redisUrl: 'redis://given.example' });
    expect(marksIn(dataDir)).toHaveLength(1);
  });

  test('a server that ends by itself is told to the one who started it, a wanted stop is not', async () => {
    const lost: string[] = [];
    const told = new Promise<void>((resolve) => {
      startEmbeddedStack({
        dataDir,
        binDir,
        mongodbUri: 'mongodb://given.example',
        log: silent,
        onServerLost: (message) => {
          lost.push(message);
          resolve();
        },
      }).then((stack) => {
        stacks.push(stack);
        process.kill(marksIn(dataDir)[1]?.pid ?? 0, 'SIGKILL');
      });
    });
    await told;
    expect(lost).toEqual([`Redis ended unexpectedly (SIGKILL). Its log is under ${dataDir}.`]);
  });
});
