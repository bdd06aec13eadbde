import { bounceAddressOf } from '../../../src/mail/bounceAddress';
import { readDeliveryReport } from '../../../src/mail/reports/readDeliveryReport';
import { reportOfBounce } from '../../../src/mail/reports/reportOfBounce';
import { sampleReport } from './samples';

const megabyte = 1024 * 1024;

const nested = (levels: number) =>
  Array.from({ length: levels }, (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`).join('');

const hostile: [string, () => Buffer][] = [
  ['a hundred levels deep', () => Buffer.from(`From: MAILER-DAEMON@x.example\r\n${nested(100)}Content-Type: text/plain\r\n\r\nhello`)],
  ['ten thousand levels deep', () => Buffer.from(`Subject: x\r\n${nested(10_000)}`)],
  [
    'messages in messages',
    () => Buffer.from(`Subject: x\r\n${Array.from({ length: 1_000 }, () => 'Content-Type: message/rfc822\r\n\r\n').join('')}end`),
  ],
  [
    'a hundred thousand parts',
    () => Buffer.from(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(100_000)}`),
  ],
  [
    'every part declares a boundary, every line could be one',
    () =>
      Buffer.from(
        `Content-Type: multipart/mixed; boundary=b\r\n\r\n${Array.from({ length: 1_200 }, (_, part) => `--b\r\nContent-Type: multipart/x; boundary=c${part}\r\n\r\n`).join('')}${'--c\r\n'.repeat(megabyte)}`,
      ),
  ],
  ['nine megabytes of headers', () => Buffer.from(`Subject: ${'x\r\n '.repeat(2 * megabyte)}`)],
  ['one header line of nine megabytes', () => Buffer.from(`To: ${'a@b.example,'.repeat(700_000)}`)],
  ['one line of dashes', () => Buffer.from(`From: MAILER-DAEMON@x.example\r\n\r\n${'-'.repeat(9 * megabyte)}`)],
  ['digits and dots', () => Buffer.from(`From: MAILER-DAEMON@x.example\r\n\r\n${'5.1.'.repeat(2 * megabyte)}`)],
  ['blanks and line breaks', () => Buffer.from(`From: MAILER-DAEMON@x.example\r\n\r\nHi. This is the${' \n'.repeat(4 * megabyte)}`)],
  ['open brackets', () => Buffer.from(`Return-Path: <>\r\nContent-Type: text/html\r\n\r\n${'<p'.repeat(4 * megabyte)}`)],
  [
    'a charset nobody has',
    () => Buffer.from('From: MAILER-DAEMON@x.example\r\nContent-Type: text/plain; charset="utf-7\0; x=constructor"\r\n\r\n+ADw-'),
  ],
  [
    'text in UTF-16 that cannot be any',
    () => Buffer.concat([Buffer.from('Content-Type: text/plain; charset=utf-16le\r\n\r\n'), Buffer.from([0xd8, 0x00, 0xff])]),
  ],
  ['headers called __proto__', () => Buffer.from('__proto__: x\r\nconstructor: y\r\nContent-Type: __proto__/constructor\r\n\r\nx')],
];

describe('a hostile message', () => {
  // What it may take at most is the test's own limit; without bounds most of these take minutes.
  test.each(hostile)('%s: something else', async (_kind, make) => {
    expect(await readDeliveryReport(make())).toMatchObject({ kind: 'other', status: null });
  });

  test('fifty megabytes: refused unread, and it says so', async () => {
    expect(await readDeliveryReport(Buffer.alloc(50 * megabyte, 'x'))).toMatchObject({
      kind: 'other',
      words: expect.stringContaining('larger'),
    });
  });

  test('a report with nine megabytes of message behind it: still understood', async () => {
    const raw = Buffer.concat([sampleReport('gmail-no-such-user').subarray(0, -40), Buffer.alloc(9 * megabyte, 'x\r\n')]);
    expect(await readDeliveryReport(raw)).toMatchObject({ kind: 'failed', status: '5.1.1' });
  });
});

describe('which sending a bounce is about', () => {
  const signature = { domain: 'retur.processor.example', keys: [{ kid: '2026', secret: Buffer.alloc(32, 1) }] };
  const sendingId = '0123456789abcdef01234567';
  const bounce = bounceAddressOf(sendingId, signature.domain, signature.keys);

  test('at an address that we signed: that sending', async () => {
    expect(await reportOfBounce(sampleReport('qmail', { bounce }), signature)).toMatchObject({ sendingId, kind: 'failed', source: 'dsn' });
  });

  test('at an address with a forged signature: none, and its Message-ID does not count either', async () => {
    expect(await reportOfBounce(sampleReport('qmail'), signature)).toMatchObject({ sendingId: null, messageId: null });
  });

  test('at somebody else’s mailbox: not proven, the Message-ID and the recipient are told', async () => {
    expect(await reportOfBounce(sampleReport('postfix-unknown-user', { bounce: 'mail@processor.example' }), signature)).toMatchObject({
      sendingId: null,
      messageId: '<0123456789abcdef01234567.notice@retur.processor.example>',
      recipients: ['contact@controller.example'],
    });
  });

  test('by a signed ENVID alone: that sending', async () => {
    const envelopeId = bounce.slice('bounce+'.length, bounce.indexOf('@'));
    const raw = sampleReport('postfix-delayed', { bounce: 'mail@processor.example', envelopeId });
    expect(await reportOfBounce(raw, signature)).toMatchObject({ sendingId, kind: 'delayed' });
  });

  test('the same message twice: the same key; to another sending: another', async () => {
    const raw = sampleReport('qmail', { bounce });
    const [first, second, other] = await Promise.all([
      reportOfBounce(raw, signature),
      reportOfBounce(raw, signature),
      reportOfBounce(raw, signature, { sendingId: 'ffffffffffffffffffffffff' }),
    ]);
    expect(second.dedupeKey).toBe(first.dedupeKey);
    expect(other.dedupeKey).not.toBe(first.dedupeKey);
    expect(other.sendingId).toBe('ffffffffffffffffffffffff');
  });
});
