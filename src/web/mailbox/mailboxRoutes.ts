import type { Request, Response } from 'express';
import PostalMime, { type Email } from 'postal-mime';
import type { CapturedMessageRecord } from '../../data/capturedMessage.model';
import type { Dependencies } from '../../dependencies';
import { isRecordId } from '../desk/lookUps';
import { pageAddress, pathId } from '../desk/pageAddress';
import { showPage } from '../page';
import { getPage, type PageRoute } from '../pageRoute';
import { showErrorPage } from '../showErrorPage';
import { mailboxTexts } from '../texts/mailboxTexts';
import { htmlForFrame, messagePage, messageRow } from './mailboxView';

const perPage = 50;

/**
 * The mail that was captured instead of sent, open to anybody: outside production, and only where mail is captured. Elsewhere there are no such pages.
 * A mail's HTML stands in a frame of its own that may run, load and send nothing.
 */
export function mailboxRoutes({ config, data }: Pick<Dependencies, 'config' | 'data'>): PageRoute[] {
  if (config.production || config.mail.mode !== 'capture') return [];

  async function find(request: Request): Promise<{ message: CapturedMessageRecord; email: Email } | null> {
    const id = pathId(request.params);
    const message = isRecordId(id) ? await data.capturedMessages.find(id) : null;
    return message ? { message, email: await PostalMime.parse(rawBytes(message)) } : null;
  }

  function notFound(request: Request, response: Response): void {
    showErrorPage(request, response, { status: 404, text: 'notFound' });
  }

  return [
    getPage({
      path: '/mailbox',
      access: 'public',
      handler: async ({ request, response, locale }) => {
        const texts = mailboxTexts[locale];
        const to = typeof request.query.to === 'string' ? request.query.to.trim() : '';
        const cursor = isRecordId(request.query.cursor) ? request.query.cursor : undefined;
        const [page, count] = await Promise.all([
          data.capturedMessages.latest({ limit: perPage, cursor, ...(to ? { to } : {}) }),
          data.capturedMessages.count(to || undefined),
        ]);
        const emails = await Promise.all(page.items.map((message) => PostalMime.parse(rawBytes(message))));
        showPage(request, response, {
          view: 'pages/mailbox/list',
          title: texts.title,
          model: {
            lead: texts.lead,
            count: texts.count(String(count)),
            empty: to ? texts.emptyFiltered : texts.empty,
            to: { name: 'to', label: texts.to, value: to, kind: 'email' },
            filter: texts.filter,
            clear: to ? { href: '/mailbox', label: texts.clear } : null,
            columns: texts.columns,
            rows: page.items.flatMap((message, index) => {
              const email = emails[index];
              return email ? [messageRow(message, email, locale)] : [];
            }),
            pagination: {
              first: cursor ? pageAddress('/mailbox', { to }) : null,
              next: page.next ? pageAddress('/mailbox', { to, cursor: page.next }) : null,
            },
          },
        });
      },
    }),
    getPage({
      path: '/mailbox/:id',
      access: 'public',
      handler: async ({ request, response, locale }) => {
        const found = await find(request);
        if (!found) return notFound(request, response);
        response.set('Content-Security-Policy', `${response.get('Content-Security-Policy')};frame-src 'self'`);
        showPage(request, response, {
          view: 'pages/mailbox/show',
          title: found.email.subject || mailboxTexts[locale].noSubject,
          breadcrumbs: [{ href: '/mailbox', label: mailboxTexts[locale].title }],
          model: messagePage(found.message, found.email, locale),
        });
      },
    }),
    getPage({
      path: '/mailbox/:id/html',
      access: 'public',
      handler: async ({ request, response }) => {
        const found = await find(request);
        if (!found?.email.html) return notFound(request, response);
        response
          .set(
            'Content-Security-Policy',
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
          )
          .set('X-Frame-Options', 'SAMEORIGIN')
          .type('html')
          .send(htmlForFrame(found.email.html));
      },
    }),
    getPage({
      path: '/mailbox/:id/source',
      access: 'public',
      handler: async ({ request, response }) => {
        const found = await find(request);
        if (!found) return notFound(request, response);
        response.type('text/plain; charset=utf-8').send(Buffer.from(rawBytes(found.message)));
      },
    }),
  ];
}

/** Lean documents carry BSON's Binary where the schema says Buffer. */
function rawBytes({ raw }: { raw: Buffer | { buffer: Uint8Array } }): Uint8Array {
  return Buffer.isBuffer(raw) ? raw : raw.buffer;
}
