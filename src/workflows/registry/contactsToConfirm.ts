import type { ContactRecord } from '../../data/controller.model';
import type { Page, PageRequest } from '../../data/page';
import { localDateOf } from '../../domain/calendar/calendarDate';
import type { WorkflowContext } from '../context';
import { processorZone } from '../processorDay';
import { unconfirmedBefore } from './controllerContacts';

export interface ContactToConfirm {
  controllerId: string;
  controllerName: string;
  contact: ContactRecord;
  /** The question since then came back, or was refused: nobody reads mail there. */
  wasUnreached: boolean;
}

/** Contacts that nobody has vouched for in a year as of `now` (legal time), controller by controller; a page is so many controllers. */
export async function contactsToConfirm(
  { data }: Pick<WorkflowContext, 'data'>,
  { now, ...page }: PageRequest & { now: Date },
): Promise<Page<ContactToConfirm>> {
  const before = unconfirmedBefore(now);
  const { items, next } = await data.controllers.listConfirmedBefore(before, page);
  const failed = await data.sendings.listFailedContactChecks(items.map(({ _id }) => _id));
  const wasUnreached = ({ id, confirmedAt }: ContactRecord) =>
    failed.some(({ contactId, askedOn }) => contactId === id && askedOn > localDateOf(confirmedAt, processorZone));
  const contacts = items.flatMap(({ _id, name, contacts }) =>
    contacts
      .filter(({ confirmedAt }) => confirmedAt < before)
      .map((contact) => ({ controllerId: _id, controllerName: name, contact, wasUnreached: wasUnreached(contact) })),
  );
  return { items: contacts, next };
}
