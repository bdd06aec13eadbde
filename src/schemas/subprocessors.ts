import { z } from 'zod';
import { transferBases } from '../domain/transfer/transferBasis';
import { calendarDay, countryCode, id, localText, organisationNumber, services, shortText } from './primitives';

/** What stands for a plain yes where the kinds are not named. */
const someSpecialCategory = 'GDPR art. 9(1)';

const listOfTexts = z.array(shortText(500)).max(100);

export const location = z.strictObject({ country: countryCode, kind: z.enum(['storage', 'processing', 'remoteAccess']) });

/** A chapter V tool. `privacy-shield` can be recorded, because old registers name it, and is flagged; it is none since 16 July 2020 (C-311/18). */
export const recordedBasis = z.strictObject({
  country: countryCode,
  basis: z.enum([...transferBases, 'privacy-shield']),
  reference: shortText(500).nullish(),
});

/** Special categories of data (GDPR art. 9): their names, one name, or just whether there are any. */
export const specialCategories = z.union([
  listOfTexts,
  shortText().transform((one) => [one]),
  z.boolean().transform((any) => (any ? [someSpecialCategory] : [])),
]);

export const contractInput = z.strictObject({ signedOn: calendarDay, reference: shortText() });

/** The members that every subprocessor has; also what a change says of a new one. */
export const subprocessorFields = {
  legalName: shortText(),
  organisationNumber: organisationNumber.nullish(),
  country: countryCode,
  address: shortText(500),
  contactPoint: shortText(500),
  processing: localText(5_000),
  dataCategories: listOfTexts.min(1),
  dataSubjects: listOfTexts.min(1),
  specialCategories,
  locations: z.array(location).min(1).max(300),
  transferBasis: z.array(recordedBasis).max(300),
  contract: contractInput.optional(),
  securityMeasures: localText(10_000).nullish(),
  intraGroup: z.boolean().optional(),
  parentId: id.nullish(),
  services,
};

/** `POST /subprocessors`. */
export const subprocessorInput = z.strictObject(subprocessorFields);

/** `PATCH /subprocessors/{id}`: what is left out stays. */
export const subprocessorPatch = subprocessorInput.partial().extend({ version: z.int().min(0).optional() });

export type SubprocessorInput = z.output<typeof subprocessorInput>;
export type SubprocessorPatch = z.output<typeof subprocessorPatch>;
