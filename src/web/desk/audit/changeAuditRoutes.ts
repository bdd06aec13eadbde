import type { Dependencies } from '../../../dependencies';
import { showPage } from '../../page';
import { getPage, type PageRoute } from '../../pageRoute';
import { showErrorPage } from '../../showErrorPage';
import { auditTexts } from '../../texts/auditTexts';
import { changeTexts } from '../../texts/changeTexts';
import { findChange } from '../changes/changeDraftRoutes';
import { changeTitle } from '../changes/changeLabels';
import { isRecordId } from '../lookUps';
import { auditNames, auditStory } from './auditStory';

const eventsPerPage = 200;

/** The story of one change, oldest first. */
export function changeAuditRoutes({ data }: Pick<Dependencies, 'data'>): PageRoute[] {
  return [
    getPage({
      path: '/desk/changes/:id/audit',
      access: ['admin', 'publisher', 'dpo', 'auditor'],
      handler: async ({ request, response, locale }) => {
        const change = await findChange(data, request);
        if (!change) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        const after = isRecordId(request.query.after) ? request.query.after : undefined;
        const events = await data.auditEvents.list({ changeId: change._id, limit: eventsPerPage + 1, ...(after ? { after } : {}) });
        const shown = events.slice(0, eventsPerPage);
        const href = `/desk/changes/${change._id}`;
        const last = shown.at(-1)?._id;
        const texts = auditTexts[locale];
        const title = changeTitle(change, locale);
        showPage(request, response, {
          view: 'pages/audit/story',
          title: texts.ofChange(title),
          section: 'changes',
          breadcrumbs: [
            { href: '/desk/changes', label: changeTexts[locale].listTitle },
            { href, label: title },
          ],
          model: {
            empty: texts.empty,
            timeline: auditStory(shown, await auditNames(data, shown), locale),
            back: { href, label: texts.back },
            pagination: {
              first: after ? `${href}/audit` : null,
              next: events.length > eventsPerPage && last ? `${href}/audit?after=${last}` : null,
            },
          },
        });
      },
    }),
  ];
}
