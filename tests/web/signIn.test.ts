import request from 'supertest';
import { createApp } from '../../src/web/createApp';
import { contactBrowser, formOf, textOf } from '../support/contactBrowser';
import { redisThatIsAway } from '../support/redisThatIsAway';
import { staffBrowser } from '../support/staffBrowser';
import { createTestbed, type Testbed } from '../support/testbed';

const email = 'dpo@forvarsel.example';

function cookieNamed(headers: Record<string, unknown>, name: string): string | undefined {
  const cookies = headers['set-cookie'];
  return Array.isArray(cookies) ? (cookies as string[]).find((cookie) => cookie.startsWith(`${name}=`)) : undefined;
}

async function trySignIn(testbed: Testbed, fields: { email: string; password: string; next?: string }) {
  const browser = contactBrowser(testbed);
  const answer = await browser.submit(await browser.get('/sign-in'), 'sign-in', fields);
  return { browser, answer };
}

describe('signing in', () => {
  let testbed: Testbed;
  beforeAll(async () => {
    testbed = await createTestbed();
  });
  afterAll(() => testbed.close());

  test('the right password leads to the desk, with a session cookie that scripts and other sites do not get', async () => {
    const { browser, answer } = await trySignIn(testbed, { email, password: testbed.password });
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/desk');
    const cookie = cookieNamed(answer.headers, 'forvarsel-staff');
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
    expect((await browser.get('/desk')).status).toBe(200);
  });

  test('the address is read without regard to case and spaces around it', async () => {
    const { answer } = await trySignIn(testbed, { email: '  DPO@Forvarsel.Example ', password: testbed.password });
    expect(answer.status).toBe(303);
  });

  test('an unknown user and a wrong password get the same answer, which keeps the address and not the password', async () => {
    const wrong = await trySignIn(testbed, { email, password: 'not the password' });
    const unknown = await trySignIn(testbed, { email: 'nobody@forvarsel.example', password: 'not the password' });
    for (const { answer } of [wrong, unknown]) {
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('<title>Feil: Logg inn');
      expect(answer.text).not.toContain('not the password');
    }
    const withoutWhatDiffers = (html: string) =>
      html.replaceAll('nobody@forvarsel.example', email).replace(/name="_csrf" value="[^"]*"/g, 'name="_csrf"');
    expect(withoutWhatDiffers(unknown.answer.text)).toBe(withoutWhatDiffers(wrong.answer.text));
  });

  test('empty fields are named, each with a link to it', async () => {
    const { answer } = await trySignIn(testbed, { email: ' ', password: '' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('href="#email"');
    expect(answer.text).toContain('href="#password"');
  });

  test('a password of two thousand characters is answered and never hashed for long', async () => {
    const { answer } = await trySignIn(testbed, { email, password: 'x'.repeat(2_000) });
    expect(answer.status).toBe(422);
  });

  test('a form without its token, or with the token of another browser, is refused with 403 and signs nobody in', async () => {
    const browser = contactBrowser(testbed);
    const { fields } = formOf((await contactBrowser(testbed).get('/sign-in')).text, 'sign-in');
    await browser.get('/sign-in');
    const tokens: Record<string, string | string[]>[] = [{}, { _csrf: fields._csrf ?? '' }];
    for (const token of tokens) {
      const answer = await browser.post('/sign-in', { email, password: testbed.password, ...token });
      expect(answer.status).toBe(403);
      expect(textOf(answer.text)).toContain('Skjemaet er for gammelt');
    }
    expect((await browser.get('/desk')).status).toBe(303);
  });

  test('a token from before the sign-in does not work after it', async () => {
    const browser = contactBrowser(testbed);
    const page = await browser.get('/sign-in');
    await browser.submit(page, 'sign-in', { email, password: testbed.password });
    const { fields } = formOf(page.text, 'sign-in');
    const answer = await browser.post('/sign-out', { _csrf: fields._csrf ?? '' });
    expect(answer.status).toBe(403);
  });

  test('a session that was there before gets another id, so that a planted one is worth nothing', async () => {
    const browser = await staffBrowser(testbed, 'dpo');
    const before = (await browser.get('/desk')).headers;
    const signedOut = await browser.submit(await browser.get('/desk'), 'sign-out');
    expect(signedOut.status).toBe(303);
    const again = await browser.submit(await browser.get('/sign-in'), 'sign-in', { email, password: testbed.password });
    expect(cookieNamed(again.headers, 'forvarsel-staff')).toBeDefined();
    expect(cookieNamed(again.headers, 'forvarsel-staff')).not.toBe(cookieNamed(before, 'forvarsel-staff'));
  });

  test('after signing out a copied cookie opens nothing', async () => {
    const { browser, answer } = await trySignIn(testbed, { email, password: testbed.password });
    const copied = cookieNamed(answer.headers, 'forvarsel-staff')?.split(';')[0] ?? '';
    expect((await request(testbed.app).get('/desk').set('Cookie', copied)).status).toBe(200);
    await browser.submit(await browser.get('/desk'), 'sign-out');
    const replayed = await request(testbed.app).get('/desk').set('Cookie', copied);
    expect(replayed.status).toBe(303);
    expect(replayed.headers.location).toBe('/sign-in?next=%2Fdesk');
  });

  test('a page that was asked for comes after the sign-in, and another host never does', async () => {
    const { answer } = await trySignIn(testbed, { email, password: testbed.password, next: '/desk/changes?status=draft' });
    expect(answer.headers.location).toBe('/desk/changes?status=draft');
    for (const next of [
      'https://evil.example/',
      '//evil.example/desk',
      '/desk/../../evil',
      '/\\evil.example',
      '/sign-out',
      'javascript:alert(1)',
    ]) {
      const { answer: elsewhere } = await trySignIn(testbed, { email, password: testbed.password, next });
      expect(elsewhere.headers.location).toBe('/desk');
    }
  });

  test('signing in, failing and signing out stand in the audit trail, without what was typed', async () => {
    const browser = await staffBrowser(testbed, 'auditor');
    await browser.submit(await browser.get('/desk'), 'sign-out');
    await trySignIn(testbed, { email: 'auditor@forvarsel.example', password: 'a wrong one' });
    const events = await testbed.dependencies.data.auditEvents.latest(3);
    expect(events.map(({ type }) => type).reverse()).toEqual(['user.signedIn', 'user.signedOut', 'user.signInFailed']);
    expect(JSON.stringify(events)).not.toContain('a wrong one');
    expect(JSON.stringify(events)).not.toContain('auditor@forvarsel.example');
  });
});

describe('limits on signing in', () => {
  test('the eleventh try for one account is refused even with the right password, others are not, and Redis holds no address', async () => {
    const testbed = await createTestbed();
    try {
      for (let attempt = 0; attempt < 10; attempt += 1) {
        expect((await trySignIn(testbed, { email, password: `wrong ${attempt}` })).answer.status).toBe(422);
      }
      const { answer } = await trySignIn(testbed, { email, password: testbed.password });
      expect(answer.status).toBe(429);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      expect(textOf(answer.text)).toContain('for mange mislykkede forsøk');
      expect((await trySignIn(testbed, { email: 'admin@forvarsel.example', password: testbed.password })).answer.status).toBe(303);

      const { redis, config } = testbed.dependencies;
      const kept = await redis.call('KEYS', `${config.redisPrefix}:limit:sign-in*`);
      expect(kept).toHaveLength(3);
      expect(JSON.stringify(kept)).not.toMatch(/dpo|forvarsel\.example|127\.0\.0\.1|::1|::ffff/);
    } finally {
      await testbed.close();
    }
  });

  test('without Redis people can still sign in, and the limit still holds', async () => {
    const whole = await createTestbed();
    const redis = redisThatIsAway();
    const testbed = { ...whole, app: createApp({ ...whole.dependencies, redis }) };
    try {
      expect((await trySignIn(testbed, { email, password: testbed.password })).answer.status).toBe(303);
      for (let attempt = 0; attempt < 10; attempt += 1) await trySignIn(testbed, { email, password: `wrong ${attempt}` });
      expect((await trySignIn(testbed, { email, password: testbed.password })).answer.status).toBe(429);
    } finally {
      redis.disconnect();
      await whole.close();
    }
  });
});

describe('a session', () => {
  test('ends for a user who has been disabled, and when its working day is over', async () => {
    const testbed = await createTestbed();
    try {
      const { mongoConnection } = testbed.dependencies;
      const disabled = await staffBrowser(testbed, 'auditor');
      await mongoConnection.collection('users').updateOne({ email: 'auditor@forvarsel.example' }, { $set: { disabled: true } });
      expect((await disabled.get('/desk')).status).toBe(303);

      const tired = await staffBrowser(testbed, 'dpo');
      const thirteenHoursAgo = Date.now() - 13 * 60 * 60 * 1000;
      await mongoConnection.collection('sessions').updateMany({}, { $set: { 'session.signedInAt': thirteenHoursAgo } });
      expect((await tired.get('/desk')).status).toBe(303);
    } finally {
      await testbed.close();
    }
  });

  test('lasts an hour from when it was used, told to the minute: pages within one write nothing', async () => {
    const testbed = await createTestbed();
    try {
      const sessions = testbed.dependencies.mongoConnection.collection('sessions');
      const browser = await staffBrowser(testbed, 'dpo');
      const expires = new Date(Date.now() + 30 * 60 * 1000);
      await sessions.updateMany({}, { $set: { expires } });
      await browser.get('/desk');
      expect(await sessions.findOne()).toMatchObject({ expires });

      await sessions.updateMany({}, { $set: { lastModified: new Date(Date.now() - 61_000) } });
      await browser.get('/desk');
      expect((await sessions.findOne())?.expires.getTime()).toBeGreaterThan(expires.getTime());
    } finally {
      await testbed.close();
    }
  });

  test('over https its cookies are Secure and bound to the host, and the browser is told to stay on https', async () => {
    const testbed = await createTestbed({ env: { BASE_URL: 'https://forvarsel.example' } });
    try {
      const agent = request.agent(testbed.app);
      const page = await agent.get('/sign-in').set('X-Forwarded-Proto', 'https');
      expect(page.headers['strict-transport-security']).toContain('max-age=31536000');
      const formCookie = cookieNamed(page.headers, '__Host-forvarsel-form');
      expect(formCookie).toContain('Secure');
      const answer = await request(testbed.app)
        .post('/sign-in')
        .set('X-Forwarded-Proto', 'https')
        .set('Cookie', formCookie?.split(';')[0] ?? '')
        .type('form')
        .send({ ...formOf(page.text, 'sign-in').fields, email, password: testbed.password });
      expect(answer.status).toBe(303);
      const cookie = cookieNamed(answer.headers, '__Host-forvarsel-staff');
      expect(cookie).toContain('Secure');
      expect(cookie).toContain('Path=/');
      expect(cookie).not.toContain('Domain');
    } finally {
      await testbed.close();
    }
  });
});
