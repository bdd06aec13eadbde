import { z } from 'zod';
import type { CalendarDate } from '../../../domain/calendar/calendarDate';
import { done, type Outcome, refuse } from '../../../domain/outcome';
import type { AnnexFacts } from '../../../pdf/documents/annexTables';
import { directRelationEnd, directRelationEntry, directRelationInput } from '../../../schemas/directRelations';
import { calendarDay, pageQuery } from '../../../schemas/primitives';
import { readAnnex } from '../../../workflows/annexes/readAnnex';
import { reportDrift } from '../../../workflows/annexes/reportDrift';
import { confirmDirectRelation, discardDirectRelation } from '../../../workflows/registry/confirmDirectRelation';
import { endDirectRelation, enterDirectRelation } from '../../../workflows/registry/directRelations';
import { annexFile, annexFileKinds, annexFileTypes } from '../../annexes/annexFile';
import { type ApiCall, type ApiRoute, fileRoute, getRoute, postRoute } from '../apiRoute';
import { annexView, viewAnnex } from '../views/annexView';
import { directRelationList, viewDirectRelations } from '../views/directRelationView';
import { driftReportView, viewDriftReport } from '../views/driftView';
import { anybodyButSystem } from './roles';
import { found, pageAsked, viewed } from './routeHelpers';

const query = z.strictObject({ on: calendarDay.optional() });

async function annexOf({
  dependencies: { data, context },
  id,
  now,
  query: { on },
}: ApiCall<undefined, { on?: CalendarDate }>): Promise<Outcome<AnnexFacts>> {
  const agreement = await data.agreements.find(id);
  return agreement ? readAnnex(context, { agreement, on: on ?? null, now }) : refuse('not-found');
}

const summaries = {
  'annex.pdf': 'The annex and its log as PDF; on: as it stood that day',
  'annex.csv': 'The annex as a spreadsheet; on: as it stood that day',
  'annex-log.csv': 'The log of the annex as a spreadsheet; on: until that day',
};

// biome-ignore format: a route says everything on one line
export const annexRoutes: readonly ApiRoute[] = [
  getRoute({ path: '/agreements/{id}/annex', roles: anybodyButSystem, summary: 'The annex and its log as they stand; on: as they stood at the end of that day', query, answer: annexView,
    handler: async (call) => viewed(await annexOf(call), viewAnnex) }),
  getRoute({ path: '/annexes/drift', roles: anybodyButSystem, summary: 'Agreements whose annex and the register no longer say the same, by id', query: z.strictObject(pageQuery), answer: driftReportView,
    handler: async ({ dependencies: { context }, now, query: asked }) => {
      const { limit, cursor = null } = pageAsked(asked);
      return done(viewDriftReport(await reportDrift(context, { now, limit, cursor })));
    } }),
  getRoute({ path: '/agreements/{id}/direct-relations', roles: anybodyButSystem, summary: 'Third parties whose standard services the controller has agreements of its own for', answer: directRelationList,
    handler: async ({ dependencies: { data }, id }) => found(await data.agreements.find(id), viewDirectRelations) }),
  postRoute({ path: '/agreements/{id}/direct-relations', roles: ['admin'], summary: 'Enter that the controller has an agreement of its own with a third party (2020 template 9.7); it counts once another person has confirmed it', body: directRelationInput, answer: directRelationList,
    handler: async ({ dependencies: { context }, actor, now, id, body }) => viewed(await enterDirectRelation(context, { actor, now, agreementId: id, input: body }), viewDirectRelations) }),
  postRoute({ path: '/agreements/{id}/direct-relations/confirm', roles: ['admin', 'dpo'], summary: 'Confirm one that another person entered', body: directRelationEntry, answer: directRelationList,
    handler: async ({ dependencies: { context }, actor, now, id, body }) => viewed(await confirmDirectRelation(context, { actor, now, agreementId: id, entryId: body.id }), viewDirectRelations) }),
  postRoute({ path: '/agreements/{id}/direct-relations/discard', roles: ['admin', 'dpo'], summary: 'Take away one that waits to be confirmed', body: directRelationEntry, answer: directRelationList,
    handler: async ({ dependencies: { context }, actor, now, id, body }) => viewed(await discardDirectRelation(context, { actor, now, agreementId: id, entryId: body.id }), viewDirectRelations) }),
  postRoute({ path: '/agreements/{id}/direct-relations/end', roles: ['admin'], summary: 'Set the last day of such an agreement', body: directRelationEnd, answer: directRelationList,
    handler: async ({ dependencies: { context }, actor, now, id, body }) => viewed(await endDirectRelation(context, { actor, now, agreementId: id, input: body }), viewDirectRelations) }),
  ...annexFileKinds.map((kind) => fileRoute({ path: `/agreements/{id}/${kind}`, roles: anybodyButSystem, summary: summaries[kind], query, fileType: annexFileTypes[kind],
    handler: async (call) => {
      const annex = await annexOf(call);
      const { dependencies: { config }, language: locale, now } = call;
      return annex.ok ? done(await annexFile(annex.value, { kind, locale, processorName: config.processor.name, now })) : annex;
    } })),
];
