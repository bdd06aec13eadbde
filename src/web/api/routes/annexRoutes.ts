import { z } from 'zod';
import type { CalendarDate } from '../../../domain/calendar/calendarDate';
import { done, type Outcome, refuse } from '../../../domain/outcome';
import type { AnnexFacts } from '../../../pdf/documents/annexTables';
import { calendarDay } from '../../../schemas/primitives';
import { readAnnex } from '../../../workflows/annexes/readAnnex';
import { annexFile, annexFileKinds, annexFileTypes } from '../../annexes/annexFile';
import { type ApiCall, type ApiRoute, fileRoute, getRoute } from '../apiRoute';
import { annexView, viewAnnex } from '../views/annexView';
import { anybodyButSystem } from './roles';
import { viewed } from './routeHelpers';

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
  ...annexFileKinds.map((kind) => fileRoute({ path: `/agreements/{id}/${kind}`, roles: anybodyButSystem, summary: summaries[kind], query, fileType: annexFileTypes[kind],
    handler: async (call) => {
      const annex = await annexOf(call);
      const { dependencies: { config }, language: locale, now } = call;
      return annex.ok ? done(await annexFile(annex.value, { kind, locale, processorName: config.processor.name, now })) : annex;
    } })),
];
