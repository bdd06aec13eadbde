import { defineTexts } from './defineTexts';

/** The audit trail over everything. The sentences of its events are in `auditTexts.ts`. */
export const auditListTexts = defineTexts({
  nb: {
    title: 'Revisjonsspor',
    lead: 'Alt som er gjort, det nyeste først. Tidspunktene er norsk tid.',
    empty: 'Ingenting er skjedd ennå.',
    emptyFiltered: 'Ingen hendelser passer med utvalget.',
    change: 'Endring',
    agreement: 'Avtale (referanse)',
    agreementUnknown: 'Ingen avtale har denne referansen. Rett den, eller la feltet stå tomt.',
    anyChange: 'Alle endringer',
    filter: 'Vis',
    clear: 'Vis alt',
    aboutChange: 'Endringen',
    aboutAgreement: (reference: string) => `Avtale ${reference}`,
  },
  en: {
    title: 'Audit trail',
    lead: 'Everything that was done, the newest first. Times are Norwegian time.',
    empty: 'Nothing has happened yet.',
    emptyFiltered: 'No events fit the selection.',
    change: 'Change',
    agreement: 'Agreement (reference)',
    agreementUnknown: 'No agreement has this reference. Correct it, or leave the field empty.',
    anyChange: 'All changes',
    filter: 'Show',
    clear: 'Show everything',
    aboutChange: 'The change',
    aboutAgreement: (reference: string) => `Agreement ${reference}`,
  },
});
