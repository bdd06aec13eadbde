import MailComposer from 'nodemailer/lib/mail-composer';
import { bounceAddressOf, readMailAddress } from './addresses';
import { canonicalJson, sha256Hex } from './canonical';
import { cleanLine } from './cleanText';
import type { Letter, MailDeployment, RenderInput } from './letter';
import type { Templates } from './templates';

/** A message as it goes over the wire. */
export interface RenderedMessage {
  envelope: { from: string; to: string };
  messageId: string;
  subject: string;
  html: string;
  text: string;
  /** What we set beyond what every message has; names in lower case. */
  headers: Record<string, string>;
  raw: Buffer;
  /** SHA-256 of `raw`, hex: what is made again from the same facts has the same. */
  hash: string;
}

/**
 * Sets a letter as a message. Nothing in it depends on anything but the arguments: the date is the legal instant it speaks as of, the Message-ID the
 * sending's own, the MIME boundary a hash of both.
 */
export async function composeMessage(
  letter: Letter,
  input: RenderInput,
  deployment: MailDeployment,
  templates: Templates,
): Promise<RenderedMessage> {
  const { sending, controller, statedAt } = input;
  const from = readMailAddress(deployment.from);
  const name = controller.contacts.find(({ id }) => id === sending.contactId)?.name ?? '';
  const to = cleanLine(sending.to, 320);
  const envelope = { from: deployment.bounceDomain ? bounceAddressOf(sending._id, deployment.bounceDomain) : from.address, to };
  const [html, text] = [templates.html(letter), templates.text(letter)];
  const subject = cleanLine(letter.subject, 250);
  const headers = {
    // RFC 3834: no vacation replies, please.
    'auto-submitted': 'auto-generated',
    'content-language': letter.locale,
    // Exchange: no out-of-office replies either. Not `All`, which would also keep back the delivery reports that are evidence.
    'x-auto-response-suppress': 'OOF, AutoReply',
  };
  const node = new MailComposer({
    envelope,
    from,
    to: { name: cleanLine(name, 200), address: to },
    replyTo: readMailAddress(deployment.replyTo),
    subject,
    date: statedAt,
    messageId: cleanLine(sending.messageId),
    headers,
    text: crlf(text),
    html: crlf(html),
    textEncoding: 'quoted-printable',
    baseBoundary: sha256Hex(canonicalJson([sending._id, statedAt])).slice(0, 24),
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const raw = await node.build();
  return { envelope, messageId: sending.messageId, subject, html, text, headers, raw, hash: sha256Hex(raw) };
}

function crlf(text: string): string {
  return text.replace(/\r?\n/g, '\r\n');
}
