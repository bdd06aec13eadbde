import { calendarDate } from '../../domain/calendar/calendarDate';
import { describeDate, type Locale } from '../../domain/periods/describe';
import { clauseInLetter } from '../../mail/viewModels/frame';
import type { DocumentBlock, PdfDocument } from '../documentModel';
import { annexTexts } from '../texts/annexTexts';
import { type AnnexFacts, annexLogTable, annexTable } from './annexTables';

/** An annex and its log as a document of its own: with the same facts, the same bytes. */
export function annexDocument(facts: AnnexFacts, { locale, processorName }: { locale: Locale; processorName: string }): PdfDocument {
  const texts = annexTexts[locale];
  const { agreement, controllerName, on } = facts;
  const day = describeDate(on, locale);
  const row = (label: string, ...values: string[]) => ({ label, values });
  const [annex, log] = [annexTable(facts, locale), annexLogTable(facts, locale)];
  const blocks: DocumentBlock[] = [
    {
      kind: 'facts',
      rows: [
        row(texts.facts.annexOn, day),
        row(texts.facts.controller, controllerName),
        row(texts.facts.processor, processorName),
        row(texts.facts.signedOn, describeDate(calendarDate(agreement.signedOn), locale)),
        row(texts.facts.services, agreement.services.join(', ')),
        row(texts.facts.authorisation, texts.facts.authorisations[agreement.terms.authorisation]),
        row(texts.facts.clause, clauseInLetter(agreement.clause, locale)),
      ],
    },
    { kind: 'heading', level: 1, text: texts.title },
    annex.rows.length === 0
      ? { kind: 'paragraph', text: texts.none }
      : { kind: 'table', caption: texts.asOf(day), ...annex, widths: [1.45, 0.85, 1.05, 1.35, 1.25, 1.35, 1.3, 1.55, 1.6] },
    { kind: 'heading', level: 1, text: texts.log.title },
    log.rows.length === 0
      ? { kind: 'paragraph', text: texts.log.none }
      : { kind: 'table', caption: texts.log.title, ...log, widths: [1.4, 0.8, 1.5, 1.5, 2.4, 1.7, 0.7] },
  ];
  return {
    locale,
    title: texts.title,
    subtitle: texts.subtitle(agreement.reference, controllerName),
    blocks,
    footer: texts.footer(agreement.reference, day, processorName),
    orientation: 'landscape',
  };
}
