import net, { type AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { createSmtpPool } from '../../src/mail/smtpPool';
import { type Script, startTinySmtpServer } from './tinySmtpServer';

const envelope = { from: 'varsel@processor.example', to: 'contact@controller.example' };
const raw = Buffer.from('Subject: hello\r\n\r\n.a line that begins with a dot\r\n');

async function sendOnce(script: Script, limitMs = 10_000) {
  const server = await startTinySmtpServer(script);
  const pool = createSmtpPool({ url: server.url, connections: 1, limitMs });
  try {
    return { delivery: await pool.send(envelope, raw), server };
  } finally {
    await pool.close();
    await server.close();
  }
}

describe('the outcome of handing a message over', () => {
  test('250 after the message: answered, with the words, the host and the queue id', async () => {
    const { delivery, server } = await sendOnce({});
    expect(delivery).toEqual({
      outcome: { kind: 'answered', code: 250, stage: 'data' },
      response: '250 2.0.0 Ok: queued as 4BxYz',
      host: '127.0.0.1',
      tls: null,
      queueId: '4BxYz',
    });
    expect(server.messages).toHaveLength(1);
    expect(server.commands).toContain('RCPT TO:<contact@controller.example>');
  });

  test.each([
    ['421 at the greeting', { greeting: '421 4.3.2 Not now' }, { code: 421, stage: 'connection' }],
    ['554 at the greeting', { greeting: '554 5.7.1 Go away' }, { code: 554, stage: 'connection' }],
    ['550 to the sender', { mail: '550 5.7.1 Not you' }, { code: 550, stage: 'sender' }],
    ['451 to the recipient', { rcpt: '451 4.7.1 Greylisted' }, { code: 451, stage: 'recipient' }],
    ['550 to the recipient', { rcpt: '550 5.1.1 No such user' }, { code: 550, stage: 'recipient' }],
    ['452 to DATA', { data: '452 4.3.1 Full' }, { code: 452, stage: 'data' }],
    ['451 after the message', { message: '451 4.3.0 Try again' }, { code: 451, stage: 'data' }],
    ['552 after the message', { message: '552 5.3.4 Too big' }, { code: 552, stage: 'data' }],
    ['550 after the message', { message: '550 5.7.1 Spam' }, { code: 550, stage: 'data' }],
  ] as const)('%s: answered, at its stage, with the words', async (_situation, script, expected) => {
    const { delivery } = await sendOnce(script);
    expect(delivery.outcome).toEqual({ kind: 'answered', ...expected });
    expect(delivery.response).toBe(Object.values(script)[0]);
  });

  test('421 after the message: answered, temporary', async () => {
    const { delivery } = await sendOnce({ message: '421 4.3.2 Shutting down' });
    expect(delivery.outcome).toEqual({ kind: 'answered', code: 421, stage: 'data' });
  });

  test.each([
    ['no greeting before the connection is dropped', { greeting: 'drop' }],
    ['dropped at the sender', { mail: 'drop' }],
    ['dropped at the recipient', { rcpt: 'drop' }],
    ['dropped at DATA', { data: 'drop' }],
  ] as const)('%s: not connected, nothing can have been delivered', async (_situation, script) => {
    const { delivery, server } = await sendOnce(script);
    expect(delivery.outcome).toEqual({ kind: 'notConnected' });
    expect(server.messages).toEqual([]);
  });

  test('nobody listens: not connected', async () => {
    const reserved = net.createServer();
    await new Promise<void>((resolve) => reserved.listen(0, '127.0.0.1', resolve));
    const { port } = reserved.address() as AddressInfo;
    await new Promise<void>((resolve) => reserved.close(() => resolve()));
    const pool = createSmtpPool({ url: `smtp://127.0.0.1:${port}`, connections: 1 });
    const delivery = await pool.send(envelope, raw);
    await pool.close();
    expect(delivery.outcome).toEqual({ kind: 'notConnected' });
    expect(delivery.response).toContain('ECONNREFUSED');
  });

  test('dropped after the final dot: no reply after the data', async () => {
    const { delivery, server } = await sendOnce({ message: 'drop' });
    expect(delivery.outcome).toEqual({ kind: 'noReplyAfterData' });
    expect(server.messages).toHaveLength(1);
  });

  test('silent after the final dot until the limit: no reply after the data', async () => {
    const { delivery } = await sendOnce({ message: 'hang' }, 300);
    expect(delivery.outcome).toEqual({ kind: 'noReplyAfterData' });
  });

  test.each([{ greeting: 'hang' }, { mail: 'hang' }, { rcpt: 'hang' }, { data: 'hang' }] as const)(
    'silent before the message until the limit (%j): not connected',
    async (script) => {
      const { delivery } = await sendOnce(script, 300);
      expect(delivery.outcome).toEqual({ kind: 'notConnected' });
    },
  );

  test('over TLS: protocol and cipher are told', async () => {
    const heard: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      logger: false,
      onData(stream, _session, answer) {
        stream.on('data', (chunk: Buffer) => heard.push(chunk.toString()));
        stream.on('end', () => answer(null));
      },
    });
    const listener = server.listen(0, '127.0.0.1');
    await new Promise<void>((resolve) => listener.once('listening', () => resolve()));
    const { port } = listener.address() as AddressInfo;
    const pool = createSmtpPool({ url: `smtp://127.0.0.1:${port}?requireTLS=true&tls.rejectUnauthorized=false`, connections: 1 });
    const delivery = await pool.send(envelope, raw);
    await pool.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    expect(delivery.outcome).toEqual({ kind: 'answered', code: 250, stage: 'data' });
    expect(delivery.tls).toMatch(/^TLSv1\.[23] \S+$/);
    expect(heard.join('')).toContain('hello');
  });

  test('a password that is refused: answered, about us and not the recipient', async () => {
    const server = new SMTPServer({
      allowInsecureAuth: true,
      logger: false,
      hideSTARTTLS: true,
      onAuth: (_auth, _session, answer) => answer(Object.assign(new Error('bad password'), { responseCode: 535 })),
    });
    const listener = server.listen(0, '127.0.0.1');
    await new Promise<void>((resolve) => listener.once('listening', () => resolve()));
    const { port } = listener.address() as AddressInfo;
    const pool = createSmtpPool({ url: `smtp://user:wrong@127.0.0.1:${port}`, connections: 1 });
    const delivery = await pool.send(envelope, raw);
    await pool.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    expect(delivery.outcome).toEqual({ kind: 'answered', code: 535, stage: 'authentication' });
    expect(JSON.stringify(delivery)).not.toContain('wrong');
  });
});

describe('delivery reports (RFC 3461)', () => {
  async function commandsFor(asked: { to: string; envelopeId?: string }, extensions: string[]) {
    const server = await startTinySmtpServer({ extensions });
    const pool = createSmtpPool({ url: server.url, connections: 1 });
    await pool.send({ ...envelope, ...asked }, raw);
    await pool.close();
    await server.close();
    return server.commands.filter((command) => /^(MAIL|RCPT)/.test(command));
  }

  test('offered by the server: asked for, by the envelope id and the address as we have it', async () => {
    expect(await commandsFor({ to: 'first+last@controller.example', envelopeId: '0123456789abcdef01234567' }, ['DSN'])).toEqual([
      'MAIL FROM:<varsel@processor.example> RET=HDRS ENVID=0123456789abcdef01234567',
      'RCPT TO:<first+last@controller.example> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;first+2Blast@controller.example',
    ]);
  });

  test('not offered, or no envelope id: not asked for', async () => {
    const plain = ['MAIL FROM:<varsel@processor.example>', 'RCPT TO:<contact@controller.example>'];
    expect(await commandsFor({ to: envelope.to, envelopeId: '0123456789abcdef01234567' }, [])).toEqual(plain);
    expect(await commandsFor({ to: envelope.to }, ['DSN'])).toEqual(plain);
  });
});

describe('a pool of connections', () => {
  test('many messages over few connections: each is delivered once', async () => {
    const server = await startTinySmtpServer();
    const pool = createSmtpPool({ url: server.url, connections: 3 });
    const bodies = Array.from({ length: 250 }, (_, index) => `Subject: number ${index}\r\n\r\nhello`);
    const deliveries = await Promise.all(bodies.map((body) => pool.send(envelope, Buffer.from(body))));
    await pool.close();
    expect(deliveries.every(({ outcome }) => outcome.kind === 'answered' && outcome.code === 250)).toBe(true);
    expect([...server.messages].sort()).toEqual([...bodies].sort());
    // 250 messages, at most 100 over each of three that are open at a time.
    expect(server.connections()).toBeGreaterThanOrEqual(3);
    expect(server.connections()).toBeLessThanOrEqual(6);
    await server.close();
  });

  test('refused recipients: the connection is kept for the next message', async () => {
    const server = await startTinySmtpServer({ rcpt: '550 5.1.1 No such user' });
    const pool = createSmtpPool({ url: server.url, connections: 1 });
    await pool.send(envelope, raw);
    await pool.send(envelope, raw);
    await pool.close();
    expect(server.connections()).toBe(1);
    expect(server.commands.filter((command) => command === 'RSET')).toHaveLength(2);
    await server.close();
  });

  test('the server ends a kept connection: the next message goes over a new one', async () => {
    const server = await startTinySmtpServer({ goodbye: '421 4.3.2 Idle for too long' });
    const pool = createSmtpPool({ url: server.url, connections: 1 });
    for (let count = 0; count < 3; count += 1) {
      const { outcome } = await pool.send(envelope, raw);
      expect(outcome).toEqual({ kind: 'answered', code: 250, stage: 'data' });
    }
    await pool.close();
    expect(server.messages).toHaveLength(3);
    await server.close();
  });

  test('all connections hang: those that wait for one are told in time that nothing was sent', async () => {
    const server = await startTinySmtpServer({ message: 'hang' });
    const pool = createSmtpPool({ url: server.url, connections: 1, limitMs: 300 });
    const outcomes = await Promise.all([pool.send(envelope, raw), pool.send(envelope, raw), pool.send(envelope, raw)]);
    expect(outcomes.map(({ outcome }) => outcome.kind).sort()).toEqual(['noReplyAfterData', 'notConnected', 'notConnected']);
    await pool.close();
    await server.close();
  });

  test('closed: nothing is sent any more, and it says so', async () => {
    const server = await startTinySmtpServer();
    const pool = createSmtpPool({ url: server.url, connections: 1 });
    await pool.verify();
    await pool.close();
    expect((await pool.send(envelope, raw)).outcome).toEqual({ kind: 'notConnected' });
    await server.close();
  });

  test('verify: rejects with the reason when nobody answers properly', async () => {
    const server = await startTinySmtpServer({ greeting: '554 5.7.1 Go away' });
    const pool = createSmtpPool({ url: server.url, connections: 1 });
    await expect(pool.verify()).rejects.toThrow('Go away');
    await pool.close();
    await server.close();
  });
});
