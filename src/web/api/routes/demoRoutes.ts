import { z } from 'zod';
import type { Dependencies } from '../../../dependencies';
import { done, refuse } from '../../../domain/outcome';
import { clockMove, mailboxQuery } from '../../../schemas/demo';
import { pageQuery } from '../../../schemas/primitives';
import { advanceClock } from '../../../workflows/advanceClock';
import { type ApiRoute, getRoute, postRoute } from '../apiRoute';
import { capturedMessageView, viewCapturedMessage } from '../views/capturedMessageView';
import { moment, momentOf, pageOfViews } from '../views/wire';
import { anybody } from './roles';

const clockView = z.object({ now: moment });
const mailboxPages = mailboxQuery.extend(pageQuery);
const usualMessages = 200;

/** The mailbox holds the links in the mail, which open notices: never where real mail could be. */
function hasMailbox({ config }: Dependencies): boolean {
  return config.mail.mode === 'capture' && !config.production;
}

// biome-ignore format: a route says everything on one line
export const demoRoutes: ApiRoute[] = [
  getRoute({ path: '/demo/clock', roles: anybody, summary: 'Legal time, where the demo clock runs', answer: clockView,
    handler: async ({ dependencies: { clock }, now }) => clock.demo ? done({ now: momentOf(now) }) : refuse('not-found') }),
  postRoute({ path: '/demo/clock', roles: anybody, summary: 'Move the demo clock forward; answers when all that fell due has been done', body: clockMove, answer: clockView,
    handler: async ({ dependencies: { clock, context }, actor, body }) => {
      const moved = await advanceClock(context, { clock, to: body.now, actor });
      return moved.ok ? done({ now: momentOf(moved.value.now) }) : moved;
    } }),
  getRoute({ path: '/demo/mailbox', roles: anybody, summary: 'Captured messages, oldest first', query: mailboxPages, answer: pageOfViews(capturedMessageView),
    handler: async ({ dependencies, query: { to, after, cursor, limit = usualMessages } }) => {
      if (!hasMailbox(dependencies)) return refuse('not-found');
      const messages = await dependencies.data.capturedMessages.list({ to, after: cursor ?? after, limit: limit + 1 });
      const items = await Promise.all(messages.slice(0, limit).map(viewCapturedMessage));
      return done({ items, next: messages.length > limit ? (items.at(-1)?.id ?? null) : null });
    } }),
];
