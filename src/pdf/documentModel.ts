import type { Locale } from '../domain/periods/describe';

/** A label and what it says, a line each. */
export interface DocumentFact {
  label: string;
  values: readonly string[];
}

/** What a document is made of, in reading order. Texts are finished strings; a line break in one is a line break on the page. */
export type DocumentBlock =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  /** With `url` (http, https or mailto) the whole paragraph is a link. */
  | { kind: 'paragraph'; text: string; url?: string }
  /** `onOnePage`: on paper they are set smaller where they would else not all stand on the page that they begin on. */
  | { kind: 'facts'; rows: readonly DocumentFact[]; onOnePage?: true }
  /** `widths`: how wide the columns are to each other; without them all are as wide. */
  | { kind: 'table'; caption: string; columns: readonly string[]; rows: readonly (readonly string[])[]; widths?: readonly number[] }
  | { kind: 'list'; items: readonly string[] }
  /** Somebody's own words. */
  | { kind: 'quote'; text: string }
  /** Something to notice. */
  | { kind: 'note'; text: string }
  | { kind: 'pageBreak' };

/** A document before it is typeset, as PDF (`renderPdf`) or as a page that stands alone (`renderDocumentHtml`). */
export interface PdfDocument {
  locale: Locale;
  title: string;
  subtitle?: string;
  blocks: readonly DocumentBlock[];
  /** One line at the foot of every page, beside the page's number. */
  footer: string;
  /** Across, for wide tables. */
  orientation?: 'portrait' | 'landscape';
}
