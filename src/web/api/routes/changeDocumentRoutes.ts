import type { z } from 'zod';
import { done, type Outcome, refuse } from '../../../domain/outcome';
import { changeDocumentInput, documentDecisionInput, documentLabelOf } from '../../../schemas/changeDocuments';
import { decideDocumentRequest } from '../../../workflows/documentRequests/decideDocumentRequest';
import { attachToChange } from '../../../workflows/documents/attachToChange';
import { readUploads } from '../../../workflows/documents/readUploads';
import { type ApiCall, type ApiFile, type ApiRoute, fileRoute, getRoute, postRoute } from '../apiRoute';
import {
  changeDocumentList,
  changeDocumentView,
  documentRequestView,
  viewChangeDocument,
  viewDocumentRequest,
} from '../views/changeDocumentView';
import { pageOfViews } from '../views/wire';
import { anybodyButSystem } from './roles';
import { found, viewed } from './routeHelpers';

type View = z.infer<typeof changeDocumentView>;
const mostOpen = 200;

async function list({ dependencies: { data }, id }: ApiCall<undefined, unknown>): Promise<Outcome<{ items: View[]; next: null }>> {
  const change = await data.changes.find(id);
  if (!change) return refuse('not-found');
  const told = new Set(change.documents.map(({ documentId }) => documentId));
  const documents = await data.documents.listOfChange(id);
  return done({ items: documents.map((document) => viewChangeDocument(document, told)), next: null });
}

async function attach(call: ApiCall<z.output<typeof changeDocumentInput>, unknown>): Promise<Outcome<View>> {
  const { dependencies, actor, now, id: changeId, body } = call;
  const { file, ...label } = body;
  const files = readUploads([file], () => '/file');
  if (!files.ok) return files;
  const [content] = files.value;
  if (!content) return refuse('invalid');
  const attached = await attachToChange(dependencies.context, { actor, now, changeId, file: content, label: documentLabelOf(label) });
  if (!attached.ok) return attached;
  const listed = await list({ ...call, body: undefined });
  const view = listed.ok ? listed.value.items.find(({ id }) => id === attached.value._id) : undefined;
  return view ? done(view) : refuse('not-found');
}

/** Of a change only: what is attached elsewhere is read where it was attached. */
async function read({ dependencies: { data }, id }: ApiCall<undefined, unknown>): Promise<Outcome<ApiFile>> {
  const document = await data.documents.find(id);
  if (!document?.ofChange) return refuse('not-found');
  return done({ name: document.name, bytes: document.bytes, type: document.type });
}

// biome-ignore format: a route says everything on one line
export const changeDocumentRoutes: readonly ApiRoute[] = [
  getRoute({ path: '/changes/{id}/documents', roles: anybodyButSystem, summary: 'The documents of a change, oldest first; also what was withdrawn', answer: changeDocumentList, handler: list }),
  postRoute({ path: '/changes/{id}/documents', roles: ['publisher', 'dpo'], summary: 'Attach a document to a change; once it is released, for the DPO only', body: changeDocumentInput, bodyType: 'multipart/form-data', status: 201, madeAt: '/documents', answer: changeDocumentView, handler: attach }),
  fileRoute({ path: '/documents/{id}', roles: anybodyButSystem, summary: 'A document of a change, as it was attached; each reading is logged', fileType: 'application/octet-stream', handler: read }),
  getRoute({ path: '/document-requests', roles: ['dpo', 'auditor'], summary: 'Requests for documents that wait for an answer, by the day they are due', answer: pageOfViews(documentRequestView),
    handler: async ({ dependencies: { data } }) => done({ items: (await data.documentRequests.listOpen(mostOpen)).map(viewDocumentRequest), next: null }) }),
  getRoute({ path: '/document-requests/{id}', roles: ['dpo', 'auditor'], summary: 'One request for documents', answer: documentRequestView,
    handler: async ({ dependencies: { data }, id }) => found(await data.documentRequests.find(id), viewDocumentRequest) }),
  postRoute({ path: '/document-requests/{id}/answer', roles: ['dpo'], summary: 'Give the documents until a day, or decline with a text: all contacts of the agreement are told', body: documentDecisionInput, answer: documentRequestView,
    handler: async ({ dependencies: { context }, actor, now, id: requestId, body }) => viewed(await decideDocumentRequest(context, { actor, now, requestId, decision: { ...body, text: body.text ?? '' } }), viewDocumentRequest) }),
];
