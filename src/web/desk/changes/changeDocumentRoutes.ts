import type { ChangeRecord } from '../../../data/change.model';
import type { ChangeDocumentFacts } from '../../../data/document.repository';
import type { Dependencies } from '../../../dependencies';
import { mayHandleDocuments, removalOfDocument } from '../../../domain/change/changeDocuments';
import type { Outcome } from '../../../domain/outcome';
import { changeDocumentLabel, documentLabelOf, documentReason } from '../../../schemas/changeDocuments';
import { readInput } from '../../../schemas/readInput';
import { attachToChange } from '../../../workflows/documents/attachToChange';
import { takeFromChange } from '../../../workflows/documents/takeFromChange';
import { sendDocument } from '../../documents/sendDocument';
import { type PageProblem, showPage } from '../../page';
import { getPage, type PageRequest, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { statusOf } from '../../refusals';
import { showErrorPage } from '../../showErrorPage';
import { changeDocumentTexts } from '../../texts/changeDocumentTexts';
import { changeTexts } from '../../texts/changeTexts';
import { type FormBody, formBody, textOf } from '../formBody';
import { agreementReferences } from '../lookUps';
import { doneNotice } from '../pageAddress';
import { filesAgain, staffFiles } from '../staffFiles';
import { attachRoles, changeDocumentsPage, nameOf } from './changeDocumentsPage';
import { findChange } from './changeDraftRoutes';
import { changeTitle } from './changeLabels';
import { documentReadings } from './documentReadings';

const everybody = ['admin', 'publisher', 'dpo', 'auditor'] as const;
const mostRequests = 200;
const labelFields = ['kind', 'access', 'language', 'titleNb', 'titleEn'] as const;

/** The documents of a change: the list with who has read what, attaching one, reading one, and taking one away. */
export function changeDocumentRoutes({ data, context }: Pick<Dependencies, 'data' | 'context'>): PageRoute[] {
  async function show(
    page: Pick<PageRequest, 'request' | 'response' | 'locale' | 'actor'>,
    change: ChangeRecord,
    more: { problems?: PageProblem[]; status?: number; typed?: Record<string, string> } = {},
  ): Promise<void> {
    const { request, response, locale, actor } = page;
    const [documents, requests] = await Promise.all([
      data.documents.listOfChange(change._id),
      data.documentRequests.listOfChange(change._id, mostRequests),
    ]);
    const readings = await documentReadings(
      data,
      documents.map(({ _id }) => _id),
    );
    const agreementIds = [...requests, ...readings].flatMap(({ agreementId }) => agreementId ?? []);
    const references = await agreementReferences(data, [...new Set(agreementIds)]);
    const texts = changeDocumentTexts[locale];
    showPage(request, response, {
      view: 'pages/changes/documents',
      title: texts.title,
      section: 'changes',
      status: more.status,
      problems: more.problems,
      notice: request.method === 'GET' ? doneNotice(request.query.done, texts.done) : null,
      self: `/desk/changes/${change._id}/documents`,
      breadcrumbs: crumbs(change, page),
      model: changeDocumentsPage(change, { documents, readings, requests, references, actor, locale, typed: more.typed ?? {} }),
    });
  }

  async function attach(page: PageRequest<FormBody>): Promise<void> {
    const { request, response, actor, now, body, locale } = page;
    const change = await findChange(data, request);
    if (!change) return showErrorPage(request, response, { status: 404, text: 'notFound' });
    const typed = Object.fromEntries(labelFields.map((name) => [name, textOf(body, name)]));
    const { files, problems } = staffFiles(request, 'files');
    const texts = changeDocumentTexts[locale].form;
    const missing =
      problems.length > 0 ? problems : files.length === 1 ? [] : [{ field: 'files', text: files.length === 0 ? texts.missing : texts.one }];
    const label = readInput(changeDocumentLabel, Object.fromEntries(Object.entries(typed).filter(([, text]) => text !== '')));
    const [file] = files;
    const outcome =
      label.ok && file && missing.length === 0
        ? await attachToChange(context, { actor, now, changeId: change._id, file, label: documentLabelOf(label.value) })
        : null;
    if (outcome?.ok) return response.redirect(303, `/desk/changes/${change._id}/documents?done=attached`);
    const wrong = [...(label.ok ? [] : problemsOf(label, page)), ...missing, ...(outcome ? problemsOf(outcome, page) : [])];
    const status = outcome ? statusOf(outcome.refusal.code) : 422;
    await show(page, change, { status, problems: filesAgain(request, { field: 'files', problems: wrong }), typed });
  }

  async function found({ request }: Pick<PageRequest, 'request'>): Promise<{ change: ChangeRecord; document: ChangeDocumentFacts } | null> {
    const change = await findChange(data, request);
    const documents = change ? await data.documents.listOfChange(change._id) : [];
    const document = documents.find(({ _id }) => _id === request.params.documentId);
    return change && document ? { change, document } : null;
  }

  async function showTake(
    page: PageRequest<unknown>,
    more: { problems?: PageProblem[]; status?: number; reason?: string } = {},
  ): Promise<void> {
    const { request, response, locale, actor } = page;
    const known = await found(page);
    const how = known && !known.document.ofChange.withdrawn ? removalOfDocument(known.change.status) : null;
    if (!known || !how) return showErrorPage(request, response, { status: 404, text: 'notFound' });
    const { change, document } = known;
    if (!mayHandleDocuments(actor.role, change.status)) return showErrorPage(request, response, { status: 403, text: 'forbidden' });
    const all = changeDocumentTexts[locale];
    const texts = all.takePage;
    const name = nameOf(document, locale);
    const base = `/desk/changes/${change._id}/documents`;
    showPage(request, response, {
      view: 'pages/simpleForm',
      title: how === 'remove' ? texts.removeTitle(name) : texts.withdrawTitle(name),
      section: 'changes',
      status: more.status,
      problems: more.problems,
      breadcrumbs: [...crumbs(change, page), { href: base, label: all.title }],
      model: {
        id: 'take',
        lead: how === 'remove' ? texts.removeLead : texts.withdrawLead,
        action: `${base}/${document._id}/take`,
        fields:
          how === 'remove'
            ? []
            : [{ name: 'reason', label: texts.reason, hint: texts.reasonHint, value: more.reason ?? '', kind: 'textarea', rows: 3 }],
        save: all.take[how],
        cancel: { href: base, label: texts.cancel },
      },
    });
  }

  async function take(page: PageRequest<FormBody>): Promise<void> {
    const { request, response, actor, now, body } = page;
    const known = await found(page);
    if (!known) return showErrorPage(request, response, { status: 404, text: 'notFound' });
    const reason = textOf(body, 'reason');
    const read = readInput(documentReason, reason ? { reason } : {});
    const which = { changeId: known.change._id, documentId: known.document._id };
    const outcome = read.ok ? await takeFromChange(context, { actor, now, ...which, reason: read.value.reason ?? '' }) : read;
    if (outcome.ok) return response.redirect(303, `/desk/changes/${known.change._id}/documents?done=${outcome.value}`);
    const problems = problemsOf(outcome, page);
    const status = statusOf(outcome.refusal.code);
    if (status !== 422) return show(page, known.change, { status, problems });
    await showTake(page, { status, problems, reason });
  }

  return [
    getPage({
      path: '/desk/changes/:id/documents',
      access: everybody,
      handler: async (page) => {
        const change = await findChange(data, page.request);
        if (!change) return showErrorPage(page.request, page.response, { status: 404, text: 'notFound' });
        await show(page, change);
      },
    }),
    postPage({ path: '/desk/changes/:id/documents', access: attachRoles, body: formBody, handler: attach }),
    getPage({
      path: '/desk/changes/:id/documents/:documentId',
      access: everybody,
      handler: async (page) => {
        const { request, response } = page;
        const known = await found(page);
        const document = known && (await data.documents.find(known.document._id));
        if (!document) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        sendDocument(response, document);
      },
    }),
    getPage({ path: '/desk/changes/:id/documents/:documentId/take', access: attachRoles, handler: (page) => showTake(page) }),
    postPage({ path: '/desk/changes/:id/documents/:documentId/take', access: attachRoles, body: formBody, handler: take }),
  ];
}

function crumbs(change: ChangeRecord, { locale }: Pick<PageRequest, 'locale'>) {
  return [
    { href: '/desk/changes', label: changeTexts[locale].listTitle },
    { href: `/desk/changes/${change._id}`, label: changeTitle(change, locale) },
  ];
}

function problemsOf(outcome: Extract<Outcome<unknown>, { ok: false }>, { locale }: Pick<PageRequest, 'locale'>): PageProblem[] {
  return refusalProblems(outcome.refusal, locale, (errors) =>
    errors.map(({ pointer, detail }) => ({ field: pointer.slice(1) || null, text: detail[locale] })),
  );
}
