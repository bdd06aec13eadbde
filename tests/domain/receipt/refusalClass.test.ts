import fc from 'fast-check';
import { type RefusalClass, refusalClassOf, type SmtpStage } from '../../../src/domain/receipt/refusalClass';
import { enhancedStatusIn } from '../../../src/domain/receipt/smtpWords';

const stages: SmtpStage[] = ['connection', 'authentication', 'sender', 'recipient', 'data'];

describe('refusalClassOf', () => {
  test.each<[SmtpStage, string, RefusalClass]>([
    ['recipient', '550 5.1.1 No such user', 'address'],
    ['recipient', '550 5.1.10 Recipient not found', 'address'],
    ['recipient', '556 5.1.10 Domain takes no mail', 'address'],
    ['recipient', '550 5.4.1 Recipient address rejected: Access denied', 'address'],
    ['recipient', '550 Mailbox unavailable', 'address'],
    ['recipient', '551 User not local; please try <b@c.example>', 'address'],
    ['recipient', '553 Mailbox name not allowed', 'address'],
    ['recipient', '552 5.2.2 Mailbox full', 'mailbox'],
    ['recipient', '552 Exceeded storage allocation', 'mailbox'],
    ['data', '552 5.2.2 Mailbox full', 'mailbox'],
    ['recipient', '550 5.2.1 Mailbox disabled', 'mailbox'],
    ['recipient', '550 5.7.13 User account disabled', 'mailbox'],
    ['recipient', '550 5.3.2 System not accepting messages', 'system'],
    ['recipient', '550 5.4.4 Unable to route', 'system'],
    ['data', '552 5.3.4 Message too big', 'content'],
    ['data', '552 Too much mail data', 'content'],
    ['sender', '552 5.3.4 Message size exceeds fixed limit', 'content'],
    ['data', '554 5.6.0 Malformed message', 'content'],
    ['recipient', '501 5.5.4 Bad parameter', 'protocol'],
    ['recipient', '500 What?', 'protocol'],
    ['sender', '555 Parameter not recognised', 'protocol'],
    ['sender', '553 5.1.7 Bad sender syntax', 'protocol'],
    ['data', '550 5.7.1 Spam', 'policy'],
    ['data', '550 Spam', 'policy'],
    ['data', '554 Rejected', 'policy'],
    ['recipient', '554 5.7.1 Relay access denied', 'policy'],
    ['sender', '550 Not you', 'policy'],
    ['sender', '550 5.1.8 Sender domain not found', 'policy'],
    ['sender', '530 5.7.0 Must issue a STARTTLS command first', 'access'],
    ['sender', '530 5.7.57 Client was not authenticated', 'access'],
    ['recipient', '550 5.7.8 Sign in', 'access'],
    ['authentication', '535 5.7.8 Bad credentials', 'access'],
    ['connection', '554 5.7.1 Go away', 'access'],
  ])('at %s, %s: %s', (stage, words, expected) => {
    expect(refusalClassOf({ code: Number(words.slice(0, 3)), enhancedStatus: enhancedStatusIn(words), stage })).toBe(expected);
  });

  test('every code, status and stage: has a class, and one given before the recipient was named is never about the recipient', () => {
    const status = fc.option(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 70 })).map(([a, b]) => `5.${a}.${b}`));
    fc.assert(
      fc.property(fc.integer({ min: 500, max: 599 }), status, fc.constantFrom(...stages, undefined), (code, enhancedStatus, stage) => {
        const found = refusalClassOf({ code, enhancedStatus, stage });
        expect(found).toBeDefined();
        const beforeRecipient = stage === 'connection' || stage === 'authentication' || stage === 'sender';
        if (beforeRecipient) expect(['address', 'mailbox', 'system']).not.toContain(found);
      }),
    );
  });
});
