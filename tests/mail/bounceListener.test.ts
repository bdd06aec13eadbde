import net from 'node:net';
import { listenForBounces } from '../../src/listenForBounces';
import { bounceAddressOf } from '../../src/mail/bounceAddress';
import { type BounceListener, startBounceListener } from '../../src/mail/bounceListener';
import { createSmtpPool } from '../../src/mail/smtpPool';
import { createTestbed } from '../support/testbed';
import { sentNotice } from '../workflows/delivery/sentNotice';
import { sampleReport } from './reports/samples';

const signature = { domain: 'retur.processor.example', keys: [{ kid: '2026', secret: Buffer.alloc(32, 1) }] };
const sendingId = '0123456789abcdef01234567';
const ours = bounceAddressOf(sendingId, signature.domain, signature.keys);
const megabyte = 1024 * 1024;

async function withListener<T>(
  take: Parameters<typeof startBounceListener>[0]['take'],
  work: (listener: BounceListener) => Promise<T>,
): Promise<T> {
  const listener = await startBounceListener({ host: '127.0.0.1', port: 0, signature, take });
  try {
    return await work(listener);
  } finally {
    await listener.close();
  }
}

/** As an MTA would hand a bounce over: with the empty envelope sender. */
async function send({ host, port }: BounceListener, to: string, raw: Buffer) {
  const pool = createSmtpPool({ url: `smtp://${host}:${port}`, connections: 1 });
  try {
    return await pool.send({ from: '', to }, raw);
  } finally {
    await pool.close();
  }
}

/** Says these lines, each when the one before has been answered, and hears the answers. */
async function talk({ host, port }: BounceListener, lines: string[]): Promise<string[]> {
  const socket = net.connect(port, host);
  const answers: string[] = [];
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      const text = chunk.toString();
      if (!/^\d{3} .*\r\n$/m.test(text)) return;
      answers.push(text.trim().split('\r\n').at(-1) ?? '');
      const next = lines.shift();
      if (next !== undefined) socket.write(`${next}\r\n`);
      else if (!socket.writableEnded) socket.end('QUIT\r\n');
    });
    socket.on('close', () => resolve(answers));
  });
}

test('a report to an address of ours: taken before the 250 is said, with its envelope sender on top', async () => {
  const taken: { raw: Buffer; sendingId: string }[] = [];
  const raw = sampleReport('qmail', { bounce: ours });
  const delivery = await withListener(
    async (message) => {
      taken.push(message);
    },
    (listener) => send(listener, ours, raw),
  );
  expect(delivery).toMatchObject({ outcome: { kind: 'answered', code: 250 }, response: expect.stringContaining('recorded') });
  expect(taken).toMatchObject([{ sendingId }]);
  expect(taken[0]?.raw.toString().trim()).toBe(`Return-Path: <>\r\n${raw.toString().trim()}`);
});

test.each([
  ['a forged signature', ours.replace(/\.[0-9a-f]{16}@/, '.0000000000000000@')],
  ['no signature', `bounce+${sendingId}@${signature.domain}`],
  ['another mailbox of the domain', `postmaster@${signature.domain}`],
  ['another domain', 'somebody@elsewhere.example'],
])('%s: refused at the recipient, and nothing is taken', async (_kind, to) => {
  const delivery = await withListener(
    () => Promise.reject(new Error('it was taken')),
    (listener) => send(listener, to, sampleReport('qmail')),
  );
  expect(delivery.outcome).toEqual({ kind: 'answered', code: 550, stage: 'recipient' });
});

test('it cannot be recorded: 451, so that the sender comes back', async () => {
  const delivery = await withListener(
    () => Promise.reject(new Error('the database is away')),
    (listener) => send(listener, ours, sampleReport('qmail', { bounce: ours })),
  );
  expect(delivery).toMatchObject({ outcome: { kind: 'answered', code: 451 }, response: expect.not.stringContaining('database') });
});

test('over 10 MB, said or not: refused, and nothing is taken', async () => {
  const refuse = () => Promise.reject(new Error('it was taken'));
  const raw = Buffer.alloc(11 * megabyte, 'a line of sixty characters, more or less, and its line end..\r\n');
  const said = await withListener(refuse, (listener) => send(listener, ours, raw));
  expect(said.outcome).toMatchObject({ kind: 'answered', code: 552 });
  const unsaid = await withListener(refuse, (listener) =>
    talk(listener, ['EHLO mta.example', 'MAIL FROM:<>', `RCPT TO:<${ours}>`, 'DATA', `${raw.toString()}\r\n.`]),
  );
  expect(unsaid.at(-1)).toMatch(/^(552|221)/);
  expect(unsaid.join('\n')).toContain('552');
});

test('nine megabytes behind a report: only its beginning is kept', async () => {
  let kept = 0;
  const raw = Buffer.concat([
    sampleReport('qmail', { bounce: ours }),
    Buffer.alloc(9 * megabyte, 'more of the message that came back\r\n'),
  ]);
  const delivery = await withListener(
    async (message) => {
      kept = message.raw.length;
    },
    (listener) => send(listener, ours, raw),
  );
  expect(delivery.outcome).toMatchObject({ code: 250 });
  expect(kept).toBe(512 * 1024);
});

test('a port that is taken: ends with a sentence that says what to do', async () => {
  await withListener(
    async () => undefined,
    async ({ host, port }) => {
      await expect(startBounceListener({ host, port, signature, take: async () => undefined })).rejects.toThrow(
        /MAIL_BOUNCE_LISTEN.*EADDRINUSE/,
      );
    },
  );
});

test('from the wire to the record: a bounce to the envelope sender of a notice voids its receipt', async () => {
  const testbed = await createTestbed({ now: '2026-06-02T08:00:00Z', env: { MAIL_BOUNCE_LISTEN: '127.0.0.1:0', LOG_LEVEL: 'fatal' } });
  const listener = await listenForBounces(testbed.dependencies);
  if (!listener) throw new Error('it does not listen');
  try {
    const sent = await sentNotice(testbed, 'WIRE');
    const [captured] = await testbed.context.data.capturedMessages.list({ limit: 1 });
    const bounce = captured?.from ?? '';
    const raw = sampleReport('postfix-unknown-user', { bounce, recipient: 'contact@wire.example' });

    // Servers repeat what they are not sure of.
    for (const _try of [1, 2]) expect(await send(listener, bounce, raw)).toMatchObject({ outcome: { code: 250 } });

    expect(await sent.notice()).toMatchObject({ state: 'undeliverable', attention: [{ code: 'bouncedAfterAcceptance' }] });
    expect(await sent.reports()).toHaveLength(1);
  } finally {
    await listener.close();
    await testbed.close();
  }
});
