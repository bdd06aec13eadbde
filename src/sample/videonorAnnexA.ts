import type { SubprocessorInput } from '../schemas/subprocessors';

// The words of the Videonor agreement's Annex A (clause 5.4), as it was found: it gives name, country, data and whether Privacy Shield was joined,
// and neither addresses nor contact points, which therefore show as "not stated".

const contactsOfUsers =
  'Kontaktopplysninger for brukere med personlig innlogging, som navn, epostadresse, organisasjonstilknytning, videoadresse, autentiseringsinformasjon etc.';
const contactsOfRegistered =
  'Kontaktopplysninger for personer som er registrert i tjenestene gjennom tilknytning til et videosystem, et virtuelt møterom, eller en videoklient, slik som navn, organisasjonstilknytning og videoadresse';
const serviceMail =
  'Tjenestegenererte epostmeldinger – f.eks. generert i forbindelse med forespørsler om nullstilling av passord og lignende';
const callLogs = 'Tekniske logger av samtaleoppsett, kan inneholde telefonnummer og videoadresser/URI’er';
const recordings = 'Opptak (lyd/levende bilde) av videomøter';

const users = 'Personer som har personlige brukerkontoer';
const registered = 'Personer som er registrert gjennom tilknytning til et videosystem, et virtuelt møterom eller en videoklient';
const participants = 'Personer som deltar i videomøter';

const delivery = {
  nb: 'Brukes i forbindelse med levering og administrasjon av videotjenestene.',
  en: 'Used for delivering and administering the video services.',
};

type AnnexLine = Pick<
  SubprocessorInput,
  'legalName' | 'country' | 'processing' | 'dataCategories' | 'dataSubjects' | 'locations' | 'services'
> & {
  privacyShield: boolean;
};

function asFound({ privacyShield, ...line }: AnnexLine): SubprocessorInput {
  return {
    ...line,
    address: '',
    contactPoint: '',
    specialCategories: [],
    transferBasis: privacyShield ? [{ country: 'US', basis: 'privacy-shield' as const }] : [],
  };
}

/** The seven of Annex A. Where the annex says "Ja" to Privacy Shield that is recorded, and flagged: it is no basis since 16 July 2020. */
export const videonorAnnexA: SubprocessorInput[] = [
  asFound({
    legalName: 'Localhost AS',
    country: 'NO',
    processing: delivery,
    dataCategories: [contactsOfUsers, contactsOfRegistered],
    dataSubjects: [users, registered],
    locations: [{ country: 'NO', kind: 'processing' }],
    services: ['videomote', 'katalog'],
    privacyShield: false,
  }),
  asFound({
    legalName: 'Amazon Web Services, Inc',
    country: 'US',
    processing: delivery,
    dataCategories: [contactsOfUsers, contactsOfRegistered, serviceMail, 'Tekniske logger av samtaleoppsett og annen bruk av tjenestene'],
    dataSubjects: [users, registered, participants],
    locations: [
      { country: 'IE', kind: 'processing' },
      { country: 'US', kind: 'processing' },
    ],
    services: ['videomote', 'katalog', 'e-postvarsling'],
    privacyShield: true,
  }),
  asFound({
    legalName: 'Media Network Services',
    country: 'NO',
    processing: {
      nb: 'Leverer produktet «rec.vc» for opptak av videomøter, og lagrer opptakene.',
      en: 'Provides the product “rec.vc” for recording video meetings, and stores the recordings.',
    },
    dataCategories: ['Tekniske logger generert i forbindelse med videomøter med opptak', recordings],
    dataSubjects: [participants],
    locations: [
      { country: 'NO', kind: 'processing' },
      { country: 'NO', kind: 'storage' },
    ],
    services: ['opptak'],
    privacyShield: false,
  }),
  asFound({
    legalName: 'Phonect AS',
    country: 'NO',
    processing: delivery,
    dataCategories: [callLogs],
    dataSubjects: [participants],
    locations: [{ country: 'NO', kind: 'processing' }],
    services: ['videomote'],
    privacyShield: false,
  }),
  asFound({
    legalName: 'Quickchannel AB',
    country: 'SE',
    processing: {
      nb: 'Leverer et produkt for opptak av videomøter, og lagrer opptakene.',
      en: 'Provides a product for recording video meetings, and stores the recordings.',
    },
    dataCategories: ['Tekniske logger generert i forbindelse med videomøter med opptak', recordings],
    dataSubjects: [participants],
    locations: [
      { country: 'SE', kind: 'processing' },
      { country: 'SE', kind: 'storage' },
    ],
    services: ['opptak'],
    privacyShield: false,
  }),
  asFound({
    legalName: 'Twilio Inc',
    country: 'US',
    processing: delivery,
    dataCategories: [callLogs],
    dataSubjects: [participants],
    locations: [{ country: 'US', kind: 'processing' }],
    services: ['videomote'],
    privacyShield: true,
  }),
  asFound({
    legalName: 'Wildbit LLC',
    country: 'US',
    processing: {
      nb: 'Distribuerer tjenestegenererte epostmeldinger med tjenesten «Postmark».',
      en: 'Delivers e-mail that the services generate, with the service “Postmark”.',
    },
    dataCategories: [serviceMail],
    dataSubjects: [users],
    locations: [{ country: 'US', kind: 'processing' }],
    services: ['e-postvarsling'],
    privacyShield: true,
  }),
];
