import { z } from 'zod';
import type { ObjectionRecord } from '../../../data/objection.model';
import type { Page } from '../../../data/page';
import { done, type Outcome } from '../../../domain/outcome';
import { entryInput, noteInput, objectionDocumentInput, objectionEvent, objectionInput, workInput } from '../../../schemas/objections';
import { pageQuery, id as recordId } from '../../../schemas/primitives';
import { readUploads } from '../../../workflows/documents/readUploads';
import { attachToObjection } from '../../../workflows/objections/attachToObjection';
import { checkEntry } from '../../../workflows/objections/checkEntry';
import { decideObjection } from '../../../workflows/objections/decideObjection';
import { describeObjection } from '../../../workflows/objections/describeObjection';
import { enterObjection } from '../../../workflows/objections/enterObjection';
import { planWork, writeNote } from '../../../workflows/objections/planWork';
import { staleText } from '../../desk/objections/objectionWords';
import { type ApiCall, type ApiRoute, getRoute, patchRoute, postRoute } from '../apiRoute';
import { objectionView, viewObjection } from '../views/objectionView';
import { pageOfViews } from '../views/wire';
import { isYes, pageAsked, viewed, yesOrNo } from './routeHelpers';

type View = z.infer<typeof objectionView>;
type Call = Pick<ApiCall<unknown, unknown>, 'dependencies' | 'actor' | 'now'>;
type CallOn = Call & Pick<ApiCall<unknown, unknown>, 'id'>;

const objectionPages = z.strictObject({ ...pageQuery, open: yesOrNo.optional(), changeId: recordId.optional() });

/** The objection as it stands, with what can be done next. */
async function describe({ dependencies: { context }, actor, now }: Call, objectionId: string): Promise<Outcome<View>> {
  return viewed(await describeObjection(context, { objectionId, actor, now }), viewObjection);
}

async function describeAfter(call: Call, outcome: Outcome<ObjectionRecord>): Promise<Outcome<View>> {
  return outcome.ok ? describe(call, outcome.value._id) : outcome;
}

async function describePage(call: Call, page: Page<ObjectionRecord>): Promise<Outcome<{ items: View[]; next: string | null }>> {
  const items: View[] = [];
  for (const { _id } of page.items) {
    const described = await describe(call, _id);
    if (!described.ok) return described;
    items.push(described.value);
  }
  return done({ items, next: page.next });
}

/** What somebody else did in the meantime, in words, beside the steps themselves. */
function tellingWhatHappened<T>(outcome: Outcome<T>): Outcome<T> {
  if (outcome.ok || outcome.refusal.code !== 'stale-version') return outcome;
  const detail = staleText(outcome.refusal);
  return detail ? { ok: false, refusal: { ...outcome.refusal, detail } } : outcome;
}

async function enter({ dependencies: { context }, actor, now }: Call, { document, ...input }: z.output<typeof objectionInput>) {
  const files = readUploads(document ? [document] : [], () => '/document/content');
  return files.ok ? enterObjection(context, { actor, now, input, files: files.value }) : files;
}

async function decide({ dependencies: { context }, actor, now, id: objectionId }: CallOn, body: z.output<typeof objectionEvent>) {
  const { documents = [], ...input } = body;
  const files = readUploads(documents, (index) => `/documents/${index}/content`);
  return files.ok ? tellingWhatHappened(await decideObjection(context, { actor, now, objectionId, input, files: files.value })) : files;
}

async function attach({ dependencies: { context }, actor, now, id: objectionId }: CallOn, body: z.output<typeof objectionDocumentInput>) {
  const files = readUploads([body.document], () => '/document/content');
  return files.ok ? attachToObjection(context, { actor, now, objectionId, files: files.value, audience: body.audience }) : files;
}

async function describeIfDone(call: CallOn, outcome: Outcome<unknown>): Promise<Outcome<View>> {
  return outcome.ok ? describe(call, call.id) : outcome;
}

// biome-ignore format: a route says everything on one line
export const objectionRoutes: ApiRoute[] = [
  getRoute({ path: '/objections', roles: ['dpo', 'auditor'], summary: 'Objections, newest first', query: objectionPages, answer: pageOfViews(objectionView),
    handler: async (call) => describePage(call, await call.dependencies.data.objections.list({ ...pageAsked(call.query), open: isYes(call.query.open), changeId: call.query.changeId })) }),
  postRoute({ path: '/objections', roles: ['dpo'], summary: 'Enter an objection that came by mail, letter or phone', body: objectionInput, withFiles: true, status: 201, answer: objectionView,
    handler: async (call) => describeAfter(call, await enter(call, call.body)) }),
  getRoute({ path: '/objections/{id}', roles: ['dpo', 'auditor'], summary: 'One objection, with what can be done next', answer: objectionView,
    handler: async (call) => describe(call, call.id) }),
  postRoute({ path: '/objections/{id}/events', roles: ['dpo'], summary: 'Take a step with an objection', body: objectionEvent, withFiles: true, answer: objectionView,
    handler: async (call) => describeAfter(call, await decide(call, call.body)) }),
  postRoute({ path: '/objections/{id}/entry', roles: ['dpo'], summary: 'Confirm, correct or strike out what a colleague entered', body: entryInput, answer: objectionView,
    handler: async (call) => describeAfter(call, tellingWhatHappened(await checkEntry(call.dependencies.context, { actor: call.actor, now: call.now, objectionId: call.id, input: call.body }))) }),
  patchRoute({ path: '/objections/{id}', roles: ['dpo'], summary: 'Say who has an objection, and by when', body: workInput, answer: objectionView,
    handler: async (call) => describeIfDone(call, await planWork(call.dependencies.context, { actor: call.actor, now: call.now, objectionId: call.id, plan: call.body })) }),
  postRoute({ path: '/objections/{id}/notes', roles: ['dpo'], summary: 'Write a note that the controller never sees', body: noteInput, answer: objectionView,
    handler: async (call) => describeIfDone(call, await writeNote(call.dependencies.context, { actor: call.actor, now: call.now, objectionId: call.id, text: call.body.text })) }),
  postRoute({ path: '/objections/{id}/documents', roles: ['dpo'], summary: 'Attach a file, for the staff or for the controller too', body: objectionDocumentInput, withFiles: true, answer: objectionView,
    handler: async (call) => describeIfDone(call, await attach(call, call.body)) }),
];
