import { z } from 'zod';
import { createAuditSigner } from '../../../audit/auditKeys';
import { done, refuse } from '../../../domain/outcome';
import { id, pageQuery } from '../../../schemas/primitives';
import { type ApiRoute, getRoute } from '../apiRoute';
import { chainedEventView, viewChainedEvent } from '../views/chainedEventView';
import { moment } from '../views/wire';
import { pageAsked } from './routeHelpers';

/** The number of an event, or its id. */
const place = z.string().regex(/^(\d{1,15}|[0-9a-f]{24})$/);

const auditPages = z.strictObject({
  limit: pageQuery.limit,
  cursor: place.optional(),
  after: place.optional(),
  changeId: id.optional(),
  agreementId: id.optional(),
  noticeId: id.optional(),
});

const headView = z
  .object({
    seq: z.number().int().meta({ description: 'The number of the last event that it covers' }),
    hash: z.string().meta({ description: 'The chain hash of that event, hex' }),
    root: z.string().meta({ description: 'The root of the Merkle tree (RFC 6962) over events 1 to seq, hex' }),
    at: moment.meta({ description: 'Real time' }),
    kid: z.string(),
    signature: z.string().meta({
      description: 'Ed25519, base64url, over the canonical JSON of the other members, without keys, and purpose "forvarsel audit head 1"',
    }),
    keys: z.array(z.object({ kid: z.string(), algorithm: z.literal('Ed25519'), publicKey: z.string() })),
  })
  .meta({ id: 'AuditHead' });

const roles = ['auditor', 'dpo'] as const;

// biome-ignore format: a route says everything on one line
export const auditRoutes: readonly ApiRoute[] = [
  getRoute({ path: '/audit', roles, summary: 'What happened, in the order of the chain, after the event with the number or id after (or cursor)', query: auditPages, answer: z.object({ items: z.array(chainedEventView), next: z.string().nullable() }),
    handler: async ({ dependencies: { data }, query: { changeId, agreementId, noticeId, after, cursor, ...page } }) => {
      const { limit } = pageAsked(page);
      const from = await data.auditChain.numberOf(cursor ?? after ?? '0');
      if (from === null) return refuse('not-found');
      const events = await data.auditChain.listChained({ after: from, limit: limit + 1, changeId, agreementId, noticeId });
      const items = events.slice(0, limit).map(viewChainedEvent);
      return done({ items, next: events.length > limit ? String(items.at(-1)?.seq) : null });
    } }),
  getRoute({ path: '/audit/head', roles, summary: 'The newest signed head of the chain, with the public keys', answer: headView,
    handler: async ({ dependencies: { data, config } }) => {
      const head = await data.auditHeads.newest();
      if (!head) return refuse('not-found');
      const { seq, hash, root, at, kid, signature } = head;
      return done({ seq, hash, root, at, kid, signature, keys: createAuditSigner(config.auditKeys).publicKeys });
    } }),
];
