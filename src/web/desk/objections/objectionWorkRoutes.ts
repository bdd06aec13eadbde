import type { Outcome, Refusal } from '../../../domain/outcome';
import { noteInput, workInput } from '../../../schemas/objections';
import { readInput } from '../../../schemas/readInput';
import { attachToObjection } from '../../../workflows/objections/attachToObjection';
import { planWork, writeNote } from '../../../workflows/objections/planWork';
import { sendDocument } from '../../documents/sendDocument';
import type { PageProblem } from '../../page';
import { getPage, type PageRequest, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { statusOf } from '../../refusals';
import { showErrorPage } from '../../showErrorPage';
import { objectionDeskTexts } from '../../texts/objectionDeskTexts';
import { type FormBody, formBody, textOf } from '../formBody';
import { isRecordId } from '../lookUps';
import { pathId } from '../pageAddress';
import { staffFiles } from '../staffFiles';
import type { TypedPage } from './objectionPage';
import { describedOr404, type ObjectionDependencies, showObjection } from './showObjection';

/** What the staff does around an objection, none of which decides anything: who has it, notes, files. */
export function objectionWorkRoutes(dependencies: ObjectionDependencies): PageRoute[] {
  const { data, context } = dependencies;

  /** Back to the objection, or its page with what is wrong. */
  async function answer(
    page: PageRequest<FormBody>,
    outcome: Outcome<unknown> | PageProblem[],
    { done, typed }: { done: string; typed: TypedPage },
  ): Promise<void> {
    if (!Array.isArray(outcome) && outcome.ok) {
      return page.response.redirect(303, `/desk/objections/${pathId(page.request.params)}?done=${done}`);
    }
    const described = await describedOr404(dependencies, page);
    if (!described) return;
    const problems = Array.isArray(outcome) ? outcome : problemsOf(outcome.refusal, page);
    const status = Array.isArray(outcome) ? 422 : statusOf(outcome.refusal.code);
    await showObjection(dependencies, page, described, { status, problems, typed });
  }

  return [
    postPage({
      path: '/desk/objections/:id/work',
      access: ['dpo'],
      body: formBody,
      handler: async (page) => {
        const { request, actor, now, body } = page;
        const typed = { assignedTo: textOf(body, 'assignedTo'), dueOn: textOf(body, 'dueOn') };
        const read = readInput(workInput, {
          version: Number(textOf(body, 'version')),
          assignedTo: typed.assignedTo || null,
          dueOn: typed.dueOn || null,
        });
        const outcome = read.ok ? await planWork(context, { actor, now, objectionId: pathId(request.params), plan: read.value }) : read;
        // What a colleague has just saved is shown, and not what would overwrite it.
        const isStale = !outcome.ok && outcome.refusal.code === 'stale-version';
        await answer(page, outcome, { done: 'planned', typed: isStale ? {} : { work: typed } });
      },
    }),
    postPage({
      path: '/desk/objections/:id/notes',
      access: ['dpo'],
      body: formBody,
      handler: async (page) => {
        const { request, actor, now, body } = page;
        const note = textOf(body, 'note');
        const read = readInput(noteInput, note ? { text: note } : {});
        const outcome = read.ok
          ? await writeNote(context, { actor, now, objectionId: pathId(request.params), text: read.value.text })
          : read;
        await answer(page, outcome, { done: 'noted', typed: { work: { note } } });
      },
    }),
    postPage({
      path: '/desk/objections/:id/documents',
      access: ['dpo'],
      body: formBody,
      handler: async (page) => {
        const { request, actor, now, body, locale } = page;
        const audience = textOf(body, 'audience') === 'controller' ? ('controller' as const) : ('processor' as const);
        const { files, problems } = staffFiles(request, 'files');
        const missing = files.length === 0 ? [{ field: 'files', text: objectionDeskTexts[locale].documents.missing }] : [];
        const wrong = problems.length > 0 ? problems : missing;
        const attached = { actor, now, objectionId: pathId(request.params), files, audience };
        const outcome = wrong.length > 0 ? wrong : await attachToObjection(context, attached);
        await answer(page, outcome, { done: 'attached', typed: { audience } });
      },
    }),
    getPage({
      path: '/desk/objections/:id/documents/:documentId',
      access: ['dpo', 'auditor'],
      handler: async ({ request, response }) => {
        const { documentId } = request.params;
        const found = isRecordId(documentId) ? await data.documents.find(documentId) : null;
        if (!found || found.about.objectionId !== pathId(request.params)) {
          return showErrorPage(request, response, { status: 404, text: 'notFound' });
        }
        sendDocument(response, found);
      },
    }),
  ];
}

const fields: Record<string, string> = { '/assignedTo': 'assignedTo', '/dueOn': 'dueOn', '/text': 'note' };

function problemsOf(refusal: Refusal, { locale }: PageRequest<FormBody>): PageProblem[] {
  if (refusal.code === 'stale-version') return [{ field: null, text: objectionDeskTexts[locale].work.stale }];
  return refusalProblems(refusal, locale, (errors) =>
    errors.map(({ pointer, detail }) => ({ field: fields[pointer] ?? null, text: detail[locale] })),
  );
}
