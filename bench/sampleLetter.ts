import PostalMime, { type Attachment } from 'postal-mime';
import type { SampleLetter } from './plainProcess';

/** Written by nodemailer itself, or by whoever carries the message. */
const madeByTheMailer = /^(content-|mime-version|received|message-id|date|from|to|subject|reply-to)/;

/** Takes a message of the pipeline apart into what somebody would hand to `sendMail`: headers, text, HTML and attachments. */
export async function sampleFrom(message: string): Promise<SampleLetter> {
  // What the sink keeps has its dots doubled for the way (RFC 5321 4.5.2).
  const raw = Buffer.from(message.replace(/^\.\./gm, '.'), 'latin1');
  const email = await PostalMime.parse(raw);
  return {
    bytes: raw.length,
    from: { name: email.from?.name ?? '', address: email.from?.address ?? '' },
    replyTo: email.replyTo?.[0]?.address ?? '',
    subject: email.subject ?? '',
    text: email.text ?? '',
    html: email.html ?? '',
    link: /https?:\/\/[^\s<>"]*\/n\/[^\s<>"]+/.exec(email.text ?? '')?.[0] ?? '',
    headers: email.headers.filter(({ key }) => !madeByTheMailer.test(key)).map(({ originalKey, value }) => ({ key: originalKey, value })),
    attachments: email.attachments.map(({ filename, mimeType, content }) => ({
      filename: filename ?? 'attachment',
      contentType: mimeType,
      content: asBuffer(content).toString('base64'),
    })),
  };
}

function asBuffer(content: Attachment['content']): Buffer {
  return typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as Uint8Array);
}
