import type { Dependencies } from '../../../dependencies';
import { documentDecisionInput } from '../../../schemas/changeDocuments';
import { readInput } from '../../../schemas/readInput';
import { decideDocumentRequest } from '../../../workflows/documentRequests/decideDocumentRequest';
import { type PageProblem, showPage } from '../../page';
import { getPage, type PageRequest, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { statusOf } from '../../refusals';
import { showErrorPage } from '../../showErrorPage';
import { changeDocumentTexts } from '../../texts/changeDocumentTexts';
import { changeTexts } from '../../texts/changeTexts';
import { changeTitle } from '../changes/changeLabels';
import { type FormBody, formBody, textOf } from '../formBody';
import { isRecordId } from '../lookUps';
import { doneNotice, pathId } from '../pageAddress';
import { type AboutRequest, documentRequestPage, type TypedDecision } from './documentRequestPage';

/** Requests for documents: the page of one, and its answer. They are listed with the change's documents, and in what is due. */
export function documentRequestRoutes({ data, context }: Pick<Dependencies, 'data' | 'context'>): PageRoute[] {
  async function find(id: string): Promise<AboutRequest | null> {
    const request = isRecordId(id) ? await data.documentRequests.find(id) : null;
    if (!request) return null;
    const [notice, change, agreement] = await Promise.all([
      data.notices.find(request.noticeId),
      data.changes.find(request.changeId),
      data.agreements.find(request.agreementId),
    ]);
    if (!notice || !change || !agreement) throw new Error(`the request for documents ${id} lost its notice`);
    return { request, notice, change, agreement };
  }

  async function show(
    page: PageRequest<unknown>,
    more: { problems?: PageProblem[]; status?: number; typed?: TypedDecision } = {},
  ): Promise<void> {
    const { request, response, locale, actor, now } = page;
    const about = await find(pathId(request.params));
    if (!about) return showErrorPage(request, response, { status: 404, text: 'notFound' });
    const { change } = about;
    const texts = changeDocumentTexts[locale];
    showPage(request, response, {
      view: 'pages/changes/documentRequest',
      title: texts.requests.pageTitle(about.request.reference),
      section: 'changes',
      status: more.status,
      problems: more.problems,
      notice: request.method === 'GET' ? doneNotice(request.query.done, texts.requests.done) : null,
      self: `/desk/document-requests/${about.request._id}`,
      breadcrumbs: [
        { href: '/desk/changes', label: changeTexts[locale].listTitle },
        { href: `/desk/changes/${change._id}`, label: changeTitle(change, locale) },
        { href: `/desk/changes/${change._id}/documents`, label: texts.title },
      ],
      model: documentRequestPage(about, { locale, now, mayAnswer: actor.role === 'dpo', typed: more.typed ?? null }),
    });
  }

  async function answer(page: PageRequest<FormBody>): Promise<void> {
    const { request, response, body, actor, now, locale } = page;
    const requestId = pathId(request.params);
    if (!isRecordId(requestId)) return showErrorPage(request, response, { status: 404, text: 'notFound' });
    const typed = { decision: textOf(body, 'decision'), text: textOf(body, 'text'), readableUntil: textOf(body, 'readableUntil') };
    if (typed.decision !== 'grant' && typed.decision !== 'decline') {
      const problem = { field: 'decision', text: changeDocumentTexts[locale].requests.notChosen };
      return show(page, { status: 422, problems: [problem], typed });
    }
    const granted = typed.decision === 'grant';
    const read = readInput(documentDecisionInput, {
      granted,
      ...(typed.text ? { text: typed.text } : {}),
      ...(granted && typed.readableUntil ? { readableUntil: typed.readableUntil } : {}),
    });
    const outcome = read.ok
      ? await decideDocumentRequest(context, { actor, now, requestId, decision: { ...read.value, text: read.value.text ?? '' } })
      : read;
    if (outcome.ok) return response.redirect(303, `/desk/document-requests/${requestId}?done=answered`);
    const problems = refusalProblems(outcome.refusal, locale, (errors) =>
      errors.map(({ pointer, detail }) => ({ field: pointer.slice(1) || null, text: detail[locale] })),
    );
    await show(page, { status: statusOf(outcome.refusal.code), problems, typed });
  }

  return [
    getPage({ path: '/desk/document-requests/:id', access: ['dpo', 'auditor'], handler: (page) => show(page) }),
    postPage({ path: '/desk/document-requests/:id/answer', access: ['dpo'], body: formBody, handler: answer }),
  ];
}
