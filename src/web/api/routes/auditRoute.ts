import { z } from 'zod';
import { done } from '../../../domain/outcome';
import { id, pageQuery } from '../../../schemas/primitives';
import { type ApiRoute, getRoute } from '../apiRoute';
import { auditEventView, viewAuditEvent } from '../views/auditEventView';
import { pageOfViews } from '../views/wire';
import { pageAsked } from './routeHelpers';

const auditPages = z.strictObject({
  ...pageQuery,
  after: pageQuery.cursor,
  changeId: id.optional(),
  agreementId: id.optional(),
  noticeId: id.optional(),
});

// biome-ignore format: a route says everything on one line
export const auditRoute: ApiRoute = getRoute({ path: '/audit', roles: ['auditor', 'dpo'], summary: 'What happened, oldest first, after the event named by after (or cursor)', query: auditPages, answer: pageOfViews(auditEventView),
  handler: async ({ dependencies: { data }, query: { changeId, agreementId, noticeId, after, ...page } }) => {
    const { limit, cursor } = pageAsked(page);
    const events = await data.auditEvents.list({ after: after ?? cursor, limit: limit + 1, changeId, agreementId, noticeId });
    const items = events.slice(0, limit).map(viewAuditEvent);
    return done({ items, next: events.length > limit ? (items.at(-1)?.id ?? null) : null });
  } });
