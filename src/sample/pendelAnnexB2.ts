import type { SubprocessorInput } from '../schemas/subprocessors';

// The words of the Pendel agreement's Annex B.2 (2020 standard template), as it was found. B.2 has no column for which data and whose; that and the
// blank cells show as "not stated". The mail address is made up, as all addresses of the sample are.

const inNorway = { country: 'NO', locations: [{ country: 'NO', kind: 'processing' as const }], transferBasis: [] };
const noSpecialCategories = { specialCategories: [], dataCategories: [], dataSubjects: [], services: ['pendel'] };

/** The three of B.2. "Behandlingssted" is Norway for all of them; where they are established the annex does not say apart from the addresses. */
export const pendelAnnexB2: SubprocessorInput[] = [
  {
    legalName: 'Neddi',
    address: '',
    contactPoint: '',
    processing: {
      nb: 'Underdatabehandleren jobber med utvikling og testing av plattformen.',
      en: 'The subprocessor develops and tests the platform.',
    },
    ...inNorway,
    ...noSpecialCategories,
  },
  {
    legalName: 'Intility AS',
    organisationNumber: '981967070',
    address: 'Schweigaards gate 39, 0191 Oslo',
    contactPoint: '24 10 34 00, privacy@intility.example',
    processing: {
      nb: 'Underdatabehandler jobber med forvaltning og drift av IT-systemene til hele Bibliotekenes Hus, herunder Databehandler.',
      en: 'The subprocessor manages and runs the IT systems of all of Bibliotekenes Hus, the processor included.',
    },
    ...inNorway,
    ...noSpecialCategories,
  },
  {
    legalName: 'Pingala Norge AS',
    organisationNumber: '831142782',
    address: 'Karenslyst allé 53, 0279 Oslo',
    contactPoint: 'personvern@pingala.example',
    processing: {
      nb: 'Underdatabehandler forvalter og videreutvikler selskapets ERP-løsninger med tilknyttede integrasjoner mot omkringliggende interne og eksterne løsninger.',
      en: 'The subprocessor manages and develops the company’s ERP systems and their integrations with surrounding internal and external systems.',
    },
    ...inNorway,
    ...noSpecialCategories,
  },
];
