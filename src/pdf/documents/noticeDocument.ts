import type { NoticeRecord } from '../../data/notice.model';
import type { SendingRecord } from '../../data/sending.model';
import { describeInstant } from '../../domain/periods/describe';
import type { Letter } from '../../mail/letter';
import type { DocumentBlock, DocumentFact, PdfDocument } from '../documentModel';
import { archiveTexts } from '../texts/archiveTexts';
import { letterBlocks } from './letterBlocks';

/**
 * A notice for the archive: the letter of its mail, and what proves that it is the one that was sent. `letter` as of `statedAt`; `sendings` are the mails
 * that carried it, oldest first.
 */
export function noticeDocument({
  letter,
  notice,
  sendings,
  statedAt,
}: {
  letter: Letter;
  notice: NoticeRecord;
  sendings: readonly SendingRecord[];
  statedAt: Date;
}): PdfDocument {
  const { locale } = letter;
  const texts = archiveTexts[locale].notice;
  const { timeZone } = notice.terms;
  const instant = (at: Date): string => describeInstant(at, timeZone, locale, 'sameDay');
  const later = notice.corrections.filter(({ at }) => at > statedAt);
  const blocks: DocumentBlock[] = [
    { kind: 'note', text: sendings.length > 0 ? texts.asTold(instant(statedAt)) : texts.asNow(instant(statedAt)) },
    ...later.map(({ revision, at }): DocumentBlock => ({ kind: 'note', text: texts.corrected(String(revision), instant(at)) })),
    ...letterBlocks(letter),
    { kind: 'heading', level: 1, text: texts.proof },
    { kind: 'facts', rows: proofFacts() },
  ];
  return {
    locale,
    title: letter.title,
    subtitle: letter.sender,
    blocks,
    footer: texts.footer(notice.content.agreementReference, notice.shortId),
  };

  function proofFacts(): DocumentFact[] {
    return [
      { label: texts.published, values: [instant(notice.publishedAt)] },
      { label: texts.contentHash, values: [notice.contentHash] },
      ...sendings.flatMap(({ to, messageId, messageHash, statedAt: told }) => [
        { label: texts.sentTo, values: told ? [to, instant(told)] : [to] },
        { label: texts.messageId, values: [messageId] },
        ...(messageHash ? [{ label: texts.messageHash, values: [messageHash] }] : []),
      ]),
    ];
  }
}
