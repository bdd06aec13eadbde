import type { Dependencies } from '../../../dependencies';
import { describeDate } from '../../../domain/periods/describe';
import { processorDay } from '../../../workflows/processorDay';
import { confirmContact } from '../../../workflows/registry/confirmContact';
import { contactsToConfirm } from '../../../workflows/registry/contactsToConfirm';
import { showPage } from '../../page';
import { getPage, type PageRoute, postPage } from '../../pageRoute';
import { contactTexts } from '../../texts/contactTexts';
import { controllerTexts } from '../../texts/controllerTexts';
import { formBody, textOf } from '../formBody';
import { isRecordId } from '../lookUps';
import { doneNotice, pageAddress } from '../pageAddress';

const everybody = ['admin', 'publisher', 'dpo', 'auditor'] as const;
const confirmers = ['admin', 'dpo'] as const;
const controllersPerPage = 100;

/** Contacts that nobody has vouched for in a year, and vouching for one. */
export function contactRoutes({ context }: Pick<Dependencies, 'context'>): PageRoute[] {
  return [
    getPage({
      path: '/desk/contacts',
      access: everybody,
      handler: async ({ request, response, locale, actor, now }) => {
        const cursor = isRecordId(request.query.cursor) ? request.query.cursor : undefined;
        const { items, next } = await contactsToConfirm(context, { now, limit: controllersPerPage, cursor });
        const texts = contactTexts[locale];
        showPage(request, response, {
          view: 'pages/contacts/list',
          title: texts.listTitle,
          section: 'controllers',
          notice: doneNotice(request.query.done, { confirmed: texts.confirmed, gone: texts.gone }),
          breadcrumbs: [{ href: '/desk/controllers', label: controllerTexts[locale].listTitle }],
          model: {
            lead: texts.lead,
            empty: texts.empty,
            columns: texts.columns,
            confirm: texts.confirm,
            mayConfirm: confirmers.some((role) => role === actor.role),
            rows: items.map(({ controllerId, controllerName, contact, wasUnreached }) => ({
              href: `/desk/controllers/${controllerId}`,
              controller: controllerName,
              controllerId,
              contactId: contact.id,
              email: contact.email,
              unreached: wasUnreached ? { label: texts.unreached, color: 'danger' } : null,
              name: contact.name ?? texts.notStated,
              confirmedOn: processorDay(contact.confirmedAt),
              confirmed: describeDate(processorDay(contact.confirmedAt), locale),
              confirmWhich: texts.confirmWhich(contact.email),
            })),
            pagination: {
              first: cursor ? '/desk/contacts' : null,
              next: next ? pageAddress('/desk/contacts', { cursor: next }) : null,
            },
          },
        });
      },
    }),
    postPage({
      path: '/desk/contacts/confirm',
      access: confirmers,
      body: formBody,
      handler: async ({ response, actor, now, body }) => {
        const [controllerId, contactId] = [textOf(body, 'controllerId'), textOf(body, 'contactId')];
        const known = isRecordId(controllerId) && isRecordId(contactId);
        const outcome = known ? await confirmContact(context, { now, controllerId, contactId, by: actor }) : null;
        response.redirect(303, `/desk/contacts?done=${outcome?.ok ? 'confirmed' : 'gone'}`);
      },
    }),
  ];
}
