import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createTokenSource, type TokenSettings } from '../../src/mail/oauth2Token';
import { createSmtpPool } from '../../src/mail/smtpPool';
import { type Script, startTinySmtpServer } from './tinySmtpServer';

const secret = 'the-client-secret';

interface TokenServer {
  url: string;
  /** The forms that were posted. */
  asked: URLSearchParams[];
  close(): Promise<void>;
}

/** A real token server that answers as it is told, the n-th request by the n-th answer and the last one for ever. */
async function startTokenServer(
  answers: ((asked: number) => { status?: number; body: unknown; location?: string })[],
): Promise<TokenServer> {
  const asked: URLSearchParams[] = [];
  const server = http.createServer((request, response) => {
    void text(request).then((body) => {
      asked.push(new URLSearchParams(body));
      const answer = answers[Math.min(asked.length, answers.length) - 1];
      const { status = 200, body: said, location } = answer?.(asked.length) ?? { status: 500, body: null };
      response.writeHead(status, { 'content-type': 'application/json', ...(location ? { location } : {}) });
      response.end(typeof said === 'string' ? said : JSON.stringify(said));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const numbered = (count: number) => ({ body: { access_token: `token-${count}`, token_type: 'Bearer', expires_in: 3600 } });

function settings(tokenUrl: string, different: Partial<TokenSettings> = {}): TokenSettings {
  return { clientId: 'the-client', clientSecret: secret, tokenUrl, scope: 'https://outlook.example/.default', ...different };
}

describe('a source of tokens', () => {
  test('asked for one: posts the client credentials and the scope, and keeps it until a minute before it ends', async () => {
    const server = await startTokenServer([numbered]);
    let now = 1_000_000;
    const source = createTokenSource(settings(server.url, { clock: () => now }));
    expect(await source.token()).toBe('token-1');
    expect(Object.fromEntries(server.asked[0] ?? [])).toEqual({
      grant_type: 'client_credentials',
      client_id: 'the-client',
      client_secret: secret,
      scope: 'https://outlook.example/.default',
    });
    now += 3_539_999;
    expect(await source.token()).toBe('token-1');
    now += 1;
    expect(await source.token()).toBe('token-2');
    source.forget();
    expect(await source.token()).toBe('token-3');
    await server.close();
  });

  test('many ask at once: one request, the same token', async () => {
    const server = await startTokenServer([numbered]);
    const source = createTokenSource(settings(server.url));
    expect(new Set(await Promise.all(Array.from({ length: 20 }, () => source.token())))).toEqual(new Set(['token-1']));
    expect(server.asked).toHaveLength(1);
    await server.close();
  });

  test.each([
    [
      'a wrong secret',
      { status: 401, body: { error: 'invalid_client', error_description: `AADSTS7000215: ${secret} is wrong` } },
      'SMTP_OAUTH2_CLIENT_SECRET',
    ],
    ['a wrong scope', { status: 400, body: { error: 'invalid_scope' } }, 'SMTP_OAUTH2_SCOPE'],
    ['an answer that is no JSON', { status: 200, body: '<html>' }, 'SMTP_OAUTH2_TOKEN_URL'],
    ['a token that would end the line', { status: 200, body: { access_token: 'a\r\nRCPT TO:<b@c.example>' } }, 'SMTP_OAUTH2_TOKEN_URL'],
    ['a fault of the server', { status: 503, body: secret }, '503'],
    ['a redirect', { status: 302, body: '', location: 'http://127.0.0.1:9/' }, 'SMTP_OAUTH2_TOKEN_URL'],
  ])('%s: rejects with a sentence that says what to look at, without the secret', async (_situation, answer, names) => {
    const server = await startTokenServer([() => answer]);
    const error: Error = await createTokenSource(settings(server.url))
      .token()
      .then(
        () => new Error('was not refused'),
        (reason: Error) => reason,
      );
    await server.close();
    expect(error.message).toMatch(/^The token server 127\.0\.0\.1:\d+ /);
    expect(error.message).toContain(names);
    expect(error.message).not.toContain(secret);
    expect(server.asked).toHaveLength(1);
  });

  test('nobody listens, and then somebody does: the failure is not kept', async () => {
    const server = await startTokenServer([() => ({ status: 500, body: {} }), numbered]);
    const source = createTokenSource(settings(server.url));
    await expect(source.token()).rejects.toThrow('refused (500)');
    expect(await source.token()).toBe('token-2');
    await server.close();
    source.forget();
    await expect(source.token()).rejects.toThrow('cannot be reached');
  });
});

describe('signing in at the mail server by a token', () => {
  const envelope = { from: 'varsel@processor.example', to: 'contact@controller.example' };
  const raw = Buffer.from('Subject: hi\r\n\r\nhi\r\n');

  async function sendWith(auth: Script['auth'], answer: Parameters<typeof startTokenServer>[0] = [numbered]) {
    const tokenServer = await startTokenServer(answer);
    const smtp = await startTinySmtpServer({ extensions: ['AUTH XOAUTH2'], ...(auth ? { auth } : {}) });
    const tokens = createTokenSource(settings(tokenServer.url));
    const pool = createSmtpPool({ url: smtp.url.replace('//', '//varsel%40processor.example@'), connections: 1, tokens });
    const delivery = await pool.send(envelope, raw);
    await pool.close();
    await Promise.all([smtp.close(), tokenServer.close()]);
    const logins = smtp.commands
      .filter((command) => command.startsWith('AUTH'))
      .map((command) => Buffer.from(command.replace('AUTH XOAUTH2 ', ''), 'base64').toString());
    return { delivery, logins, asked: tokenServer.asked.length };
  }

  test('taken: the message goes', async () => {
    const { delivery, logins } = await sendWith(['235 2.7.0 Welcome']);
    expect(delivery.outcome).toEqual({ kind: 'answered', code: 250, stage: 'data' });
    expect(logins).toEqual(['user=varsel@processor.example\u0001auth=Bearer token-1\u0001\u0001']);
  });

  test('refused once: a new token is fetched and taken', async () => {
    const { delivery, logins, asked } = await sendWith(['334 eyJzdGF0dXMiOiI0MDAifQ==', '535 5.7.3 No', '235 2.7.0 Welcome']);
    expect(delivery.outcome).toMatchObject({ code: 250 });
    expect(logins.map((login) => /token-\d/.exec(login)?.[0])).toEqual(['token-1', 'token-2']);
    expect(asked).toBe(2);
  });

  test('refused for good: answered at the sign-in, which is about us', async () => {
    const { delivery } = await sendWith(['535 5.7.3 No', '535 5.7.3 No']);
    expect(delivery.outcome).toEqual({ kind: 'answered', code: 535, stage: 'authentication' });
  });

  test('no token to be had: not connected, with the reason and without the secret', async () => {
    const { delivery, logins } = await sendWith(['235 2.7.0 Welcome'], [() => ({ status: 401, body: { error: 'invalid_client' } })]);
    expect(delivery.outcome).toEqual({ kind: 'notConnected' });
    expect(delivery.response).toContain('invalid_client');
    expect(JSON.stringify(delivery)).not.toContain(secret);
    expect(logins).toEqual([]);
  });
});
