import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Dependencies } from '../../../dependencies';
import { advanceClock } from '../../../workflows/advanceClock';
import { listDue } from '../../../workflows/listDue';
import { processorZone } from '../../../workflows/processorDay';
import { type PageProblem, showPage } from '../../page';
import { getPage, type PageRequest, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { showErrorPage } from '../../showErrorPage';
import { safeNext } from '../../signIn/safeNext';
import { dueTexts } from '../../texts/dueTexts';
import { duePage } from './duePage';

const clockBody = z.object({ to: z.string().max(100).default(''), back: z.string().max(2_000).default('') });

/** The front page of the desk: what is due; and the demo clock, which stands above every page of it. */
export function dueRoutes({ context, clock }: Pick<Dependencies, 'context' | 'clock'>): PageRoute[] {
  async function showDue(
    { request, response, locale, actor, now }: Pick<PageRequest, 'request' | 'response' | 'locale' | 'actor' | 'now'>,
    more: { problems?: PageProblem[]; status?: number } = {},
  ): Promise<void> {
    const items = await listDue(context, { now });
    const texts = dueTexts[locale];
    showPage(request, response, {
      view: 'pages/due/list',
      title: texts.title,
      section: 'due',
      self: request.method === 'GET' ? undefined : '/desk',
      model: duePage(items, { locale, role: actor.role, now }),
      ...more,
    });
  }

  return [
    getPage({
      path: '/',
      access: 'public',
      handler: ({ request, response }) => response.redirect(303, request.staff ? '/desk' : '/sign-in'),
    }),
    getPage({ path: '/desk', access: ['admin', 'publisher', 'dpo', 'auditor'], handler: (page) => showDue(page) }),
    postPage({
      path: '/desk/clock',
      access: ['dpo', 'admin'],
      body: clockBody,
      handler: async (page) => {
        const { request, response, actor, locale, body } = page;
        if (!clock.demo) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        const texts = dueTexts[locale];
        const to = instantOf(body.to);
        if (!to) return showDue(page, { status: 422, problems: [{ field: 'clock-to', text: texts.clockMissing }] });
        const moved = await advanceClock(context, { clock, to, actor });
        if (moved.ok) return response.redirect(303, safeNext(body.back));
        const own: Record<string, string> = { 'clock-backwards': texts.clockBackwards, 'clock-too-far': texts.clockTooFar };
        const text = own[moved.refusal.code];
        return showDue(page, { status: 422, problems: text ? [{ field: 'clock-to', text }] : refusalProblems(moved.refusal, locale) });
      },
    }),
  ];
}

/** What a `datetime-local` field says, in the processor's zone; undefined where it is no point in time. */
function instantOf(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return undefined;
  try {
    return new Date(Temporal.PlainDateTime.from(text, { overflow: 'reject' }).toZonedDateTime(processorZone).epochMilliseconds);
  } catch {
    return undefined;
  }
}
