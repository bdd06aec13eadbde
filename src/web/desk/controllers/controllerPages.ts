import type { AgreementRecord } from '../../../data/agreement.model';
import type { ControllerRecord } from '../../../data/controller.model';
import type { Page } from '../../../data/page';
import type { PageLocale } from '../../locale';
import { controllerTexts } from '../../texts/controllerTexts';
import { agreementStateTag } from '../agreements/agreementLabels';
import { pageAddress } from '../pageAddress';

export const controllersPerPage = 100;

export function controllerListPage(
  page: Page<ControllerRecord>,
  { locale, cursor, mayEdit }: { locale: PageLocale; cursor: string | undefined; mayEdit: boolean },
) {
  const texts = controllerTexts[locale];
  return {
    create: mayEdit ? { href: '/desk/controllers/new', label: texts.new } : null,
    toConfirm: { href: '/desk/contacts', label: texts.toConfirm },
    empty: texts.empty,
    columns: texts.columns,
    rows: page.items.map(({ _id, name, organisationNumber, contacts }) => {
      const addresses = contacts.filter(({ purpose }) => purpose === 'subprocessorChanges').map(({ email }) => email);
      return {
        href: `/desk/controllers/${_id}`,
        name,
        organisationNumber: organisationNumber ?? texts.notStated,
        contacts: addresses.length > 0 ? addresses : [texts.noContacts],
      };
    }),
    pagination: {
      first: cursor ? '/desk/controllers' : null,
      next: page.next ? pageAddress('/desk/controllers', { cursor: page.next }) : null,
    },
  };
}

export function controllerPage(
  controller: ControllerRecord,
  { agreements, locale, mayEdit }: { agreements: AgreementRecord[]; locale: PageLocale; mayEdit: boolean },
) {
  const texts = controllerTexts[locale];
  const { contacts: words } = texts;
  return {
    links: mayEdit
      ? [
          { href: `/desk/controllers/${controller._id}/edit`, label: texts.edit },
          { href: pageAddress('/desk/agreements/new', { controllerId: controller._id }), label: texts.newAgreement },
        ]
      : [],
    facts: [{ label: texts.organisationNumber, values: [controller.organisationNumber ?? texts.notStated] }],
    contacts: {
      title: words.title,
      lead: words.lead,
      none: words.none,
      columns: words.columns,
      rows: controller.contacts.map(({ email, name, locale: language, purpose }, index) => ({
        position: String(index + 1),
        email,
        name: name ?? texts.notStated,
        language: language ? words.languages[language] : words.anyLanguage,
        purpose: words.purposes[purpose],
      })),
    },
    agreements: {
      title: texts.agreements.title,
      none: texts.agreements.none,
      rows: agreements.map((agreement) => ({
        href: `/desk/agreements/${agreement._id}`,
        reference: agreement.reference,
        services: agreement.services.join(', '),
        state: agreementStateTag(agreement, locale),
      })),
    },
  };
}
