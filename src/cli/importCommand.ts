import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Refusal } from '../domain/outcome';
import { type ImportReport, importAgreements } from '../workflows/import/importAgreements';
import { type CliResult, type RecordCommand, refused, told, UsageError } from './cliCommand';

export const importCommand: RecordCommand = {
  name: 'import',
  summary: 'Import agreements with their controllers and contacts from a CSV file',
  positionals: ['file'],
  options: { 'dry-run': { type: 'boolean', help: 'check and count, store nothing' } },
  needs: 'record',
  async run({ dependencies, actor, now }, { positionals: [file = ''], options, startedIn }) {
    const csv = await readFile(path.resolve(startedIn, file)).catch((error: NodeJS.ErrnoException) => {
      throw new UsageError(`${file} cannot be read: ${error.code ?? error.message}.`);
    });
    const outcome = await importAgreements(dependencies.context, { actor, now, csv, dryRun: options['dry-run'] === true });
    if (!outcome.ok) return reportOf(outcome.refusal);
    const { dryRun, rows, added, changed, unchanged } = outcome.value;
    const verb = dryRun ? 'Would import' : 'Imported';
    return told({ dryRun, rows, added, changed, unchanged, errors: [] }, [
      `${verb} ${rows} rows: ${added} agreements added, ${changed} changed, ${unchanged} unchanged.`,
    ]);
  },
};

/** With errors in the file the report is the answer, each error with its row and column. */
function reportOf(refusal: Refusal): CliResult {
  if (refusal.code !== 'import-errors') return refused(refusal);
  const { errors, ...counts } = refusal.extra as unknown as ImportReport;
  const listed = errors.map(({ row, column, code, detail }) => ({ row, column, code, detail: detail.en }));
  const more = counts.errorsLeftOut > 0 ? [`… and ${counts.errorsLeftOut} more.`] : [];
  return {
    exitCode: 1,
    json: { ...counts, errors: listed },
    lines: [
      'Nothing was imported. Correct these and import again:',
      ...listed.map(({ row, column, code, detail }) => `  row ${row}${column ? `, ${column}` : ''}: ${detail} (${code})`),
      ...more,
    ],
  };
}
