import { Router } from 'express';
import { z } from 'zod';
import type { ContactRecord, ControllerRecord } from '../../data/controller.model';
import type { Dependencies } from '../../dependencies';
import { readMailAddress } from '../../mail/addresses';
import { confirmContact } from '../../workflows/registry/confirmContact';
import { keepOut, limitLinkPages } from '../linkPages';
import { preferLocale } from '../locale';
import { showPage } from '../page';
import { getPage, mountPages, type PageRequest, postPage } from '../pageRoute';
import { contactTexts } from '../texts/contactTexts';

/**
 * `/c/<token>`: the link of the yearly mail to a contact. GET asks and changes nothing, since scanners open links; the button confirms. The token in the
 * address is all the authority there is, and no other site knows it, so that the form needs no token of its own.
 */
export function contactLinkRouter(dependencies: Pick<Dependencies, 'config' | 'context' | 'data' | 'redis'>): Router {
  const { config, context, data } = dependencies;
  const replyTo = readMailAddress(config.mail.replyTo).address;

  async function findContact({
    request,
    now,
  }: PageRequest<unknown>): Promise<{ controller: ControllerRecord; contact: ContactRecord } | null> {
    const token = String(request.params.token);
    const link = context.links.verifyContact(token, now);
    if (!link.ok || request.path !== `/c/${token}`) return null;
    const controller = await data.controllers.find(link.controllerId);
    const contact = controller?.contacts.find(({ id }) => id === link.contactId);
    return controller && contact ? { controller, contact } : null;
  }

  function showClosed({ request, response }: PageRequest<unknown>): void {
    const texts = contactTexts[request.locale].link;
    showPage(request, response, {
      view: 'pages/contacts/link',
      title: texts.closedTitle,
      status: 404,
      model: { lines: [texts.closed, texts.newLink(replyTo)], address: null, button: null },
    });
  }

  const router = Router();
  router.use('/c', keepOut, ...limitLinkPages(dependencies, { name: 'contact', pages: 300, acts: 300 }));
  mountPages(router, [
    getPage({
      path: '/c/:token',
      access: 'public',
      handler: async (page) => {
        const found = await findContact(page);
        if (!found) return showClosed(page);
        const { request, response } = page;
        preferLocale(request, found.contact.locale);
        const texts = contactTexts[request.locale].link;
        showPage(request, response, {
          view: 'pages/contacts/link',
          title: texts.title,
          model: {
            lines: [texts.lead(config.processor.name, found.controller.name)],
            address: found.contact.email,
            button: { action: request.path, label: texts.button },
            after: texts.wrong(replyTo),
          },
        });
      },
    }),
    postPage({
      path: '/c/:token',
      access: 'public',
      body: z.object({}),
      handler: async (page) => {
        const found = await findContact(page);
        if (!found) return showClosed(page);
        const { request, response, now } = page;
        const { controller, contact } = found;
        const outcome = await confirmContact(context, { now, controllerId: controller._id, contactId: contact.id, by: 'contact' });
        if (!outcome.ok) return showClosed(page);
        preferLocale(request, contact.locale);
        const texts = contactTexts[request.locale].link;
        showPage(request, response, {
          view: 'pages/contacts/link',
          title: texts.doneTitle,
          model: { lines: [texts.done(contact.email)], address: null, button: null },
        });
      },
    }),
  ]);
  return router;
}
