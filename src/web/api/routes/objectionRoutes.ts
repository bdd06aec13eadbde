import { z } from 'zod';
import type { ObjectionRecord } from '../../../data/objection.model';
import type { Page } from '../../../data/page';
import { done, type Outcome } from '../../../domain/outcome';
import { objectionEvent, objectionInput } from '../../../schemas/objections';
import { pageQuery, id as recordId } from '../../../schemas/primitives';
import { decideObjection } from '../../../workflows/objections/decideObjection';
import { describeObjection } from '../../../workflows/objections/describeObjection';
import { enterObjection } from '../../../workflows/objections/enterObjection';
import { type ApiCall, type ApiRoute, getRoute, postRoute } from '../apiRoute';
import { objectionView, viewObjection } from '../views/objectionView';
import { pageOfViews } from '../views/wire';
import { pageAsked, viewed } from './routeHelpers';

type View = z.infer<typeof objectionView>;
type Call = Pick<ApiCall<unknown, unknown>, 'dependencies' | 'actor' | 'now'>;

const yesOrNo = z.enum(['true', 'false', '1', '0']);
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

function isYes(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : text === 'true' || text === '1';
}

// biome-ignore format: a route says everything on one line
export const objectionRoutes: ApiRoute[] = [
  getRoute({ path: '/objections', roles: ['dpo', 'auditor'], summary: 'Objections, newest first', query: objectionPages, answer: pageOfViews(objectionView),
    handler: async (call) => describePage(call, await call.dependencies.data.objections.list({ ...pageAsked(call.query), open: isYes(call.query.open), changeId: call.query.changeId })) }),
  postRoute({ path: '/objections', roles: ['dpo'], summary: 'Enter an objection that came by mail, letter or phone', body: objectionInput, status: 201, answer: objectionView,
    handler: async (call) => describeAfter(call, await enterObjection(call.dependencies.context, { actor: call.actor, now: call.now, input: call.body })) }),
  getRoute({ path: '/objections/{id}', roles: ['dpo', 'auditor'], summary: 'One objection, with what can be done next', answer: objectionView,
    handler: async (call) => describe(call, call.id) }),
  postRoute({ path: '/objections/{id}/events', roles: ['dpo'], summary: 'Take a step with an objection', body: objectionEvent, answer: objectionView,
    handler: async (call) => describeAfter(call, await decideObjection(call.dependencies.context, { actor: call.actor, now: call.now, objectionId: call.id, input: call.body })) }),
];
