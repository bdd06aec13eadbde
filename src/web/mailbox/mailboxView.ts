import type { Email } from 'postal-mime';
import type { CapturedMessageRecord } from '../../data/capturedMessage.model';
import { describeInstant } from '../../domain/periods/describe';
import { processorZone } from '../../workflows/processorDay';
import type { PageLocale } from '../locale';
import { mailboxTexts } from '../texts/mailboxTexts';

/** A piece of a line of text: words, or an address that can be followed. */
interface TextPiece {
  text: string;
  href: string | null;
}

/** A text in pieces, its web addresses as links. A full stop or bracket at an address's end belongs to the sentence. */
export function piecesOf(text: string): TextPiece[] {
  return text.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/g).flatMap((piece, index) => {
    if (piece === '') return [];
    return [{ text: piece, href: index % 2 === 1 ? piece : null }];
  });
}

/** Links of a mail open beside it: inside its frame no page of ours may stand. */
export function htmlForFrame(html: string): string {
  const target = '<base target="_blank">';
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => `${head}${target}`) : `${target}${html}`;
}

export function messageRow({ _id, to, at }: CapturedMessageRecord, email: Email, locale: PageLocale) {
  return {
    href: `/mailbox/${_id}`,
    subject: email.subject || mailboxTexts[locale].noSubject,
    to: to.join(', '),
    at: describeInstant(at, processorZone, locale, 'sameDay'),
  };
}

export function messagePage({ _id, to, at }: CapturedMessageRecord, email: Email, locale: PageLocale) {
  const texts = mailboxTexts[locale];
  const { from } = email;
  const sender = from && 'address' in from && from.address ? (from.name ? `${from.name} <${from.address}>` : from.address) : '';
  return {
    facts: [
      { label: texts.envelope, values: [to.join(', ')] },
      { label: texts.from, values: [sender] },
      { label: texts.at, values: [describeInstant(at, processorZone, locale, 'sameDay')] },
    ],
    text: { title: texts.text, none: texts.noText, pieces: piecesOf(email.text ?? '') },
    html: { title: texts.html, none: texts.noHtml, src: email.html ? `/mailbox/${_id}/html` : null },
    source: { href: `/mailbox/${_id}/source`, label: texts.source },
  };
}
