import { readDeliveryReport } from '../../../src/mail/reports/readDeliveryReport';
import { sampleFacts, sampleReport } from './samples';

const { bounce, recipient, messageId, envelopeId } = sampleFacts;
const about = { messageId, recipients: [recipient], bounceAddresses: [bounce] };

describe('a report that a mail server writes', () => {
  test.each([
    [
      'Postfix: unknown user',
      'postfix-unknown-user',
      { kind: 'failed', status: '5.1.1', remoteHost: 'mx.controller.example', words: expect.stringMatching(/^550 5\.1\.1 .*User unknown/) },
    ],
    ['Postfix: still being retried', 'postfix-delayed', { kind: 'delayed', status: '4.4.1', envelopeId }],
    ['Postfix: delivered', 'postfix-delivered', { kind: 'delivered', status: '2.0.0', envelopeId }],
    [
      'Postfix: relayed to a server without reports',
      'postfix-relayed',
      { kind: 'relayed', remoteHost: 'mx.controller.example', words: '250 2.0.0 Ok: queued as 9ABC' },
    ],
    [
      'Exchange in Norwegian',
      'exchange-norwegian',
      { kind: 'failed', status: '5.1.10', words: expect.stringContaining('RecipientNotFound') },
    ],
    ['Gmail', 'gmail-no-such-user', { kind: 'failed', status: '5.1.1', remoteHost: 'gmail-smtp-in.l.google.example' }],
    ['qmail', 'qmail', { kind: 'failed', status: '5.1.1', words: 'Sorry, no mailbox here by that name. (#5.1.1)' }],
    ['qmail: a temporary failure given up after a week', 'qmail-queued-too-long', { kind: 'failed', status: '4.4.2' }],
    ['Exim, in words with a header', 'exim', { kind: 'failed', status: '5.7.1', words: '550 5.7.1 Sender not allowed here' }],
  ])('%s: understood, with the message it is about', async (_situation, name, expected) => {
    expect(await readDeliveryReport(sampleReport(name))).toMatchObject({ ...about, ...expected });
  });

  test('Exchange in words alone, as HTML: understood', async () => {
    expect(await readDeliveryReport(sampleReport('exchange-words-only'))).toMatchObject({
      kind: 'failed',
      status: '5.2.2',
      words: expect.stringMatching(/^554 5\.2\.2 mailbox full/),
      bounceAddresses: [bounce],
    });
  });

  test('fields without a boundary around them: understood, the more precise code counts', async () => {
    expect(await readDeliveryReport(sampleReport('broken'))).toMatchObject({
      kind: 'failed',
      status: '5.1.1',
      words: '550 5.1.1 User unknown',
      remoteHost: 'mx.controller.example',
      recipients: [recipient],
    });
  });

  test('a complaint: told apart', async () => {
    expect(await readDeliveryReport(sampleReport('complaint'))).toMatchObject({ kind: 'complaint', messageId });
  });
});

describe('what is no report', () => {
  test('a vacation reply that quotes a failure: an automatic reply', async () => {
    expect(await readDeliveryReport(sampleReport('vacation'))).toMatchObject({ kind: 'autoReply', status: null });
  });

  test('a letter by a person that quotes a failure: something else', async () => {
    expect(await readDeliveryReport(sampleReport('letter'))).toMatchObject({ kind: 'other', status: null, messageId: null });
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['one byte', Buffer.from([0xff])],
    ['random bytes', Buffer.from(Array.from({ length: 10_000 }, (_, index) => (index * 7919) % 256))],
    ['no headers', Buffer.from('\r\n\r\n550 5.1.1 User unknown\r\n')],
  ])('%s: something else', async (_situation, raw) => {
    expect(await readDeliveryReport(raw)).toMatchObject({ kind: 'other', bounceAddresses: [] });
  });
});

/** A message in words alone, `text` below these headers and those that every one has. */
function inWords(headers: string, text: string): Buffer {
  return Buffer.from(`${headers}\nTo: ${bounce}\nContent-Type: text/plain; charset=utf-8\n\n${text}\n`.replace(/\n/g, '\r\n'));
}

const away = 'Return-Path: <>\nFrom: Kontakt <contact@controller.example>';
const daemon = 'Return-Path: <>\nFrom: MAILER-DAEMON@mx.controller.example (Mail Delivery System)\nSubject: Mail';

describe('words alone', () => {
  test.each([
    ['a vacation with the day of return', `${away}\nSubject: Ferie`, 'Jeg er tilbake 5.8.26.', 'autoReply'],
    ['one that quotes the subject, with the day', `${away}\nSubject: Re: Varsel`, 'Jeg er tilbake 5.8.26. Ring 550 12 345.', 'other'],
    ['a German one', `${away}\nSubject: Automatische Antwort: Varsel\nAuto-Submitted: auto-generated`, 'Zurück am 5.8.26', 'autoReply'],
    ['one of a postmaster', 'Return-Path: <>\nFrom: postmaster@controller.example\nSubject: Borte', 'Tilbake 5.8.26. Error 550 x', 'other'],
    ['a person’s', 'From: Kontakt <contact@controller.example>\nSubject: Hei', 'Vi får error 550 x når vi svarer', 'other'],
    [
      'a person’s with the name of a system before the address',
      'Return-Path: <contact@controller.example>\nFrom: "MAILER-DAEMON@x" <contact@controller.example>\nSubject: Hei',
      'Vi fikk 550 5.1.1 User unknown',
      'other',
    ],
    ['a mail system that tells no code, and a day', daemon, 'Try again after 5.8.26', 'other'],
  ])('%s: no report', async (_kind, headers, text, kind) => {
    expect(await readDeliveryReport(inWords(headers, text))).toMatchObject({ kind, status: null });
  });

  test.each([
    ['nobody’s, with a server’s answer', `${away}\nSubject: Varsel`, '550 5.1.1 User unknown', 'Varsel – 550 5.1.1 User unknown'],
    ['nobody’s, with the subject of a bounce', `${away}\nSubject: DELIVERY FAILURE: not listed`, 'Sorry', 'DELIVERY FAILURE: not listed'],
    [
      'of a mail system, and marked as an automatic reply',
      `${daemon}\nAuto-Submitted: auto-replied`,
      '550 5.1.1 User unknown',
      'Mail – 550 5.1.1 User unknown',
    ],
    [
      'under the name of a system, sent by a person',
      'Return-Path: <contact@controller.example>\nFrom: MAILER-DAEMON@x.example\nSubject: Undelivered',
      '550 5.1.1 User unknown',
      'Undelivered – 550 5.1.1 User unknown',
    ],
  ])('%s: unclear, told in words for a person', async (_kind, headers, text, words) => {
    expect(await readDeliveryReport(inWords(headers, text))).toMatchObject({ kind: 'unclear', status: null, words });
  });

  test.each([
    ['a code with its status', 'host mx said: 550 5.1.1 User unknown', '5.1.1'],
    ['a status behind a hash', 'The e-mail account does not exist. <mx.controller.example #5.1.1>', '5.1.1'],
    ['a code that is told as an answer', 'Remote host said: 550 No such user', null],
  ])('of a mail system, %s: failed', async (_kind, text, status) => {
    expect(await readDeliveryReport(inWords(daemon, text))).toMatchObject({ kind: 'failed', status });
  });

  test('of a postmaster, with the subject of a report: failed', async () => {
    const headers = 'Return-Path: <>\nFrom: Postmaster <postmaster@controller.example>\nSubject: Undeliverable: Varsel';
    expect(await readDeliveryReport(inWords(headers, '550 5.1.1 User unknown'))).toMatchObject({ kind: 'failed', status: '5.1.1' });
  });

  test('Exchange, still being tried: delayed', async () => {
    const headers = 'From: MicrosoftExchange329e@controller.example\nSubject: Delivery delayed: Varsel\nX-MS-Exchange-Message-Is-Ndr:';
    expect(await readDeliveryReport(inWords(headers, 'No need to send it again.'))).toMatchObject({ kind: 'delayed' });
  });
});

/** A report of these field groups. */
function report(status: string, extra = ''): Buffer {
  return Buffer.from(
    `From: MAILER-DAEMON@x.example\r\nTo: ${bounce}\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n${extra}\r\n${status.replace(/\n/g, '\r\n')}\r\n--b--\r\n`,
  );
}

describe('the fields of a report', () => {
  test.each([
    [
      'a 4.x.x that was given up is a failure',
      'Reporting-MTA: dns; x\n\nAction: failed\nStatus: 4.4.7',
      { kind: 'failed', status: '4.4.7' },
    ],
    ['without an action, the class of the status counts', 'Reporting-MTA: dns; x\n\nStatus: 5.2.1', { kind: 'failed' }],
    ['without an action, 2.x.x is delivered', 'Reporting-MTA: dns; x\n\nStatus: 2.1.5', { kind: 'delivered' }],
    ['expanded to a list proves no delivery', 'Reporting-MTA: dns; x\n\nAction: expanded\nStatus: 2.0.0', { kind: 'relayed' }],
    [
      'of two recipients the worse counts',
      'Reporting-MTA: dns; x\n\nAction: delivered\nStatus: 2.0.0\n\nAction: failed\nStatus: 5.1.1',
      { kind: 'failed', status: '5.1.1' },
    ],
    ['no blank line between message and recipient', 'Reporting-MTA: dns; x\nAction: failed\nStatus: 5.1.1', { kind: 'failed' }],
    ['an action nobody knows and no status', 'Reporting-MTA: dns; x\n\nAction: constructor', { kind: 'other' }],
    ['an address is no status', 'Reporting-MTA: dns; x\n\nAction: failed\nStatus: 5.1.1.4', { kind: 'failed', status: null }],
  ])('%s', async (_rule, status, expected) => {
    expect(await readDeliveryReport(report(status))).toMatchObject(expected);
  });

  test('in base64: read', async () => {
    const encoded = Buffer.from('Reporting-MTA: dns; x\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n').toString('base64');
    expect(await readDeliveryReport(report(encoded, 'Content-Transfer-Encoding: base64\r\n'))).toMatchObject({ kind: 'failed' });
  });

  test('words with line breaks, controls and marks that turn the writing: one clean line of at most 500 characters', async () => {
    const words = `smtp; 550 5.1.1 a\n b\u202e\u0007${'x'.repeat(5_000)}`;
    const { words: read } = await readDeliveryReport(report(`Reporting-MTA: dns; x\n\nAction: failed\nDiagnostic-Code: ${words}`));
    expect(read).toMatch(/^550 5\.1\.1 a b x+…$/);
    expect(read).toHaveLength(500);
  });
});
