import PostalMime, { type Attachment, type Email } from 'postal-mime';

/** The parts of a message that a report can stand in. */
export interface MessageParts {
  /** The first of each name, in lower case. */
  headers: ReadonlyMap<string, string>;
  /** What a person would read; of a message that cannot be taken apart, all that follows its headers. */
  text: string;
  /** Body of the message/delivery-status part (RFC 3464). */
  deliveryStatus: string | null;
  /** Body of the message/feedback-report part (RFC 5965). */
  feedback: string | null;
  /** Headers of the message that the report is about, as far as they came back. */
  returned: ReadonlyMap<string, string>;
}

/**
 * All of a report that matters stands before the copy of the message, or in that copy's headers, so the rest is not looked at. It also bounds the work:
 * comparing each line with every boundary that was declared is what a hostile message makes expensive.
 */
export const readAtMost = 512 * 1024;
/** The parser takes some 16 µs for each line, however short, and more for each that could be a boundary: `"\n"` 500,000 times would keep it busy for seconds. */
const linesAtMost = 20_000;
const headersAtMost = 64 * 1024;
const textAtMost = 64 * 1024;
/** Real reports nest two levels. */
const nestingAtMost = 20;

const returnedTypes = new Set([
  'message/rfc822',
  'text/rfc822-headers',
  'message/rfc822-headers',
  'message/global',
  'message/global-headers',
]);

/** Takes a raw message apart. Never throws for its content: what is malformed beyond help is read as plain lines. */
export async function readMessageParts(raw: Buffer): Promise<MessageParts> {
  const head = headOf(raw);
  const email = await parse(head);
  const plain = head.subarray(0, textAtMost).toString('utf8').replace(/\r\n?/g, '\n');
  const endOfHeaders = plain.search(/\n[ \t]*\n/);
  const body = endOfHeaders < 0 ? '' : plain.slice(endOfHeaders);
  const text = (email ? email.text || withoutMarkup(email.html ?? '') : '').slice(0, textAtMost) || body;
  const copy = partOf(email, (type) => returnedTypes.has(type)) ?? copyInText(text);
  return {
    headers: email ? firstOfEach(email.headers) : readHeaders(plain),
    text,
    deliveryStatus: partOf(email, (type) => type === 'message/delivery-status' || type === 'message/global-delivery-status'),
    feedback: partOf(email, (type) => type === 'message/feedback-report'),
    returned: readHeaders(copy),
  };
}

function headOf(raw: Buffer): Buffer {
  const head = raw.subarray(0, readAtMost);
  let end = 0;
  for (let lines = 0; lines < linesAtMost; lines += 1) {
    const at = head.indexOf(0x0a, end);
    if (at < 0) return head;
    end = at + 1;
  }
  return head.subarray(0, end);
}

async function parse(head: Buffer): Promise<Email | null> {
  try {
    return await PostalMime.parse(head, {
      forceRfc822Attachments: true,
      maxNestingDepth: nestingAtMost,
      maxHeadersSize: headersAtMost,
      maxRfc822NestingDepth: 0,
    });
  } catch {
    // It rejects what goes beyond these limits, and says nothing else of use: the plain lines are all there is.
    return null;
  }
}

function partOf(email: Email | null, wanted: (type: string) => boolean): string | null {
  const part = email?.attachments.find(({ mimeType }) => wanted(mimeType));
  return part ? contentOf(part) : null;
}

function contentOf({ content }: Attachment): string {
  if (typeof content === 'string') return content.slice(0, textAtMost);
  const bytes = content instanceof Uint8Array ? content : new Uint8Array(content);
  return Buffer.from(bytes.subarray(0, textAtMost)).toString('utf8');
}

/** The copy of the message that some systems put below a line in the text. */
function copyInText(text: string): string {
  const at = text.search(/^--[^\n]*(copy of|original|opprinnelig)[^\n]*$/im);
  if (at < 0) return '';
  return text
    .slice(at)
    .replace(/\r\n?/g, '\n')
    .replace(/^[^\n]*\n+/, '');
}

function firstOfEach(headers: Email['headers']): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const { key, value } of headers) if (!first.has(key)) first.set(key, value);
  return first;
}

function readHeaders(text: string): ReadonlyMap<string, string> {
  const [block = ''] = text.replace(/\r\n?/g, '\n').split(/\n[ \t]*\n/, 1);
  const lines = block.replace(/\n[ \t]+/g, ' ').split('\n');
  return firstOfEach(
    lines.flatMap((line) => {
      const [, name, value] = /^([!-9;-~]{1,100})[ \t]*:[ \t]*(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [{ key: name.toLowerCase(), originalKey: name, value: value ?? '' }];
    }),
  );
}

function withoutMarkup(html: string): string {
  return html
    .slice(0, textAtMost)
    .replace(/<(?:br|p|div|tr|li)\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&#0?39;|&apos;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}
