import { z } from 'zod';
import type { FieldProblem, Outcome, Refusal } from '../../../domain/outcome';
import { type ImportReport, importAgreements } from '../../../workflows/import/importAgreements';
import { type ApiRoute, postRoute } from '../apiRoute';
import { wholeNumber } from '../views/wire';

/** The file as it came; what is in it, the import itself reads. */
const csvFile = z
  .custom<Buffer>((body) => Buffer.isBuffer(body), { message: 'required' })
  .meta({
    type: 'string',
    description:
      'UTF-8, `;` or `,`. Columns controller, organisationNumber, agreement, preset, services, signedOn, contactEmail, contactName, locale, and perhaps contactPurpose, annex, terms, clause',
  });

const importQuery = z.strictObject({ dryRun: z.enum(['0', '1', 'false', 'true']).optional() });

const importReport = z
  .object({
    dryRun: z.boolean(),
    rows: wholeNumber,
    added: wholeNumber,
    changed: wholeNumber,
    unchanged: wholeNumber,
    errors: z.array(z.object({ row: wholeNumber, column: z.string(), code: z.string(), detail: z.string() })),
  })
  .meta({ id: 'ImportReport' });

/** With errors the report is the problem document: its `errors` name row and column beside a pointer made of them. */
function withPointers(refusal: Refusal): Refusal {
  const { errors, ...counts } = (refusal.extra ?? {}) as Partial<ImportReport>;
  if (!errors) return refusal;
  const problems: (FieldProblem & { row: number; column: string })[] = errors.map(({ row, column, code, detail }) => ({
    pointer: `/${row}/${column.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    row,
    column,
    code,
    detail,
  }));
  return { code: refusal.code, detail: refusal.detail, extra: counts, errors: problems };
}

function reportOf(outcome: Outcome<ImportReport>): Outcome<z.infer<typeof importReport>> {
  if (!outcome.ok) return { ok: false, refusal: withPointers(outcome.refusal) };
  const { dryRun, rows, added, changed, unchanged } = outcome.value;
  return { ok: true, value: { dryRun, rows, added, changed, unchanged, errors: [] } };
}

// biome-ignore format: a route says everything on one line
export const importRoute: ApiRoute = postRoute({ path: '/import', roles: ['admin'], summary: 'Import agreements with their contacts from a CSV file', body: csvFile, bodyType: 'text/csv', query: importQuery, answer: importReport,
  handler: async ({ dependencies: { context }, actor, now, body, query }) => reportOf(await importAgreements(context, { actor, now, csv: body, dryRun: query.dryRun === '1' || query.dryRun === 'true' })) });
