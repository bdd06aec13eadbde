import { isOurTrouble } from '../../../src/domain/receipt/ourTrouble';
import { refusalClassOf, type SmtpStage } from '../../../src/domain/receipt/refusalClass';
import { enhancedStatusIn } from '../../../src/domain/receipt/smtpWords';

function isOurs(route: 'direct' | 'relay', stage: SmtpStage, words: string): boolean {
  const code = Number(words.slice(0, 3));
  const enhancedStatus = enhancedStatusIn(words);
  return isOurTrouble({ route, code, enhancedStatus, words, stage, refusalClass: refusalClassOf({ code, enhancedStatus, stage }) });
}

describe('isOurTrouble', () => {
  test.each<[SmtpStage, string]>([
    ['connection', '421 4.3.2 Service not available'],
    ['connection', '554 5.7.1 Go away'],
    ['authentication', '454 4.7.0 Temporary authentication failure'],
    ['authentication', '535 5.7.8 Bad credentials'],
    ['sender', '452 4.3.1 Insufficient system storage'],
    ['sender', '501 5.1.7 Bad sender address syntax'],
    ['sender', '550 Not you'],
    ['recipient', '530 5.7.57 Client was not authenticated'],
    ['recipient', '550 5.1.8 Access denied, bad outbound sender'],
    ['recipient', "550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients"],
    ['recipient', '450 4.1.8 <bounce@x.example>: Sender address rejected: Domain not found'],
    ['recipient', '553 5.7.1 <bounce@x.example>: Sender address rejected: not owned by user portal'],
    ['recipient', '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org'],
    ['recipient', '450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.1]'],
    ['data', '554 5.2.252 SendAsDenied; portal@x.example not allowed to send as bounce@x.example'],
    ['data', '554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied'],
    ['data', '550 5.7.60 SMTP; Client does not have permissions to send as this sender'],
    ['data', '550 5.2.2 Submission quota exceeded'],
    ['data', '550 5.4.5 Daily user sending limit exceeded'],
    ['data', '550 5.7.1 Our IP [192.0.2.1] is on the block list of the recipient: Spamhaus'],
    ['recipient', '550 Domain x.example has exceeded the max emails per hour (201/200) allowed'],
    ['data', '454 Throttling failure: Maximum sending rate exceeded, daily quota'],
    ['data', '550 5.7.23 The message was rejected because of Sender Policy Framework violation'],
    ['data', '550 5.7.26 This mail is unauthenticated'],
    ['data', "550 5.7.233 Your message can't be sent because your tenant exceeded its daily limit"],
    ['data', '550 5.7.606 Access denied, banned sending IP [192.0.2.1]'],
    ['data', '451 4.7.500 Server busy'],
    ['data', '550 5.7.705 Access denied, tenant has exceeded threshold'],
  ])('at %s, %s: ours, whoever says it', (stage, words) => {
    expect([isOurs('relay', stage, words), isOurs('direct', stage, words)]).toEqual([true, true]);
  });

  test.each<[SmtpStage, string]>([
    ['recipient', '550 relay not permitted'],
    ['recipient', '550 authentication required'],
    ['recipient', '550 5.7.1 Unable to relay'],
    ['recipient', '554 5.7.1 Relay access denied'],
    ['recipient', '454 4.7.1 Relay access denied'],
    ['recipient', '451 4.3.0 Queue file write error'],
    ['recipient', '452 Insufficient system storage'],
    ['recipient', '451 Local error in processing'],
    ['recipient', '550 5.3.5 System incorrectly configured'],
    ['data', '550 5.7.1 Message content rejected'],
    ['data', '550 Spam'],
  ])('at %s, %s: ours where our relay says it, an answer where the recipient’s server does', (stage, words) => {
    expect([isOurs('relay', stage, words), isOurs('direct', stage, words)]).toEqual([true, false]);
  });

  test.each<[SmtpStage, string]>([
    ['recipient', '550 5.1.1 User unknown'],
    ['recipient', '450 4.1.1 Recipient address rejected: unverified address'],
    ['recipient', '450 4.2.1 The user you are trying to contact is receiving mail at a rate that is too high'],
    ['recipient', '452 4.2.2 The user has exceeded its hourly limit for receiving messages'],
    ['recipient', '450 Mailbox busy'],
    ['recipient', '452 4.2.2 Over quota'],
    ['recipient', '552 5.2.2 Mailbox full'],
    ['recipient', '554 5.7.1 <a@x.example>: Recipient address rejected: Access denied'],
    ['recipient', '550 5.4.1 Recipient address rejected: Access denied'],
    ['recipient', '550 5.4.4 Unable to route'],
    ['recipient', '550 5.7.2 Not authorized to send to the list'],
    ['recipient', '550 5.7.124 Sender not in the allowed senders list'],
    ['data', '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup'],
    ['data', '550 5.7.1 RESOLVER.RST.AuthRequired; authentication required'],
    ['data', '552 5.3.4 Message too big'],
    ['data', '554 5.6.0 Malformed message'],
  ])('at %s, %s: an answer about the recipient or the message, whoever says it', (stage, words) => {
    expect([isOurs('relay', stage, words), isOurs('direct', stage, words)]).toEqual([false, false]);
  });
});
