import { z } from 'zod';
import type { LocalText } from '../../../data/localText';
import type { ContractRecord, SubprocessorDetails } from '../../../data/subprocessor.model';
import { countryOfInput } from './countryInput';

/** The form as the browser sends it: names and texts. What they mean is read below and checked by the schema of `POST /changes`. */
export const changeFormBody = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
export type ChangeFormBody = z.output<typeof changeFormBody>;

/** What the form says of a subprocessor, as text. */
export interface DetailsForm {
  legalName: string;
  organisationNumber: string;
  country: string;
  address: string;
  contactPoint: string;
  processingNb: string;
  processingEn: string;
  dataCategories: string;
  dataSubjects: string;
  specialCategories: string;
  locations: { country: string; kind: string }[];
  transferBasis: { country: string; basis: string; reference: string }[];
  securityMeasuresNb: string;
  securityMeasuresEn: string;
  intraGroup: boolean;
  parentId: string;
  contractSignedOn: string;
  contractReference: string;
}

/** What the form says of a change. `details` is null where a subprocessor of the register is named and nothing is described. */
export interface ChangeForm {
  type: string;
  /** '' where a new one is described. */
  subprocessorId: string;
  replacesId: string;
  services: string[];
  reasonNb: string;
  reasonEn: string;
  plannedEffectiveOn: string;
  rollout: string;
  emergencyReason: string;
  takenOver: boolean;
  takenOverNote: string;
  details: DetailsForm | null;
  version: number | undefined;
}

export const mostRows = 300;

function text(body: ChangeFormBody, name: string): string {
  const value = body[name];
  return (Array.isArray(value) ? (value[0] ?? '') : (value ?? '')).trim();
}

function rows(body: ChangeFormBody, group: string, members: string[]): Record<string, string>[] {
  const found: Record<string, string>[] = [];
  for (let index = 0; index < mostRows && body[`${group}-${index}-${members[0]}`] !== undefined; index += 1) {
    const row = Object.fromEntries(members.map((member) => [member, text(body, `${group}-${index}-${member}`)]));
    // The kind or basis of an empty row is only what the list began with.
    if (row.country || row.reference) found.push(row);
  }
  return found;
}

/** Reads what came. `describes`: whether this change says something of the subprocessor itself. */
export function readChangeForm(body: ChangeFormBody, { describes }: { describes: boolean }): ChangeForm {
  const services = body.services ?? [];
  const version = Number(text(body, 'version'));
  return {
    type: text(body, 'type'),
    subprocessorId: text(body, 'subprocessorId'),
    replacesId: text(body, 'replacesId'),
    services: Array.isArray(services) ? services : [services],
    reasonNb: text(body, 'reasonNb'),
    reasonEn: text(body, 'reasonEn'),
    plannedEffectiveOn: text(body, 'plannedEffectiveOn'),
    rollout: text(body, 'rollout'),
    emergencyReason: text(body, 'emergencyReason'),
    takenOver: text(body, 'takenOver') !== '',
    takenOverNote: text(body, 'takenOverNote'),
    details: describes ? readDetails(body) : null,
    version: Number.isInteger(version) && version > 0 ? version : undefined,
  };
}

/** An address may be typed as on an envelope; it is kept as one line, as mails and lists print it. */
function inOneLine(address: string): string {
  return address
    .split(/[\r\n]+/)
    .map((line) => line.trim().replace(/,$/, ''))
    .filter((line) => line !== '')
    .join(', ');
}

function readDetails(body: ChangeFormBody): DetailsForm {
  const read = (name: string) => text(body, name);
  return {
    legalName: read('legalName'),
    organisationNumber: read('organisationNumber'),
    country: countryOfInput(read('country')),
    address: inOneLine(read('address')),
    contactPoint: read('contactPoint'),
    processingNb: read('processingNb'),
    processingEn: read('processingEn'),
    dataCategories: read('dataCategories'),
    dataSubjects: read('dataSubjects'),
    specialCategories: read('specialCategories'),
    locations: rows(body, 'locations', ['country', 'kind']).map(({ country = '', kind = '' }) => ({
      country: countryOfInput(country),
      kind,
    })),
    transferBasis: rows(body, 'transferBasis', ['country', 'basis', 'reference']).map(({ country = '', basis = '', reference = '' }) => ({
      country: countryOfInput(country),
      basis,
      reference,
    })),
    securityMeasuresNb: read('securityMeasuresNb'),
    securityMeasuresEn: read('securityMeasuresEn'),
    intraGroup: read('intraGroup') !== '',
    parentId: read('parentId'),
    contractSignedOn: read('contractSignedOn'),
    contractReference: read('contractReference'),
  };
}

/** The form for a subprocessor as it stands. A text for every language shows in both fields. */
export function detailsFormOf(details: SubprocessorDetails, contract: ContractRecord | null): DetailsForm {
  const inLanguage = (value: LocalText | null, language: 'nb' | 'en') => value?.[language] ?? value?.any ?? '';
  return {
    legalName: details.legalName,
    organisationNumber: details.organisationNumber ?? '',
    country: details.country,
    address: details.address,
    contactPoint: details.contactPoint,
    processingNb: inLanguage(details.processing, 'nb'),
    processingEn: inLanguage(details.processing, 'en'),
    dataCategories: details.dataCategories.join('\n'),
    dataSubjects: details.dataSubjects.join('\n'),
    specialCategories: details.specialCategories.join('\n'),
    locations: details.locations.map(({ country, kind }) => ({ country, kind })),
    transferBasis: details.transferBasis.map(({ country, basis, reference }) => ({ country, basis, reference: reference ?? '' })),
    securityMeasuresNb: inLanguage(details.securityMeasures, 'nb'),
    securityMeasuresEn: inLanguage(details.securityMeasures, 'en'),
    intraGroup: details.intraGroup,
    parentId: details.parentId ?? '',
    contractSignedOn: contract?.signedOn ?? '',
    contractReference: contract?.reference ?? '',
  };
}

export const emptyDetails: DetailsForm = {
  legalName: '',
  organisationNumber: '',
  country: '',
  address: '',
  contactPoint: '',
  processingNb: '',
  processingEn: '',
  dataCategories: '',
  dataSubjects: '',
  specialCategories: '',
  locations: [],
  transferBasis: [],
  securityMeasuresNb: '',
  securityMeasuresEn: '',
  intraGroup: false,
  parentId: '',
  contractSignedOn: '',
  contractReference: '',
};
