import type { AuditHeadRecord } from '../../data/auditChain.model';
import type { EvidenceFacts } from '../../pdf/documents/evidenceFacts';
import { evidenceIndex } from '../../pdf/documents/evidenceIndex';
import { renderDocumentHtml } from '../../pdf/renderDocumentHtml';
import { renderPdf } from '../../pdf/renderPdf';
import type { WorkflowContext } from '../context';
import { processorZone } from '../processorDay';
import type { BundleFile } from './bundleFile';
import type { SummaryKeeper } from './summary';

/** What a bundle begins with for its reader, and the table of all notices: written last, since they say what was found on the way. */
export async function* indexFiles(
  { settings }: Pick<WorkflowContext, 'settings'>,
  {
    subject,
    keeper,
    head,
    madeAt,
    fileName,
  }: { subject: EvidenceFacts['subject']; keeper: SummaryKeeper; head: AuditHeadRecord | null; madeAt: Date; fileName: string },
): AsyncIterable<BundleFile> {
  const { processorName } = settings;
  const facts: EvidenceFacts = { subject, summary: keeper.summary, head, processorName, madeAt, timeZone: processorZone, fileName };
  yield { path: 'notices.csv', content: piecesOf(keeper.csv()) };
  for (const [locale, ending] of [
    ['nb', ''],
    ['en', '.en'],
  ] as const) {
    const document = evidenceIndex(facts, locale);
    yield { path: `index${ending}.html`, content: renderDocumentHtml(document) };
    yield { path: `index${ending}.pdf`, content: await renderPdf(document, madeAt) };
  }
}

async function* piecesOf(lines: Iterable<string>): AsyncIterable<string> {
  yield* lines;
}
