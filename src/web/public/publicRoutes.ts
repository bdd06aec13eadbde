import type { Response } from 'express';
import { createAuditSigner } from '../../audit/auditKeys';
import type { Dependencies } from '../../dependencies';
import { showPage } from '../page';
import { getPage, type PageRoute } from '../pageRoute';
import { publicTexts } from '../texts/publicTexts';
import { latestOf, loadPublicChanges, loadPublicRegister } from './publicRegister';
import { feedEntry, publicChange, publicListJson, publicListPage } from './publicViews';

/** Seconds that anybody may keep an answer. */
const keptFor = 300;

/** The list of subprocessors and the feeds of published changes, for anybody: no session, no controller's data. */
export function publicRoutes({ config, data }: Pick<Dependencies, 'config' | 'data'>): PageRoute[] {
  const { baseUrl } = config;
  const processorName = config.processor.name;

  return [
    getPage({
      path: '/subprocessors',
      access: 'public',
      handler: async ({ request, response, locale, now }) => {
        const register = await loadPublicRegister(data);
        mayBeKept(response, { chosen: request.query.lang !== undefined });
        showPage(request, response, {
          view: 'pages/public/subprocessors',
          title: publicTexts[locale].title,
          model: publicListPage(register, { locale, now, processorName }),
        });
      },
    }),
    getPage({
      path: '/audit-keys.json',
      access: 'public',
      handler: ({ response }) => {
        mayBeKept(response, { chosen: false });
        response.json({ keys: createAuditSigner(config.auditKeys).publicKeys });
      },
    }),
    getPage({
      path: '/subprocessors.json',
      access: 'public',
      handler: async ({ response, now }) => {
        const register = await loadPublicRegister(data);
        mayBeKept(response, { chosen: false });
        response.json(publicListJson(register, { now, processorName }));
      },
    }),
    getPage({
      path: '/changes.json',
      access: 'public',
      handler: async ({ request, response, locale }) => {
        const changes = await loadPublicChanges(data);
        mayBeKept(response, { chosen: request.query.lang !== undefined });
        response.json({
          version: 'https://jsonfeed.org/version/1.1',
          title: publicTexts[locale].feedTitle(processorName),
          home_page_url: `${baseUrl}/subprocessors`,
          feed_url: `${baseUrl}/changes.json`,
          language: locale,
          items: changes.map((each) => {
            const { id, title, url, published, updated, text } = feedEntry(each, { locale, baseUrl });
            return {
              id,
              title,
              url,
              date_published: published,
              date_modified: updated,
              content_text: text,
              _forvarsel: publicChange(each.change),
            };
          }),
        });
      },
    }),
    getPage({
      path: '/changes.atom',
      access: 'public',
      handler: async ({ request, response, locale, now }) => {
        const changes = await loadPublicChanges(data);
        mayBeKept(response, { chosen: request.query.lang !== undefined });
        response.type('application/atom+xml').render('feeds/changesAtom', {
          model: {
            locale,
            id: `${baseUrl}/changes.atom`,
            title: publicTexts[locale].feedTitle(processorName),
            author: processorName,
            self: `${baseUrl}/changes.atom`,
            alternate: `${baseUrl}/subprocessors`,
            // A feed must say when it changed, also one in which nothing ever has.
            updated: (latestOf(changes.map(({ changedAt }) => changedAt)) ?? now).toISOString(),
            entries: changes.map((each) => feedEntry(each, { locale, baseUrl })),
          },
        });
      },
    }),
  ];
}

/** The words follow the reader's language; an answer that remembers a choice of language is that reader's own. */
function mayBeKept(response: Response, { chosen }: { chosen: boolean }): void {
  response
    .set('Cache-Control', chosen ? `private, max-age=${keptFor}` : `public, max-age=${keptFor}`)
    .vary('Accept-Language')
    .vary('Cookie');
}
