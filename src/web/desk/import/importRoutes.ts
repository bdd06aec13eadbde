import type { Request, Response } from 'express';
import type { Dependencies } from '../../../dependencies';
import type { Outcome } from '../../../domain/outcome';
import { type ImportReport, importAgreements } from '../../../workflows/import/importAgreements';
import { type PageProblem, showPage } from '../../page';
import { getPage, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { statusOf } from '../../refusals';
import { importTexts } from '../../texts/importTexts';
import { type FormBody, formBody, textOf } from '../formBody';
import { carry, unpack } from './carriedCsv';
import { importCheckPage, importFormPage } from './importPage';

/** Importing agreements: the form, what would happen, and the import itself. Both steps read the spreadsheet anew. */
export function importRoutes({ context }: Pick<Dependencies, 'context'>): PageRoute[] {
  function showForm(request: Request, response: Response, { problem, pasted = '' }: { problem?: PageProblem; pasted?: string } = {}): void {
    const locale = request.locale;
    showPage(request, response, {
      view: 'pages/import/form',
      title: importTexts[locale].title,
      section: 'import',
      status: problem ? 422 : 200,
      problems: problem ? [problem] : [],
      notice: doneText(request),
      self: '/desk/import',
      model: importFormPage({ locale, pasted }),
    });
  }

  function showCheck(
    request: Request,
    response: Response,
    { outcome, csv, source }: { outcome: Outcome<ImportReport>; csv: Buffer; source: string },
  ): void {
    const locale = request.locale;
    const texts = importTexts[locale];
    const report = reportOf(outcome);
    const failed = outcome.ok
      ? []
      : report
        ? [{ field: null, text: texts.failed(String(report.errors.length + report.errorsLeftOut)) }]
        : refusalProblems(outcome.refusal, locale);
    showPage(request, response, {
      view: 'pages/import/check',
      title: outcome.ok ? texts.previewTitle : texts.resultTitle,
      section: 'import',
      status: outcome.ok ? 200 : report ? 422 : statusOf(outcome.refusal.code),
      problems: failed,
      self: '/desk/import',
      breadcrumbs: [{ href: '/desk/import', label: texts.title }],
      model: importCheckPage(report ?? emptyReport, { locale, source, carried: carry(csv) }),
    });
  }

  return [
    getPage({ path: '/desk/import', access: ['admin'], handler: ({ request, response }) => showForm(request, response) }),
    postPage({
      path: '/desk/import',
      access: ['admin'],
      body: formBody,
      handler: async ({ request, response, actor, now, locale, body }) => {
        const said = spreadsheetOf(request, body);
        if ('problem' in said) {
          const field = said.problem === 'both' || said.problem === 'tooLarge' || said.problem === 'nothing' ? 'file' : null;
          return showForm(request, response, {
            problem: { field, text: importTexts[locale][said.problem] },
            pasted: textOf(body, 'pasted'),
          });
        }
        const dryRun = body.step !== 'import';
        const outcome = await importAgreements(context, { actor, now, csv: said.csv, dryRun });
        if (dryRun || !outcome.ok) return showCheck(request, response, { outcome, csv: said.csv, source: said.source });
        const { added, changed, unchanged } = outcome.value;
        response.redirect(303, `/desk/import?added=${added}&changed=${changed}&unchanged=${unchanged}`);
      },
    }),
  ];
}

type Spreadsheet = { csv: Buffer; source: string } | { problem: 'nothing' | 'both' | 'tooLarge' | 'unreadable' };

function spreadsheetOf(request: Request, body: FormBody): Spreadsheet {
  if (request.uploadTooLarge) return { problem: 'tooLarge' };
  const texts = importTexts[request.locale];
  const carried = textOf(body, 'carried');
  if (carried) {
    const csv = unpack(carried);
    return csv ? { csv, source: textOf(body, 'source') || texts.pastedSource } : { problem: 'unreadable' };
  }
  const pasted = textOf(body, 'pasted');
  const file = request.file?.size ? request.file : null;
  if (file && pasted) return { problem: 'both' };
  // Browsers name files in UTF-8, and the parser reads the name as Latin-1.
  if (file) return { csv: file.buffer, source: Buffer.from(file.originalname, 'latin1').toString('utf8').slice(0, 200) };
  return pasted ? { csv: Buffer.from(pasted, 'utf8'), source: texts.pastedSource } : { problem: 'nothing' };
}

const emptyReport: ImportReport = { dryRun: true, rows: 0, added: 0, changed: 0, unchanged: 0, errors: [], errorsLeftOut: 0 };

/** The report of an import that was done, or of one that was refused for what stands in its rows; null for any other refusal. */
function reportOf(outcome: Outcome<ImportReport>): ImportReport | null {
  if (outcome.ok) return outcome.value;
  return outcome.refusal.code === 'import-errors' ? (outcome.refusal.extra as unknown as ImportReport) : null;
}

/** What the import before the redirect did. Only numbers are taken from the address. */
function doneText({ query, locale }: Request): string | null {
  const numbers = [query.added, query.changed, query.unchanged].filter(
    (each): each is string => typeof each === 'string' && /^\d{1,7}$/.test(each),
  );
  const [added, changed, unchanged] = numbers;
  return added !== undefined && changed !== undefined && unchanged !== undefined
    ? importTexts[locale].done(added, changed, unchanged)
    : null;
}
