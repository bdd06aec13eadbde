import { PassThrough } from 'node:stream';
import pino from 'pino';
import request from 'supertest';
import { createApp } from '../../src/web/createApp';
import { loggablePath } from '../../src/web/setUpRequestLog';
import { textOf } from '../support/contactBrowser';
import { redisThatIsAway } from '../support/redisThatIsAway';
import { staffBrowser } from '../support/staffBrowser';
import { createTestbed, type Testbed } from '../support/testbed';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed();
});
afterAll(() => testbed.close());

describe('headers', () => {
  test('a page runs no script, loads from here only, stands in no frame, and is kept by nobody', async () => {
    const { headers } = await request(testbed.app).get('/sign-in');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('script-src');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test('the referrer policy lets browsers send an Origin with our own forms', async () => {
    expect((await request(testbed.app).get('/sign-in')).headers['referrer-policy']).toBe('same-origin');
  });

  test('over http nobody is told to use https', async () => {
    expect((await request(testbed.app).get('/sign-in')).headers['strict-transport-security']).toBeUndefined();
  });

  test('a page has no script, no style and no handler in it', async () => {
    const { text } = await request(testbed.app).get('/sign-in');
    expect(text).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=/i);
  });
});

describe('assets', () => {
  test('what a page loads may be kept for good under its hash, and is checked again without it', async () => {
    const { text } = await request(testbed.app).get('/sign-in');
    const addresses = [...text.matchAll(/href="(\/assets\/[^"]+)"/g)].map(([, address]) => String(address));
    expect(addresses).toHaveLength(4);
    for (const address of addresses) {
      const kept = await request(testbed.app).get(address);
      expect(kept.status).toBe(200);
      expect(kept.headers['cache-control']).toContain('immutable');
      const bare = await request(testbed.app).get(address.split('?')[0] ?? '');
      expect(bare.headers['cache-control']).toContain('must-revalidate');
    }
  });
});

describe('language', () => {
  const titleIn = async (agent: ReturnType<typeof request.agent>, path: string, header?: string) => {
    const { text } = await agent.get(path).set('Accept-Language', header ?? '');
    return { lang: /<html lang="(\w+)"/.exec(text)?.[1], title: /<title>([^<]*)/.exec(text)?.[1] };
  };

  test('the browser decides until the reader chooses; the choice is remembered', async () => {
    const agent = request.agent(testbed.app);
    expect(await titleIn(agent, '/sign-in', 'en')).toEqual({ lang: 'en', title: 'Sign in – Forvarsel' });
    expect(await titleIn(agent, '/sign-in', 'de')).toEqual({ lang: 'nb', title: 'Logg inn – Forvarsel' });
    expect(await titleIn(agent, '/sign-in?lang=en', 'nb')).toEqual({ lang: 'en', title: 'Sign in – Forvarsel' });
    expect(await titleIn(agent, '/sign-in', 'nb')).toEqual({ lang: 'en', title: 'Sign in – Forvarsel' });
  });

  test('every page links to itself in the other language and keeps what else its address says', async () => {
    const browser = await staffBrowser(testbed, 'dpo');
    const { text } = await browser.get('/desk/changes?status=draft&lang=nb');
    expect(text).toContain('href="/desk/changes?status=draft&amp;lang=en" lang="en"');
  });

  test("a signed-in user's own language counts before the browser's", async () => {
    const browser = await staffBrowser(testbed, 'dpo', { language: 'en' });
    expect((await browser.get('/desk')).text).toContain('<html lang="nb"');
  });
});

describe('what goes wrong', () => {
  test('an unknown address is a plain page in both languages', async () => {
    const nb = await request(testbed.app).get('/finnes-ikke');
    expect(nb.status).toBe(404);
    expect(textOf(nb.text)).toContain('Vi finner ikke siden');
    const en = await request(testbed.app).get('/finnes-ikke?lang=en');
    expect(textOf(en.text)).toContain('Page not found');
  });

  test('an address that cannot be decoded is no server error', async () => {
    expect((await request(testbed.app).get('/desk/changes/%E0%A4%A')).status).toBeLessThan(500);
  });

  test('a form of more than two megabytes is refused with what to do', async () => {
    const answer = await request(testbed.app)
      .post('/sign-in')
      .type('form')
      .send(`email=${'x'.repeat(3_000_000)}`);
    expect(answer.status).toBe(413);
    expect(textOf(answer.text)).toContain('Du sendte for mye');
  });

  test('an error of ours shows a reference and nothing else, and the log has it with the stack and without anything personal', async () => {
    const lines: string[] = [];
    const stream = new PassThrough().on('data', (chunk) => lines.push(String(chunk)));
    const { dependencies } = testbed;
    const row = { keyValue: { email: 'somebody@nordvik.example' } };
    const error = Object.assign(new Error('the database said a secret thing of somebody@nordvik.example'), row);
    const broken = {
      ...dependencies,
      log: pino({ level: 'info' }, stream),
      clock: { ...dependencies.clock, now: async () => Promise.reject(error) },
    };
    const answer = await request(createApp(broken)).get('/sign-in?email=somebody@nordvik.example').set('Cookie', 'forvarsel-staff=abc');
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('secret thing');
    const reference = /data-reference="([^"]+)"/.exec(answer.text)?.[1];
    expect(reference).toBe(answer.headers['x-request-id']);
    const log = lines.join('');
    expect(log).toContain(String(reference));
    expect(log).toContain('the database said a secret thing');
    expect(log).toContain('at ');
    expect(log).not.toContain('somebody@nordvik.example');
    expect(log).not.toContain('forvarsel-staff');
  });

  test.each([
    ['/n/v1.abc.def?x=1', '/n/…'],
    ['/c/v1.abc.def', '/c/…'],
    ['/desk/changes?cursor=1', '/desk/changes'],
    ['/sign-in', '/sign-in'],
  ])('%s is logged as %s', (url, logged) => expect(loggablePath(url)).toBe(logged));
});

describe('health', () => {
  test('a process that lives and can serve says so', async () => {
    expect((await request(testbed.app).get('/healthz')).body).toEqual({ status: 'ok' });
    const ready = await request(testbed.app).get('/readyz');
    expect([ready.status, ready.body]).toEqual([200, { status: 'ready', reasons: [] }]);
  });

  test('without all indexes it is not ready, and says why', async () => {
    const { mongoConnection } = testbed.dependencies;
    await mongoConnection.collection('notices').dropIndex('shortId_unique');
    try {
      const answer = await request(createApp(testbed.dependencies)).get('/readyz');
      expect(answer.status).toBe(503);
      expect(answer.body.reasons).toEqual([expect.stringContaining('mongodb: the indexes are not all there')]);
    } finally {
      await mongoConnection.collection('notices').createIndex({ shortId: 1 }, { name: 'shortId_unique', unique: true });
    }
  });

  test('without Redis it is not ready, and says so without an address', async () => {
    const nowhere = redisThatIsAway();
    try {
      const answer = await request(createApp({ ...testbed.dependencies, redis: nowhere })).get('/readyz');
      expect([answer.status, answer.body.reasons]).toEqual([503, ['redis: cannot be reached']]);
    } finally {
      nowhere.disconnect();
    }
  });

  test('metrics count requests', async () => {
    await request(testbed.app).get('/sign-in');
    const { text, headers } = await request(testbed.app).get('/metrics');
    expect(headers['content-type']).toContain('text/plain');
    expect(text).toMatch(/forvarsel_http_requests_total\{method="GET",status="200"\} \d+/);
  });
});
