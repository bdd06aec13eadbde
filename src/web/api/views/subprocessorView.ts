import { z } from 'zod';
import type { SubprocessorDetails, SubprocessorRecord } from '../../../data/subprocessor.model';
import { isPrivacyShield } from '../../../domain/transfer/transferBasis';
import { asGiven } from '../../../schemas/primitives';
import { day, givenText, givenTextOrNull, moment, momentOf, recordId, wholeNumber } from './wire';

const locationView = z.object({ country: z.string(), kind: z.enum(['storage', 'processing', 'remoteAccess']) });
const transferBasisView = z.object({ country: z.string(), basis: z.string(), reference: z.string().nullable() });

const detailMembers = {
  legalName: z.string(),
  organisationNumber: z.string().nullable(),
  country: z.string(),
  address: z.string(),
  contactPoint: z.string(),
  processing: givenText,
  dataCategories: z.array(z.string()),
  dataSubjects: z.array(z.string()),
  specialCategories: z.array(z.string()),
  locations: z.array(locationView),
  transferBasis: z.array(transferBasisView),
  securityMeasures: givenText.nullable(),
  intraGroup: z.boolean(),
  parentId: recordId.nullable(),
  services: z.array(z.string()),
};

/** What an annex, a notice or a change says of a subprocessor. */
export const detailsView = z.object(detailMembers).meta({ id: 'SubprocessorDetails' });

export function viewDetails(details: SubprocessorDetails): z.infer<typeof detailsView> {
  return {
    legalName: details.legalName,
    organisationNumber: details.organisationNumber,
    country: details.country,
    address: details.address,
    contactPoint: details.contactPoint,
    processing: asGiven(details.processing),
    dataCategories: details.dataCategories,
    dataSubjects: details.dataSubjects,
    specialCategories: details.specialCategories,
    locations: viewLocations(details.locations),
    transferBasis: viewBases(details.transferBasis),
    securityMeasures: givenTextOrNull(details.securityMeasures),
    intraGroup: details.intraGroup,
    parentId: details.parentId,
    services: details.services,
  };
}

function viewLocations(locations: SubprocessorDetails['locations']): z.infer<typeof locationView>[] {
  return locations.map(({ country, kind }) => ({ country, kind }));
}

function viewBases(bases: SubprocessorDetails['transferBasis']): z.infer<typeof transferBasisView>[] {
  return bases.map(({ country, basis, reference }) => ({ country, basis, reference }));
}

/** Somebody below the subprocessor in the chain. */
export const chainLinkView = z.object({
  subprocessorId: recordId,
  legalName: z.string(),
  country: z.string(),
  locations: z.array(locationView),
  transferBasis: z.array(transferBasisView),
});

export function viewChainLink(
  link: { subprocessorId: string } & Pick<SubprocessorDetails, 'legalName' | 'country' | 'locations' | 'transferBasis'>,
) {
  return {
    subprocessorId: link.subprocessorId,
    legalName: link.legalName,
    country: link.country,
    locations: viewLocations(link.locations),
    transferBasis: viewBases(link.transferBasis),
  };
}

export const subprocessorView = z
  .object({
    id: recordId,
    slug: z.string(),
    status: z.enum(['proposed', 'inUse', 'former']),
    ...detailMembers,
    contract: z.object({ signedOn: day, reference: z.string() }).nullable(),
    flags: z
      .array(z.object({ code: z.literal('privacy-shield'), country: z.string() }))
      .meta({ description: 'Privacy Shield is no transfer basis since 16 July 2020 (C-311/18)' }),
    version: wholeNumber,
    createdAt: moment,
    updatedAt: moment,
  })
  .meta({ id: 'Subprocessor' });

export function viewSubprocessor(record: SubprocessorRecord): z.infer<typeof subprocessorView> {
  return {
    id: record._id,
    slug: record.slug,
    status: record.status,
    ...viewDetails(record),
    contract: record.contract ? { signedOn: record.contract.signedOn, reference: record.contract.reference } : null,
    flags: record.transferBasis.flatMap(({ country, basis }) =>
      isPrivacyShield(basis) ? [{ code: 'privacy-shield' as const, country }] : [],
    ),
    version: record.version,
    createdAt: momentOf(record.createdAt),
    updatedAt: momentOf(record.updatedAt),
  };
}
