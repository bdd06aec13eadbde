import { cleanLine } from '../cleanText';
import { statusIn } from './deliveryStatus';

/** What a report says in words alone. */
export interface ReportText {
  kind: 'failed' | 'delayed';
  status: string | null;
  words: string | null;
  recipients: string[];
}

/** The paragraph that every report of qmail begins with (QSBMF, the qmail-send bounce message format). */
const qmailIntroduction = /^\s{0,20}Hi\. This is the\b/;

const delayWords =
  /\bdelayed\b|\bdelay(?:ing)?\b|not yet been delivered|will (?:be retried|keep trying|continue to try)|still trying|forsinket|utsatt|prøver fortsatt|verzögert/i;

/**
 * Reads what qmail writes: an introduction, one paragraph for each recipient, and a paragraph that begins with a dash before the copy of the message. qmail
 * reports failures only, also those after a week of temporary ones (4.x.x). null when the text is no such report.
 */
export function readQmailReport(text: string): ReportText | null {
  if (!qmailIntroduction.test(text)) return null;
  const [beforeCopy = ''] = text.replace(/\r\n?/g, '\n').split(/\n[ \t]*\n-/, 1);
  const paragraphs = beforeCopy.split(/\n[ \t]*\n/).slice(1, 50);
  const [reported] = paragraphs.flatMap((paragraph) => {
    const [, address, reason] = /^<([^<>\n]{1,254})>:[ \t]*\n?([\s\S]*)$/.exec(paragraph) ?? [];
    return address === undefined ? [] : [{ address: address.toLowerCase(), reason: reason ?? '' }];
  });
  if (!reported) return null;
  return {
    kind: 'failed',
    status: statusIn(reported.reason),
    words: cleanLine(reported.reason, 500) || null,
    recipients: [reported.address],
  };
}

/** A code beside its status, as RFC 5321 and RFC 2034 write a reply (`550 5.1.1 …`, `550-5.1.1`, `550: 5.1.1`, `#550 5.1.1`), both of one class. */
const replyWithStatus = /(?<![\d.,+-])([45])\d\d(?: |-|: ?|; ?)#?\1\.\d{1,3}\.\d{1,3}(?!\.?\d)[^\n]*/;
/** A status alone is how many write a day (5.8.26); behind `#` it is not. So qmail and older Exchange servers mark it. */
const markedStatus = /[^\n]{0,200}#[45]\.\d{1,3}\.\d{1,3}(?!\.?\d)[^\n]*/;
/** A code that is introduced as a server's answer. Digits behind it would make it a telephone number. */
const introducedReply = /\b(?:said|returned|error|response|reply|responded)\b[^\n\d]{0,80}(?<!\+)([45][0-5]\d\b(?![ -]?\d{2})[^\n]*)/i;

/**
 * Reads a report that a mail server wrote in words of its own, as Exchange does for people: `Remote Server returned '550 5.1.1 …'`, `#550 5.1.1 …#`. To be
 * asked only of a message that says by its headers that it is one. A report that does not speak of a delay is about a failure. null when there is no reply
 * code in it: whatever else has numbers and dots may be a date.
 */
export function readReplyInText(subject: string, text: string): ReportText | null {
  const reply = replyWithStatus.exec(text)?.[0] ?? markedStatus.exec(text)?.[0] ?? introducedReply.exec(text)?.[1];
  if (reply === undefined) return null;
  const status = statusIn(reply);
  const isPermanent = /^5/.test(status ?? reply.trim());
  const kind = !isPermanent && speaksOfDelay(subject, text) ? 'delayed' : 'failed';
  return { kind, status, words: cleanLine(reply, 500), recipients: [] };
}

export function speaksOfDelay(...texts: string[]): boolean {
  return texts.some((text) => delayWords.test(text));
}

const failureSubject =
  /undeliver(?:able|ed)|(?:delivery|mail|message)\b.{0,40}\b(?:fail(?:ed|ure)|status|problem|rejected)|fail(?:ed|ure) notice|returned (?:mail|to sender)|kan ikke leveres|ikke levert|leveringsfeil|(?:ble )?returnert|unzustellbar|nicht zugestellt|non remis|no entregado/i;

export function isFailureSubject(subject: string): boolean {
  return failureSubject.test(subject);
}

/** What looks like a report of a failure to whoever reads it, though nothing says who wrote it: its subject, or a server's answer in the text. */
export function mayTellOfFailure(subject: string, text: string): boolean {
  return isFailureSubject(subject) || replyWithStatus.test(text);
}
