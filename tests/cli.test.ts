import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { runCli } from '../src/cli/runCli';
import { projectRoot } from '../src/projectRoot';
import { removeRuntimeFile, writeRuntimeFile } from '../src/runtimeFile';
import { authenticateKey } from '../src/workflows/accounts/authenticateKey';
import { signIn } from '../src/workflows/accounts/signIn';
import { resultOf } from './support/registry';
import { createTestbed, type Testbed } from './support/testbed';

let testbed: Testbed;
let folder: string;

beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-03-10T09:00:00Z' });
  folder = mkdtempSync(path.join(tmpdir(), 'forvarsel-cli-'));
});
afterAll(async () => {
  await testbed.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** The environment that the command line is given: the testbed's servers, unless `env` says otherwise. */
function environment(env?: Record<string, string>): Record<string, string> {
  const { mongodbUri = '', redisUrl = '', redisPrefix } = testbed.dependencies.config;
  return { DATA_DIR: folder, REDIS_PREFIX: redisPrefix, LOG_LEVEL: 'error', ...(env ?? { MONGODB_URI: mongodbUri, REDIS_URL: redisUrl }) };
}

/** Runs the command line here: a process for each call would take most of a second. */
async function cli(args: string[], { input = '', env }: { input?: string; env?: Record<string, string> } = {}): Promise<Ended> {
  const ended: Ended = { code: null, out: '', err: '' };
  ended.code = await runCli(args, {
    env: environment(env),
    startedIn: folder,
    readStandardInput: async () => input,
    out: (line) => {
      ended.out += `${line}\n`;
    },
    err: (line) => {
      ended.err += `${line}\n`;
    },
  });
  return ended;
}

/** The same in a process of its own. */
async function cliProcess(args: string[], input: string): Promise<Ended> {
  const register = path.join(projectRoot(), 'tests', 'support', 'registerTypeScript.cjs');
  const child = spawn(process.execPath, ['-r', register, path.join(projectRoot(), 'src', 'cli.ts'), ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...environment() },
  });
  child.stdin.end(input);
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err] = await Promise.all([buffer(child.stdout), buffer(child.stderr)]);
  return { code: await code, out: out.toString(), err: err.toString() };
}

const header = 'controller;organisationNumber;agreement;preset;services;signedOn;contactEmail;contactName;locale';

function csvFile(name: string, row: string): string {
  writeFileSync(path.join(folder, name), `${header}\n${row}\n`);
  return name;
}

describe('import', () => {
  const row = 'Nordvik kommune;310112348;CLI-1;videonor;videomote;2024-02-01;personvern@nordvik-kommune.example;;nb';

  test('tried dry, done, and done again tells what it counted, and stores it once', async () => {
    const file = csvFile('good.csv', row);
    const dry = await cli(['import', file, '--dry-run', '--json']);
    expect({ code: dry.code, answer: JSON.parse(dry.out) }).toEqual({
      code: 0,
      answer: { dryRun: true, rows: 1, added: 1, changed: 0, unchanged: 0, errors: [] },
    });
    expect(await testbed.dependencies.data.agreements.findByReference('CLI-1')).toBeNull();
    expect(await cli(['import', file])).toEqual({
      code: 0,
      out: 'Imported 1 rows: 1 agreements added, 0 changed, 0 unchanged.\n',
      err: '',
    });
    // The demo clock of the database is legal time here, too.
    expect((await testbed.dependencies.data.agreements.findByReference('CLI-1'))?.createdAt).toEqual(await testbed.now());
    expect(JSON.parse((await cli(['import', file, '--json'])).out)).toMatchObject({ added: 0, unchanged: 1 });
  });

  test('of a file with an error ends with 1, names row and column, and imports nothing', async () => {
    const file = csvFile('bad.csv', row.replace('CLI-1', 'CLI-2').replace('2024-02-01', '2024-02-30'));
    const told = await cli(['import', file]);
    expect(told).toMatchObject({ code: 1, out: '' });
    expect(told.err).toContain('row 2, signedOn: Is not a date.');
    const asJson = await cli(['import', file, '--json']);
    expect({ code: asJson.code, errors: JSON.parse(asJson.out).errors }).toMatchObject({
      code: 1,
      errors: [{ row: 2, column: 'signedOn', code: 'invalid-date' }],
    });
    expect(await testbed.dependencies.data.agreements.findByReference('CLI-2')).toBeNull();
  });

  test('of a file that is not there is wrong use', async () => {
    expect(await cli(['import', 'nowhere.csv'])).toEqual({ code: 2, out: '', err: 'nowhere.csv cannot be read: ENOENT.\n' });
  });
});

describe('user', () => {
  const add = ['user', 'add', '--email', 'Drift@forvarsel.example', '--name', 'Driften', '--role', 'admin'];

  test('add makes a password that signs in, list shows the user, and a second one of the address is refused', async () => {
    const added = await cli([...add, '--json']);
    expect(added.code).toBe(0);
    const { id, password } = JSON.parse(added.out);
    const signedIn = resultOf(await signIn(testbed.context, { email: 'drift@forvarsel.example', password, now: await testbed.now() }));
    expect(signedIn).toMatchObject({ _id: id, role: 'admin' });
    expect((await cli(['user', 'list'])).out).toContain('drift@forvarsel.example\tadmin\tDriften');
    const again = await cli(add);
    expect(again.code).toBe(1);
    expect(again.err).toContain('Another user has this address.');
    const events = await testbed.dependencies.data.auditEvents.list({ limit: 100 });
    expect(events.find(({ type }) => type === 'user.added')).toMatchObject({
      subject: { id },
      facts: { role: 'admin' },
      actor: { via: 'cli' },
    });
  });

  test('set-password, in a process of its own, takes the password from standard input, and one that is too short is refused', async () => {
    const command = ['user', 'set-password', '--email', 'drift@forvarsel.example', '--password-stdin'];
    expect(await cliProcess(command, 'et nytt langt passord\n')).toEqual({
      code: 0,
      out: 'Set the password of drift@forvarsel.example.\n',
      err: '',
    });
    const answer = await signIn(testbed.context, {
      email: 'drift@forvarsel.example',
      password: 'et nytt langt passord',
      now: await testbed.now(),
    });
    expect(answer.ok).toBe(true);
    const short = await cli(command, { input: 'kort\n' });
    expect(short).toMatchObject({ code: 1, out: '' });
    expect(short.err).toContain('at least 12 characters');
    const nobody = await cli(['user', 'set-password', '--email', 'ingen@forvarsel.example', '--json']);
    expect({ code: nobody.code, error: JSON.parse(nobody.out).error.code }).toEqual({ code: 1, error: 'not-found' });
  });

  test('add with a wrong role or without a name is refused', async () => {
    expect((await cli(['user', 'add', '--email', 'a@b.example', '--name', 'A', '--role', 'system'])).code).toBe(1);
    expect(await cli(['user', 'add', '--email', 'a@b.example'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('Missing: --name, --role.'),
    });
  });
});

describe('key', () => {
  test('create shows a key that opens the API until it is revoked', async () => {
    const created = JSON.parse((await cli(['key', 'create', '--label', 'Saksbehandling', '--role', 'system', '--json'])).out);
    const holder = () => authenticateKey(testbed.context, { bearer: created.bearer, demoApiKeys: [] });
    expect(await holder()).toMatchObject({ role: 'system', personId: created.id, via: 'key' });
    const listed = await cli(['key', 'list', '--json']);
    expect(JSON.parse(listed.out).items).toMatchObject([{ id: created.id, label: 'Saksbehandling', revokedAt: null }]);
    expect(listed.out).not.toContain(created.bearer.split('.')[1]);
    expect((await cli(['key', 'revoke', created.id])).code).toBe(0);
    expect(await holder()).toBeNull();
    expect(await cli(['key', 'revoke', created.id])).toMatchObject({ code: 1, err: 'The key was revoked already.\n' });
  });

  test('create for a user acts as that user; for nobody it is refused', async () => {
    const dpo = await testbed.dependencies.data.accounts.findUserByEmail('dpo@forvarsel.example');
    const made = JSON.parse(
      (await cli(['key', 'create', '--label', 'Mitt', '--role', 'dpo', '--user', 'dpo@forvarsel.example', '--json'])).out,
    );
    expect(await authenticateKey(testbed.context, { bearer: made.bearer, demoApiKeys: [] })).toMatchObject({
      personId: dpo?._id,
      role: 'dpo',
    });
    expect((await cli(['key', 'create', '--label', 'Mitt', '--role', 'dpo', '--user', 'ingen@forvarsel.example'])).code).toBe(1);
  });
});

describe('the command line', () => {
  test('finds the npm start that runs on its DATA_DIR, and says what to do when there is none', async () => {
    const { mongodbUri = '', redisUrl = '', baseUrl } = testbed.dependencies.config;
    writeRuntimeFile(folder, { mongodbUri, redisUrl, baseUrl });
    expect((await cli(['user', 'list'], { env: {} })).out).toContain('dpo@forvarsel.example');
    removeRuntimeFile(folder);
    const alone = await cli(['user', 'list'], { env: {} });
    expect(alone).toMatchObject({ code: 1, out: '' });
    expect(alone.err).toContain('No npm start runs on');
  });

  test('doctor says that all is well, and otherwise what is not', async () => {
    const well = await cli(['doctor', '--json']);
    expect({ code: well.code, ok: JSON.parse(well.out).ok }).toEqual({ code: 0, ok: true });
    const { mongodbUri = '' } = testbed.dependencies.config;
    const ill = await cli(['doctor'], { env: { MONGODB_URI: mongodbUri } });
    expect(ill.code).toBe(1);
    expect(ill.err).toMatch(/ok {4}MongoDB: replica set/);
    expect(ill.err).toContain('FAIL  Redis: REDIS_URL is not set');
  });

  test('helps with each command it has, and lists no other', async () => {
    const overview = await cli(['--help']);
    const names = [...overview.out.matchAll(/^ {2}(import|user [a-z-]+|key [a-z]+|doctor)\b/gm)].map(([, name]) => name ?? '');
    expect(names).toEqual(['import', 'user add', 'user list', 'user set-password', 'key create', 'key list', 'key revoke', 'doctor']);
    for (const name of names) {
      const help = await cli([...name.split(' '), '--help'], { env: {} });
      expect(help).toMatchObject({ code: 0, err: '' });
      expect(help.out).toContain(`npm run cli -- ${name}`);
      expect(help.out).toContain('--json');
    }
  });

  test.each([
    [[], 2],
    [['nonsense'], 2],
    [['import'], 2],
    [['import', 'a.csv', 'b.csv'], 2],
    [['import', 'a.csv', '--force'], 2],
    [['user'], 2],
  ])('used as %j is wrong use', async (args, code) => {
    expect((await cli(args, { env: {} })).code).toBe(code);
  });

  test('with a wrong environment ends with 2 and says what is wrong', async () => {
    const wrong = await cli(['user', 'list', '--json'], { env: { MAIL_MODE: 'sometimes' } });
    expect(wrong.code).toBe(2);
    expect(JSON.parse(wrong.out).error.detail).toContain('MAIL_MODE');
  });
});
