import { addDays, addMonths, type CalendarDate, calendarDate } from '../domain/calendar/calendarDate';
import type { ChangeInput } from '../workflows/changes/changeInput';

/** Long enough for a month's notice, a bounce or two, and somebody to try it out first. */
const daysAhead = 50;

/** The first day of a month that is at least fifty days after `today`. */
export function plannedDay(today: CalendarDate): CalendarDate {
  const earliest = addDays(today, daysAhead);
  const first = calendarDate(`${earliest.slice(0, 8)}01`);
  return first === earliest ? first : addMonths(first, 1);
}

export const newMailProvider = 'Fjordpost AS';

/**
 * A change that is ready to be submitted and that agreements of both kinds get: a made-up Norwegian provider of e-mail. Its contract is recorded, it works
 * inside the EEA, and everybody gets it on their own first lawful day, so that one objection holds it for one.
 */
export function sampleChange(today: CalendarDate): ChangeInput {
  return {
    type: 'add',
    subprocessor: {
      legalName: newMailProvider,
      organisationNumber: '310117897',
      country: 'NO',
      address: 'Kaigata 4, 5003 Bergen',
      contactPoint: 'personvern@fjordpost.example',
      processing: {
        nb: 'Sender tjenestegenererte e-postmeldinger, for eksempel ved nullstilling av passord og varsler fra tjenestene.',
        en: 'Sends e-mail that the services generate, for example password resets and notifications.',
      },
      dataCategories: ['Navn', 'E-postadresse', 'Innholdet i tjenestegenererte e-postmeldinger'],
      dataSubjects: ['Personer som har brukerkontoer i tjenestene'],
      specialCategories: [],
      locations: [
        { country: 'NO', kind: 'storage' },
        { country: 'NO', kind: 'processing' },
        { country: 'SE', kind: 'remoteAccess' },
      ],
      transferBasis: [],
      contract: { signedOn: addDays(today, -14), reference: 'Databehandleravtale FP-1' },
      securityMeasures: {
        nb: 'Kryptert overføring og lagring, tilgangsstyring med logg, årlig revisjon av uavhengig part.',
        en: 'Encryption in transit and at rest, logged access control, yearly audit by an independent party.',
      },
      intraGroup: false,
      parentId: null,
      services: ['e-postvarsling'],
    },
    services: ['e-postvarsling'],
    reason: {
      nb: 'Vi tar i bruk en leverandør innenfor EØS for e-post fra tjenestene, slik at meldingene ikke lenger må gå gjennom USA.',
      en: 'We take into use a provider inside the EEA for e-mail from the services, so that messages no longer have to pass through the United States.',
    },
    plannedEffectiveOn: plannedDay(today),
    rollout: 'perAgreement',
  };
}
