import { z } from 'zod';
import { done } from '../../../domain/outcome';
import { retentionHoldInput } from '../../../schemas/agreements';
import { retentionRuleNames } from '../../../workflows/retention/retentionRule';
import { listRetention } from '../../../workflows/retention/runRetention';
import { setRetentionHold } from '../../../workflows/retention/setRetentionHold';
import { type ApiRoute, getRoute, postRoute } from '../apiRoute';
import { agreementView, viewAgreement } from '../views/agreementView';
import { moment, momentOf, recordId } from '../views/wire';

const mostListed = 1_000;

const retentionView = z
  .object({
    rules: z.array(
      z.object({
        rule: z.enum(retentionRuleNames),
        records: z.array(
          z.object({ kind: z.enum(['sending', 'deliveryReport', 'agreement', 'change', 'contact', 'user']), id: recordId, since: moment }),
        ),
        more: z.boolean().meta({ description: `There are more than ${mostListed}` }),
      }),
    ),
  })
  .meta({ id: 'Retention' });

// biome-ignore format: a route says everything on one line
export const retentionRoutes: readonly ApiRoute[] = [
  getRoute({ path: '/retention', roles: ['admin', 'dpo', 'auditor'], summary: 'What is ready to be erased now, by rule', answer: retentionView,
    handler: async ({ dependencies: { context }, now }) => {
      const lists = await listRetention(context, { now, most: mostListed });
      return done({ rules: lists.map(({ rule, records, more }) => ({ rule, more, records: records.map(({ kind, id, since }) => ({ kind, id, since: momentOf(since) })) })) });
    } }),
  postRoute({ path: '/agreements/{id}/retention-hold', roles: ['admin', 'dpo'], summary: 'Put the erasure of everything about an agreement on hold, or let it go on', body: retentionHoldInput, answer: agreementView,
    handler: async ({ dependencies: { context }, actor, now, id: agreementId, body }) => {
      const outcome = await setRetentionHold(context, { actor, now, agreementId, reason: body.hold ? body.reason : null });
      if (!outcome.ok) return outcome;
      const annexes = await context.data.annexes.subprocessorsInForce([agreementId]);
      return done(viewAgreement(outcome.value, annexes.get(agreementId) ?? []));
    } }),
];
