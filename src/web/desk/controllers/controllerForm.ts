import type { ControllerRecord } from '../../../data/controller.model';
import type { FieldProblem } from '../../../domain/outcome';
import type { PageLocale } from '../../locale';
import type { PageProblem } from '../../page';
import { controllerTexts } from '../../texts/controllerTexts';
import { type FormBody, textOf, versionOf } from '../formBody';

interface ContactRow {
  /** Of a contact that is there already. */
  id: string;
  email: string;
  name: string;
  locale: string;
  purpose: string;
}

/** What the form says of a controller, as text. */
export interface ControllerForm {
  name: string;
  organisationNumber: string;
  contacts: ContactRow[];
  version: number | undefined;
}

const mostRows = 100;

export const emptyControllerForm: ControllerForm = { name: '', organisationNumber: '', contacts: [], version: undefined };

export function controllerFormOf({ name, organisationNumber, contacts, version }: ControllerRecord): ControllerForm {
  return {
    name,
    organisationNumber: organisationNumber ?? '',
    contacts: contacts.map((contact) => ({
      id: contact.id,
      email: contact.email,
      name: contact.name ?? '',
      locale: contact.locale ?? '',
      purpose: contact.purpose,
    })),
    version,
  };
}

/** Reads the form; its contacts in the order of their numbers, so that a problem is shown where the contact now stands. */
export function readControllerForm(body: FormBody): ControllerForm {
  const rows: { contact: ContactRow; position: number }[] = [];
  for (let index = 0; index < mostRows && body[`contacts-${index}-email`] !== undefined; index += 1) {
    const read = (member: string): string => textOf(body, `contacts-${index}-${member}`);
    const contact = { id: read('id'), email: read('email'), name: read('name'), locale: read('locale'), purpose: read('purpose') };
    const position = Number(read('position').replace(',', '.'));
    if (contact.email || contact.name)
      rows.push({ contact, position: read('position') !== '' && Number.isFinite(position) ? position : index + 1 });
  }
  return {
    name: textOf(body, 'name'),
    organisationNumber: textOf(body, 'organisationNumber'),
    contacts: rows.sort((one, other) => one.position - other.position).map(({ contact }) => contact),
    version: versionOf(body),
  };
}

/** As `POST /controllers` takes it; with `ids`, as `PATCH` does. */
export function controllerInputOf(form: ControllerForm, { ids }: { ids: boolean }): unknown {
  return {
    name: form.name,
    organisationNumber: form.organisationNumber || null,
    contacts: form.contacts.map(({ id, email, name, locale, purpose }) => ({
      email,
      name: name || null,
      locale: locale || null,
      ...(purpose ? { purpose } : {}),
      ...(ids && id ? { id } : {}),
    })),
    ...(ids && form.version ? { version: form.version } : {}),
  };
}

export function controllerProblems(problems: FieldProblem[], locale: PageLocale): PageProblem[] {
  const texts = controllerTexts[locale];
  return problems.map(({ pointer, detail }) => {
    const [, first = '', index = '', member = 'email'] = pointer.split('/');
    const text = detail[locale];
    if (first === 'name') return { field: 'name', text, summary: `${texts.name}: ${text}` };
    if (first === 'organisationNumber') return { field: 'organisationNumber', text, summary: `${texts.organisationNumber}: ${text}` };
    if (first !== 'contacts') return { field: null, text };
    const row = Number(index) || 0;
    const labels = texts.form;
    const names: Record<string, string> = { name: labels.contactName, locale: labels.language, purpose: labels.purpose };
    const field = Object.hasOwn(names, member) ? member : 'email';
    const label = `${labels.contact(row + 1)}, ${(names[field] ?? labels.email).toLowerCase()}`;
    return { field: `contacts-${row}-${field}`, text, summary: `${label}: ${text}` };
  });
}

/** What the form prints; `emptyRows` beside the contacts that are there. */
export function controllerFormPage(
  form: ControllerForm,
  { locale, action, cancelHref, emptyRows }: { locale: PageLocale; action: string; cancelHref: string; emptyRows: number },
) {
  const texts = controllerTexts[locale];
  const { contacts: words } = texts;
  const empty: ContactRow = { id: '', email: '', name: '', locale: 'nb', purpose: 'subprocessorChanges' };
  const rows = [...form.contacts, ...Array.from({ length: emptyRows }, () => empty)];
  return {
    action,
    version: form.version === undefined ? null : String(form.version),
    fields: [
      { name: 'name', label: texts.name, value: form.name },
      {
        name: 'organisationNumber',
        label: texts.organisationNumber,
        hint: texts.form.organisationNumberHint,
        value: form.organisationNumber,
        width: 'short',
      },
    ],
    contacts: {
      legend: texts.form.contactsLegend,
      hint: texts.form.contactsHint,
      more: texts.form.more,
      rows: rows.map((row, index) => ({
        legend: texts.form.contact(index + 1),
        id: { name: `contacts-${index}-id`, value: row.id },
        position: { name: `contacts-${index}-position`, label: texts.form.position, value: String(index + 1) },
        email: { name: `contacts-${index}-email`, label: texts.form.email, value: row.email, kind: 'email' },
        name: { name: `contacts-${index}-name`, label: texts.form.contactName, value: row.name },
        locale: {
          name: `contacts-${index}-locale`,
          label: texts.form.language,
          options: [
            { value: '', label: words.anyLanguage, selected: row.locale === '' },
            ...(['nb', 'nn', 'en'] as const).map((value) => ({ value, label: words.languages[value], selected: row.locale === value })),
          ],
        },
        purpose: {
          name: `contacts-${index}-purpose`,
          label: texts.form.purpose,
          options: (['subprocessorChanges', 'securityBreach'] as const).map((value) => ({
            value,
            label: words.purposes[value],
            selected: row.purpose === value,
          })),
        },
      })),
    },
    save: texts.form.save,
    cancel: { href: cancelHref, label: texts.form.cancel },
  };
}
