import type { ContactRecord } from '../../data/controller.model';
import { newId } from '../../data/id';
import { addMonths, localDateOf, startOfDay } from '../../domain/calendar/calendarDate';
import type { FieldProblem } from '../../domain/outcome';
import type { ContactInput } from '../../schemas/controllers';
import { processorZone } from '../processorDay';
import { registryProblem, repetitions } from './registryProblems';

/** How long an address counts as right without anybody vouching for it again. */
const confirmedForMonths = 12;

/** What is stored of a contact that somebody vouches for at `now` (legal time): it is asked again at the beginning of the same date a year later. */
export function confirmedAt(now: Date): Pick<ContactRecord, 'confirmedAt' | 'checkAt'> {
  return { confirmedAt: now, checkAt: nextCheckAt(now) };
}

export function nextCheckAt(now: Date): Date {
  return startOfDay(addMonths(localDateOf(now, processorZone), confirmedForMonths), processorZone);
}

/** Contacts that were confirmed before this instant have not been for a year. */
export function unconfirmedBefore(now: Date): Date {
  return startOfDay(addMonths(localDateOf(now, processorZone), -confirmedForMonths), processorZone);
}

type Identified = ContactInput & { id?: string | undefined };

/** What tells two contacts of one controller apart: the address, however it is capitalised, and what it is for. */
export function contactKey({ email, purpose }: { email: string; purpose?: ContactRecord['purpose'] | undefined }): string {
  return `${purpose ?? 'subprocessorChanges'} ${email.toLowerCase()}`;
}

/** Repeated contacts, and ids that are not of this controller. */
export function contactProblems(contacts: readonly Identified[], existing: readonly ContactRecord[]): FieldProblem[] {
  const unknown = contacts.flatMap(({ id }, index) =>
    id === undefined || existing.some((contact) => contact.id === id) ? [] : [registryProblem(`/contacts/${index}/id`, 'unknown-contact')],
  );
  const ids = contacts.map(({ id }, index) => id ?? `new ${index}`);
  return [...unknown, ...repetitions(ids, '/contacts', '/id'), ...repetitions(contacts.map(contactKey), '/contacts', '/email')];
}

/**
 * The contacts as they are stored. One that is named by id, or has the address and purpose of an existing one, stays that contact: evidence points to it. Whoever
 * writes an address vouches for it at `now` (legal time); one that stands there already stays as it was confirmed.
 */
export function contactsFrom(contacts: readonly Identified[], existing: readonly ContactRecord[], now: Date): ContactRecord[] {
  const named = new Set(contacts.flatMap(({ id }) => (id === undefined ? [] : [id])));
  return contacts.map((contact) => {
    const same =
      existing.find(({ id }) => id === contact.id) ?? existing.find((one) => !named.has(one.id) && contactKey(one) === contactKey(contact));
    return {
      id: same?.id ?? newId(),
      email: contact.email,
      name: contact.name ?? null,
      locale: contact.locale ?? null,
      purpose: contact.purpose ?? 'subprocessorChanges',
      ...(same && same.email === contact.email ? { confirmedAt: same.confirmedAt, checkAt: same.checkAt } : confirmedAt(now)),
    };
  });
}
