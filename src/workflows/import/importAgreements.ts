import { createHash } from 'node:crypto';
import { isDuplicateKey } from '../../data/connection';
import type { Actor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { groupRows, type ImportedAgreement } from './groupRows';
import type { ImportProblem } from './importProblems';
import { type PlannedAgreement, planAgreements } from './planAgreements';
import { planControllers } from './planControllers';
import { readRows } from './readRows';
import { readSpreadsheet } from './readSpreadsheet';
import { saveImport } from './saveImport';

/**
 * What an import did, or with `dryRun` would do. `rows` counts the rows that are not blank, without the header; the others count agreements:
 * `changed` is one where the agreement, one of the contacts that its rows name, or its controller's name or number differs from the register.
 */
export interface ImportReport {
  dryRun: boolean;
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  errors: ImportProblem[];
  /** How many more there are than `errors` lists. */
  errorsLeftOut: number;
}

const errorsListed = 1_000;

/**
 * Imports agreements with their controllers and contacts from a CSV file with the columns of CONTRACT.md (see `readSpreadsheet`, `groupRows`).
 * Everything is checked first: with one error nothing is imported, and the refusal `import-errors` carries the report. Nothing in the register is
 * removed: contacts that the file does not name stay with their controller, but an agreement uses those of its rows, in their order.
 * Up to 5,000 documents (about a thousand agreements) are saved in one transaction, more in several; a run that was cut short is completed by importing
 * the same file again, which finds what is there already unchanged. `stale-version`: somebody else changed the registry meanwhile; import again.
 */
export async function importAgreements(
  context: WorkflowContext,
  { actor, now, csv, dryRun = false }: { actor: Actor; now: Date; csv: Buffer; dryRun?: boolean },
): Promise<Outcome<ImportReport>> {
  const spreadsheet = readSpreadsheet(csv);
  if (!spreadsheet.ok) return refuseAll(spreadsheet.problems, { dryRun, rows: 0 });
  const { rows, problems } = await readRows(spreadsheet.rows, now);
  const grouped = groupRows(rows);
  const plan = await planRegistry(context, grouped.agreements, now);
  const found = [...problems, ...grouped.problems, ...plan.problems];
  const counted = { dryRun, rows: spreadsheet.rows.length };
  if (found.length > 0) return refuseAll(found, counted);

  const count = (kind: PlannedAgreement['counts']) => plan.planned.filter(({ counts }) => counts === kind).length;
  const counts = { added: count('added'), changed: count('changed'), unchanged: count('unchanged') };
  if (!dryRun) {
    const facts = { rows: counted.rows, ...counts, sha256: createHash('sha256').update(csv).digest('hex') };
    const saved = await save(context, { actor, now, planned: plan.planned, facts });
    if (!saved.ok) return saved;
  }
  return done({ ...counted, ...counts, errors: [], errorsLeftOut: 0 });
}

async function planRegistry(
  { data }: WorkflowContext,
  agreements: readonly ImportedAgreement[],
  now: Date,
): Promise<{ planned: PlannedAgreement[]; problems: ImportProblem[] }> {
  const controllers = await planControllers(data, [...new Set(agreements.map(({ controller }) => controller))], now);
  const imported = agreements.flatMap((said) => {
    const controller = controllers.planned.get(said.controller);
    return controller ? [{ said, controller }] : [];
  });
  const { planned, problems } = await planAgreements(data, { imported, now });
  return { planned, problems: [...controllers.problems, ...problems] };
}

async function save(context: WorkflowContext, input: Parameters<typeof saveImport>[1]): Promise<Outcome<null>> {
  try {
    return await saveImport(context, input);
  } catch (error) {
    // Somebody registered one of the references at the same time: the plan no longer fits the register.
    if (isDuplicateKey(error)) return refuse('stale-version');
    throw error;
  }
}

/** Sorted as the spreadsheet is, each cell's problem once. */
function refuseAll(problems: readonly ImportProblem[], { dryRun, rows }: { dryRun: boolean; rows: number }): Outcome<ImportReport> {
  const distinct = new Map<string, ImportProblem>();
  for (const problem of problems) {
    const key = `${problem.row}\n${problem.column}\n${problem.code}`;
    if (!distinct.has(key)) distinct.set(key, problem);
  }
  const sorted = [...distinct.values()].sort((one, other) => one.row - other.row);
  const report: ImportReport = {
    dryRun,
    rows,
    added: 0,
    changed: 0,
    unchanged: 0,
    errors: sorted.slice(0, errorsListed),
    errorsLeftOut: Math.max(0, sorted.length - errorsListed),
  };
  return refuse('import-errors', { extra: { ...report } });
}
