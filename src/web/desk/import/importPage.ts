import type { ImportReport } from '../../../workflows/import/importAgreements';
import { optionalColumns, requiredColumns } from '../../../workflows/import/readSpreadsheet';
import type { PageLocale } from '../../locale';
import { importTexts } from '../../texts/importTexts';

/** The form, and what its columns are. */
export function importFormPage({ locale, pasted }: { locale: PageLocale; pasted: string }) {
  const texts = importTexts[locale];
  return {
    lead: texts.lead,
    columnsTitle: texts.columnsTitle,
    columns: [
      { label: texts.required, values: [requiredColumns.join(', ')] },
      { label: texts.optional, values: [optionalColumns.join(', ')] },
    ],
    hints: texts.columnHints.split('\n'),
    file: { name: 'file', label: texts.file, hint: texts.fileHint },
    pasted: { name: 'pasted', label: texts.pasted, value: pasted, kind: 'textarea', rows: 8 },
    check: texts.check,
  };
}

/** What an import would do, or why it cannot be done. `carried` is the spreadsheet for the step after. */
export function importCheckPage(
  report: ImportReport,
  { locale, source, carried }: { locale: PageLocale; source: string; carried: string },
) {
  const texts = importTexts[locale];
  const count = report.errors.length + report.errorsLeftOut;
  const hasWork = report.added + report.changed > 0;
  return {
    facts: [
      { label: texts.source, values: [source] },
      { label: texts.rows, values: [String(report.rows)] },
      ...(count > 0
        ? []
        : [
            { label: texts.added, values: [String(report.added)] },
            { label: texts.changed, values: [String(report.changed)] },
            { label: texts.unchanged, values: [String(report.unchanged)] },
          ]),
    ],
    nothingToDo: count === 0 && !hasWork ? texts.nothingToDo : null,
    carried: count === 0 && hasWork ? carried : null,
    source,
    confirm: texts.confirm,
    again: { href: '/desk/import', label: texts.again },
    errors: {
      caption: texts.errorsCaption,
      columns: texts.errorColumns,
      rows: report.errors.map(({ row, column, detail }) => ({
        row: row === 0 ? texts.wholeFile : String(row),
        column: column || (row === 0 ? '' : texts.wholeRow),
        what: detail[locale],
      })),
      leftOut: report.errorsLeftOut > 0 ? texts.leftOut(String(report.errorsLeftOut)) : null,
    },
  };
}
