import { outcomeOfError, outcomeOfReply } from '../../src/mail/smtpOutcome';

const before = { host: 'mx.controller.example', tls: null, messageStarted: false };
const during = { ...before, messageStarted: true };

describe('what an SMTP reply or error means', () => {
  test.each([
    ['250 2.0.0 Ok: queued as 9F3A2C', '9F3A2C'],
    ['250 OK id=1tXyZa-0004Gh-2B', '1tXyZa-0004Gh-2B'],
    ['250 Message accepted', null],
  ])('accepted with "%s": the queue id is %s', (response, queueId) => {
    expect(outcomeOfReply({ response }, during)).toMatchObject({
      outcome: { kind: 'answered', code: 250, stage: 'data' },
      response,
      queueId,
    });
  });

  test('a 2xx that came as an error after the message was begun: unknown, never acceptance', () => {
    expect(outcomeOfError({ message: 'Unexpected', responseCode: 250, response: '250 Ok' }, during).outcome).toEqual({
      kind: 'noReplyAfterData',
    });
  });

  test('a 2xx that came as an error before the message was begun: not connected', () => {
    expect(outcomeOfError({ message: 'Unexpected', responseCode: 250, response: '250 Ok' }, before).outcome).toEqual({
      kind: 'notConnected',
    });
  });

  test('an address that the client itself refuses: as if the server had', () => {
    const error = { message: 'Invalid recipient', code: 'EENVELOPE', command: 'API' };
    expect(outcomeOfError(error, before).outcome).toEqual({ kind: 'answered', code: 553, stage: 'recipient' });
  });

  test('a message that is too big for what the server announced: refused for good', () => {
    const error = { message: 'Message size larger than allowed 100', code: 'EMESSAGE', command: 'MAIL FROM' };
    expect(outcomeOfError(error, before).outcome).toEqual({ kind: 'answered', code: 552, stage: 'data' });
  });

  test('a reply of many lines and great length: one line, cut', () => {
    const { response } = outcomeOfError({ message: 'x', responseCode: 550, response: `550-no\r\n550 ${'x'.repeat(10_000)}` }, before);
    expect(response).toMatch(/^550-no 550 x+$/);
    expect(response).toHaveLength(500);
  });
});
