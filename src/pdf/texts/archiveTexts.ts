import type { Locale } from '../../domain/periods/describe';

const nb = {
  comparison: 'Opplysning',
  notice: {
    footer: (reference: string, number: string) => `Varsel ${number} til ${reference}`,
    asTold: (instant: string) => `Slik varselet var da det ble sendt, ${instant}. Dagene er regnet fra da.`,
    asNow: (instant: string) => `Varselet er ikke sendt på e-post herfra. Slik det er ${instant}.`,
    corrected: (revision: string, instant: string) =>
      `Varselet er rettet uten nye frister (revisjon ${revision}, ${instant}). Det som står her, er det som først ble sendt.`,
    proof: 'For arkivet',
    published: 'Publisert',
    contentHash: 'Innholdets kontrollsum (SHA-256)',
    sentTo: 'Sendt til',
    messageId: 'Message-ID',
    messageHash: 'E-postens kontrollsum (SHA-256)',
    fileName: 'varsel',
  },
  confirmation: {
    reference: 'Referanse',
    agreement: 'Databehandleravtale',
    controller: 'Behandlingsansvarlig',
    processor: 'Databehandler',
    notice: 'Varselets nummer',
    change: 'Gjelder',
    written: 'Det som er skrevet',
    next: 'Det som skjer nå',
    footer: (reference: string, instant: string) => `Kvittering ${reference}, hentet ${instant}`,
    fileName: 'kvittering',
  },
};

const en: typeof nb = {
  comparison: 'What',
  notice: {
    footer: (reference, number) => `Notice ${number} to ${reference}`,
    asTold: (instant) => `The notice as it was when it was sent, ${instant}. The days are counted from then.`,
    asNow: (instant) => `The notice was not mailed from here. As it is ${instant}.`,
    corrected: (revision, instant) =>
      `The notice was corrected without new dates (revision ${revision}, ${instant}). What stands here is what was sent first.`,
    proof: 'For the archive',
    published: 'Published',
    contentHash: 'Hash of the content (SHA-256)',
    sentTo: 'Sent to',
    messageId: 'Message-ID',
    messageHash: 'Hash of the message (SHA-256)',
    fileName: 'notice',
  },
  confirmation: {
    reference: 'Reference',
    agreement: 'Data processing agreement',
    controller: 'Controller',
    processor: 'Processor',
    notice: 'Number of the notice',
    change: 'About',
    written: 'What was written',
    next: 'What happens now',
    footer: (reference, instant) => `Confirmation ${reference}, fetched ${instant}`,
    fileName: 'confirmation',
  },
};

/** Words of what the controller keeps: the notice and its confirmations as documents. */
export const archiveTexts: Record<Locale, typeof nb> = { nb, en };
