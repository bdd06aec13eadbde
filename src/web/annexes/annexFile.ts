import { annexDocument } from '../../pdf/documents/annexDocument';
import { type AnnexFacts, annexLogTable, annexTable } from '../../pdf/documents/annexTables';
import { renderPdf } from '../../pdf/renderPdf';
import { spreadsheet } from '../../pdf/spreadsheet';
import { annexTexts } from '../../pdf/texts/annexTexts';
import { slugOf } from '../../workflows/registry/slugOf';
import type { PageLocale } from '../locale';

/** What an annex leaves the portal as: the whole as PDF, the annex or its log as a spreadsheet. */
export const annexFileKinds = ['annex.pdf', 'annex.csv', 'annex-log.csv'] as const;
export type AnnexFileKind = (typeof annexFileKinds)[number];

export const annexFileTypes: Record<AnnexFileKind, string> = {
  'annex.pdf': 'application/pdf',
  'annex.csv': 'text/csv; charset=utf-8',
  'annex-log.csv': 'text/csv; charset=utf-8',
};

/** One of these files, with the agreement and the day in its name. `now` is legal time; the PDF says that it was made then. */
export async function annexFile(
  facts: AnnexFacts,
  { kind, locale, processorName, now }: { kind: AnnexFileKind; locale: PageLocale; processorName: string; now: Date },
): Promise<{ name: string; type: string; bytes: Buffer }> {
  const { fileName, logFileName } = annexTexts[locale];
  const [what, ending] = [kind === 'annex-log.csv' ? logFileName : fileName, kind.split('.').at(-1)];
  const name = [what, slugOf(facts.agreement.reference), facts.on].filter((part) => part !== '').join('-');
  return { name: `${name}.${ending}`, type: annexFileTypes[kind], bytes: await bytesOf() };

  async function bytesOf(): Promise<Buffer> {
    if (kind === 'annex.pdf') return renderPdf(annexDocument(facts, { locale, processorName }), now);
    return spreadsheet(kind === 'annex.csv' ? annexTable(facts, locale) : annexLogTable(facts, locale));
  }
}
