import type { Locale } from '../../domain/periods/describe';
import type { DocumentBlock, DocumentFact, PdfDocument } from '../documentModel';
import { archiveTexts } from '../texts/archiveTexts';

/** What a confirmation says, in finished strings; page and PDF are made of the same. */
export interface ConfirmationWords {
  reference: string;
  title: string;
  lines: readonly string[];
  /** What was written, where something was, and by whom. */
  written: readonly { by: string; text: string }[];
  /** What happens next, and by when. */
  next: readonly string[];
}

/** A confirmation of what the controller did, for its archive. `fetched`: as of when its state was read, in words. */
export function confirmationDocument(
  confirmation: ConfirmationWords,
  about: {
    locale: Locale;
    agreementReference: string;
    controllerName: string;
    processorName: string;
    noticeNumber: string;
    change: string;
    fetched: string;
  },
): PdfDocument {
  const texts = archiveTexts[about.locale].confirmation;
  const rows: DocumentFact[] = [
    { label: texts.reference, values: [confirmation.reference] },
    { label: texts.change, values: [about.change] },
    { label: texts.agreement, values: [about.agreementReference] },
    { label: texts.controller, values: [about.controllerName] },
    { label: texts.processor, values: [about.processorName] },
    { label: texts.notice, values: [about.noticeNumber] },
  ];
  const paragraph = (text: string): DocumentBlock => ({ kind: 'paragraph', text });
  const heading = (text: string): DocumentBlock => ({ kind: 'heading', level: 1, text });
  const blocks: DocumentBlock[] = [
    { kind: 'facts', rows },
    ...confirmation.lines.map(paragraph),
    ...(confirmation.written.length > 0 ? [heading(texts.written)] : []),
    ...confirmation.written.flatMap(({ by, text }): DocumentBlock[] => [paragraph(`${by}:`), { kind: 'quote', text }]),
    ...(confirmation.next.length > 0 ? [heading(texts.next), { kind: 'list', items: confirmation.next } as const] : []),
  ];
  return {
    locale: about.locale,
    title: confirmation.title,
    subtitle: about.processorName,
    blocks,
    footer: texts.footer(confirmation.reference, about.fetched),
  };
}
