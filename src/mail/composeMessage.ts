import { escapeXML } from 'ejs';
import MailComposer from 'nodemailer/lib/mail-composer';
import { encodeWord, encodeWords, foldLines } from 'nodemailer/lib/mime-funcs';
import { encode, wrap } from 'nodemailer/lib/qp';
import { readMailAddress, wireAddress } from './addresses';
import { bounceAddressOf } from './bounceAddress';
import { canonicalJson, sha256Hex } from './canonical';
import { cleanLine } from './cleanText';
import type { Letter, MailDeployment, RenderInput } from './letter';
import type { SigningKey } from './links';
import { type Blank, blanks, type Filling, fillPattern, fillText, hasBlank, type Pattern, patternOf, tokens } from './pattern';
import type { Templates } from './templates';

/** A message as it goes over the wire. */
export interface RenderedMessage {
  envelope: { from: string; to: string; envelopeId: string };
  messageId: string;
  subject: string;
  /** What we set beyond what every message has; names in lower case. */
  headers: Record<string, string>;
  raw: Buffer;
  /** SHA-256 of `raw`, hex: what is made again from the same facts has the same. */
  hash: string;
}

/** Everything of a message but what is the reader's own: typeset, encoded and put into its MIME parts once, for all who get the same. */
export interface MessagePattern {
  subject: string;
  headers: Record<string, string>;
  /** Header fields that are the same for all, without the empty line after them. */
  commonHeader: string;
  /** What stands between the parts: before the text, between text and HTML, between HTML and calendar, after the last. */
  frame: readonly [string, string, string, string];
  textPart: Pattern;
  htmlPart: Pattern;
  /** The deadline as a calendar entry; null without one. */
  calendar: CalendarPattern | null;
}

/** Content lines of a calendar entry: those without a blank as they go over the wire, those with one unfolded and not encoded yet. */
type CalendarPattern = readonly (string | { open: string })[];

// A letter that ASCII lacks makes the composer choose quoted-printable and UTF-8, as the real parts need.
const marks = { text: 'øtextpart', html: 'øhtmlpart', calendar: 'øcalendarpart' };
const encodedMarks = { text: encode(marks.text), html: encode(marks.html), calendar: encode(marks.calendar) };

/**
 * Typesets a letter whose blanks are still `tokens`. Nothing in it depends on anything but the arguments: the date is the legal instant it speaks as of,
 * the MIME boundary a hash of that and of what it is about.
 */
export async function composePattern(
  { letter, calendar }: { letter: Letter; calendar: string | null },
  { sending, statedAt }: Pick<RenderInput, 'sending' | 'statedAt'>,
  deployment: MailDeployment,
  templates: Templates,
): Promise<MessagePattern> {
  const [html, text] = [crlf(templates.html(letter)), crlf(templates.text(letter))];
  const headers = {
    // RFC 3834: no vacation replies, please.
    'auto-submitted': 'auto-generated',
    'content-language': letter.locale,
    // Exchange: no out-of-office replies either. Not `All`, which would also keep back the delivery reports that are evidence.
    'x-auto-response-suppress': 'OOF, AutoReply',
  };
  const node = new MailComposer({
    from: readMailAddress(deployment.from),
    replyTo: readMailAddress(deployment.replyTo),
    date: statedAt,
    headers,
    text: marks.text,
    html: marks.html,
    attachments: calendar === null ? [] : [calendarAttachment(letter.locale)],
    textEncoding: 'quoted-printable',
    baseBoundary: sha256Hex(canonicalJson([sending.kind, sending.changeId, sending.objectionId, statedAt])).slice(0, 24),
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const skeleton = (await node.build()).toString('latin1');
  const headerEnd = skeleton.indexOf('\r\n\r\n');
  const [beforeText = '', rest = ''] = skeleton.slice(headerEnd).split(encodedMarks.text);
  const [between = '', fromHtml = ''] = rest.split(encodedMarks.html);
  const [afterHtml = '', afterCalendar = ''] = fromHtml.split(encodedMarks.calendar);
  return {
    subject: letter.subject,
    headers,
    commonHeader: fieldsOf(skeleton.slice(0, headerEnd))
      .filter((field) => !/^message-id:/i.test(field))
      .join('\r\n'),
    frame: [beforeText, between, afterHtml, afterCalendar],
    textPart: patternOf(text),
    htmlPart: patternOf(html),
    calendar: calendar === null ? null : calendarPatternOf(calendar),
  };
}

/** Fills a pattern in for one reader. The same pattern, sending and blanks give the same bytes. */
export function fillMessage(
  pattern: MessagePattern,
  { sending, addressee }: Pick<RenderInput, 'sending' | 'addressee'>,
  own: Filling,
  { deployment, keys }: { deployment: MailDeployment; keys: readonly SigningKey[] },
): RenderedMessage {
  const to = cleanLine(sending.to, 320);
  const bounces = deployment.bounceDomain ? bounceAddressOf(sending._id, deployment.bounceDomain, keys) : null;
  const from = bounces ?? readMailAddress(deployment.from).address;
  // Signed like the bounce address, since a report that names it comes from anywhere.
  const envelopeId = bounces ? bounces.slice(bounces.indexOf('+') + 1, bounces.lastIndexOf('@')) : sending._id;
  const inText = eachBlank((blank) => cleanLine(own[blank], 20_000));
  const inHtml = eachBlank((blank) => escapeXML(inText[blank]));
  const subject = cleanLine(fillText(pattern.subject, own), 250);
  const [beforeText, between, afterHtml, afterCalendar] = pattern.frame;
  const header = ownHeader({
    subject,
    to: { name: cleanLine(addressee.contactName, 200), address: to },
    messageId: cleanLine(sending.messageId),
  });
  const parts = [
    header,
    ...(deployment.sendingHeader ? [`${deployment.sendingHeader}: ${sending._id}\r\n`] : []),
    pattern.commonHeader,
    ...[beforeText, fillPattern(pattern.textPart, inText), between, fillPattern(pattern.htmlPart, inHtml), afterHtml],
    ...(pattern.calendar === null ? [] : [filledCalendar(pattern.calendar, inText), afterCalendar]),
  ];
  const raw = Buffer.from(parts.join(''), 'latin1');
  return {
    envelope: { from, to, envelopeId },
    messageId: sending.messageId,
    subject,
    headers: pattern.headers,
    raw,
    hash: sha256Hex(raw),
  };
}

/** The blanks of a message as tokens, to make its pattern with. */
export const openBlanks: Filling = tokens;

function calendarAttachment(locale: Letter['locale']) {
  return {
    filename: locale === 'en' ? 'deadline.ics' : 'frist.ics',
    contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
    contentTransferEncoding: 'quoted-printable' as const,
    content: marks.calendar,
  };
}

/** Lines are folded and encoded each by itself (RFC 5545 3.1, RFC 2045 6.7): what is the same for all needs it once. */
function calendarPatternOf(calendar: string): CalendarPattern {
  const lines = calendar.replace(/\r\n[ \t]/g, '').split(/(?<=\r\n)/);
  return lines.map((line) => (hasBlank(line) ? { open: line } : encodedLine(line)));
}

function filledCalendar(calendar: CalendarPattern, filling: Filling): string {
  // RFC 5545 3.3.11: these four are written with a backslash in a text.
  const escaped = eachBlank((blank) => filling[blank].replace(/[\\;,]/g, '\\$&'));
  return calendar.map((line) => (typeof line === 'string' ? line : encodedLine(fillText(line.open, escaped)))).join('');
}

/** A content line with its line end: folded, then quoted-printable. */
function encodedLine(line: string): string {
  const end = line.endsWith('\r\n') ? '\r\n' : '';
  return wrap(encode(foldedLine(line.slice(0, line.length - end.length)) + end), 76);
}

/** Lines of at most 75 octets; a character is never cut in two. */
function foldedLine(line: string): string {
  if (Buffer.byteLength(line) <= 75) return line;
  let [octets, text] = [0, ''];
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > 75) [octets, text] = [1, `${text}\r\n `];
    [octets, text] = [octets + size, text + character];
  }
  return text;
}

/** Subject, To and Message-ID as header fields, encoded and folded. */
function ownHeader({ subject, to, messageId }: { subject: string; to: { name: string; address: string }; messageId: string }): string {
  const folded = [`To: ${mailbox(to)}`, `Subject: ${encodeWords(subject, 'Q', 52, true)}`].map((field) => foldLines(field, 76));
  // On one line however long: servers log it, and search for it, as it stands.
  return [`Message-ID: ${messageId}`, ...folded].map((field) => `${field}\r\n`).join('');
}

/** A name and an address as they stand in a header field (RFC 5322 3.4); other letters than ASCII as encoded words. */
function mailbox({ name, address }: { name: string; address: string }): string {
  if (name === '') return address;
  const isAscii = /^[\x20-\x7e]*$/.test(name);
  const phrase = isAscii ? `"${name.replace(/["\\]/g, '\\$&')}"` : encodeWord(name, 'Q', 52);
  return `${phrase} <${wireAddress(address)}>`;
}

/** Header fields, each with its folded lines. */
function fieldsOf(header: string): string[] {
  return header.split(/\r\n(?![ \t])/);
}

function eachBlank(inBlank: (blank: Blank) => string): Filling {
  return Object.fromEntries(blanks.map((blank) => [blank, inBlank(blank)])) as Filling;
}

function crlf(text: string): string {
  return text.replace(/\r?\n/g, '\r\n');
}
