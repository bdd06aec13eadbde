import type { SubprocessorDetails } from '../../data/subprocessor.model';
import type { SubprocessorInput } from '../../schemas/subprocessors';

/** What was sent in as it is stored: what was left out is empty, null or no. */
export function detailsFrom(input: SubprocessorInput): SubprocessorDetails {
  return {
    legalName: input.legalName,
    organisationNumber: input.organisationNumber ?? null,
    country: input.country,
    address: input.address,
    contactPoint: input.contactPoint,
    processing: input.processing,
    dataCategories: input.dataCategories,
    dataSubjects: input.dataSubjects,
    specialCategories: input.specialCategories,
    locations: input.locations,
    transferBasis: input.transferBasis.map(({ country, basis, reference }) => ({ country, basis, reference: reference ?? null })),
    securityMeasures: input.securityMeasures ?? null,
    intraGroup: input.intraGroup ?? false,
    parentId: input.parentId ?? null,
    services: input.services,
  };
}
