import { z } from 'zod';
import { done, type Outcome } from '../../../domain/outcome';
import { type GateQuestion, gateQuestion, gateQuestions } from '../../../schemas/gate';
import type { WorkflowContext } from '../../../workflows/context';
import { answerGate, type GateResult } from '../../../workflows/gate/answerGate';
import { answerGates } from '../../../workflows/gate/answerGates';
import { type ApiRoute, getRoute, postRoute } from '../apiRoute';
import { gateView, viewGate } from '../views/gateView';
import { anybody } from './roles';
import { viewed } from './routeHelpers';

const asked = z.object({
  agreementId: z.string().optional(),
  agreement: z.string().optional(),
  controllerId: z.string().optional(),
  organisationNumber: z.string().optional(),
  subprocessorId: z.string().optional(),
  subprocessor: z.string().optional(),
});

/** The answer to one of many: what was asked, and either the gate's answer or why there is none. What cannot be answered is a no. */
const pairAnswer = asked.extend({
  mayProcess: z.boolean(),
  since: gateView.shape.since,
  validUntil: gateView.shape.validUntil.optional(),
  entry: gateView.shape.entry,
  reasons: gateView.shape.reasons,
  error: z.object({ code: z.string(), pointer: z.string() }).optional(),
});

const pairAnswers = z
  .object({ items: z.array(pairAnswer), next: z.null() })
  .meta({ id: 'GateAnswers', description: 'In the order of the pairs' });

function viewPair(pair: GateQuestion, outcome: Outcome<GateResult>): z.infer<typeof pairAnswer> {
  if (outcome.ok) return { ...pair, ...viewGate(outcome.value) };
  const { code, errors } = outcome.refusal;
  return { ...pair, mayProcess: false, reasons: [], error: { code, pointer: errors?.[0]?.pointer ?? '' } };
}

async function answerPairs(context: WorkflowContext, pairs: GateQuestion[], now: Date): Promise<Outcome<z.infer<typeof pairAnswers>>> {
  const outcomes = await answerGates(context, { now, queries: pairs });
  return done({ items: outcomes.flatMap((outcome, index) => (pairs[index] ? [viewPair(pairs[index], outcome)] : [])), next: null });
}

// biome-ignore format: a route says everything on one line
export const gateRoutes: ApiRoute[] = [
  getRoute({ path: '/gate', roles: anybody, summary: 'May this data go to this subprocessor now?', query: gateQuestion, answer: gateView,
    handler: async ({ dependencies: { context }, now, query }) => viewed(await answerGate(context, { now, query }), viewGate) }),
  postRoute({ path: '/gate', roles: anybody, summary: 'The same for up to 1,000 pairs', body: gateQuestions, answer: pairAnswers,
    handler: async ({ dependencies: { context }, now, body }) => answerPairs(context, body.pairs, now) }),
];
