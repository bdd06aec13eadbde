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

/**
 * Reads a report that a mail server wrote in words of its own, as Exchange does for people: `Remote Server returned '550 5.1.1 …'`, `#550 5.1.1 …#`. To be
 * asked only of a message that says by its headers that it is one. A report that does not speak of a delay is about a failure. null when there is no reply
 * code in it.
 */
export function readReplyInText(subject: string, text: string): ReportText | null {
  const reply =
    /(?<![\d.])[45]\d\d[ -]#?[45]\.\d{1,3}\.\d{1,3}(?!\.?\d)[^\n]*/.exec(text)?.[0] ??
    /[^\n]{0,200}(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?!\.?\d)[^\n]*/.exec(text)?.[0] ??
    /(?:said|returned|error|response|reply)[^\n\d]{0,80}([45][0-5]\d\b[^\n]*)/i.exec(text)?.[1];
  if (reply === undefined) return null;
  const status = statusIn(reply);
  const isPermanent = /^5/.test(status ?? reply.trim());
  const kind = !isPermanent && (delayWords.test(subject) || delayWords.test(text)) ? 'delayed' : 'failed';
  return { kind, status, words: cleanLine(reply, 500), recipients: [] };
}
