import type { PersonActor } from '../../src/domain/actor';
import type { Outcome, Refusal } from '../../src/domain/outcome';
import { agreementInput } from '../../src/schemas/agreements';
import { controllerInput } from '../../src/schemas/controllers';
import { subprocessorInput } from '../../src/schemas/subprocessors';

export const admin: PersonActor = { kind: 'person', personId: 'person-admin', name: 'Administrator', role: 'admin', via: 'session' };

/** The value of an act that must have succeeded. */
export function resultOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome.value;
}

/** The refusal of an act that must have been refused. */
export function refusalOf<T>(outcome: Outcome<T>): Refusal {
  if (outcome.ok) throw new Error('was not refused');
  return outcome.refusal;
}

/** What is wrong and where, without the words. */
export function placesOf(refusal: Refusal): string[] {
  return (refusal.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
}

/** A complete Norwegian subprocessor, as the API's schema reads it; pass what differs. */
export function aSubprocessor(different: Record<string, unknown> = {}) {
  return subprocessorInput.parse({
    legalName: 'Nordlys Drift AS',
    organisationNumber: '312345671',
    country: 'NO',
    address: 'Havnegata 1, 8000 Bodø',
    contactPoint: 'personvern@nordlys-drift.example',
    processing: { nb: 'Drifter servere.', en: 'Runs servers.' },
    dataCategories: ['Navn', 'E-postadresse'],
    dataSubjects: ['Brukere'],
    specialCategories: false,
    locations: [{ country: 'NO', kind: 'storage' }],
    transferBasis: [],
    services: ['videomote'],
    ...different,
  });
}

/** A controller with one contact, as the API's schema reads it. */
export function aController(different: Record<string, unknown> = {}) {
  return controllerInput.parse({
    name: 'Nordvik kommune',
    organisationNumber: '310000018',
    contacts: [{ email: 'personvern@nordvik-kommune.example', name: 'Personvernombudet', locale: 'nb' }],
    ...different,
  });
}

/** An agreement on the Videonor terms, as the API's schema reads it. */
export function anAgreement(different: Record<string, unknown> = {}) {
  const terms = 'terms' in different ? {} : { preset: 'videonor' };
  return agreementInput.parse({ reference: 'DBA-1', ...terms, services: ['videomote'], signedOn: '2024-02-01', annex: [], ...different });
}
