import type { AnnexLineRecord } from '../../data/annex.model';
import type { Locale } from '../../domain/periods/describe';
import type { ApprovalKind } from '../../domain/terms/terms';

const nb = {
  title: 'Godkjente underdatabehandlere',
  subtitle: (reference: string, controller: string) => `Vedlegg til databehandleravtale ${reference} med ${controller}`,
  asOf: (day: string) => `Slik vedlegget gjaldt ${day}`,
  footer: (reference: string, day: string, processor: string) => `Vedlegg til ${reference} slik det gjaldt ${day}. ${processor}`,
  facts: {
    agreement: 'Databehandleravtale',
    controller: 'Behandlingsansvarlig',
    processor: 'Databehandler',
    signedOn: 'Signert',
    authorisation: 'Tillatelse',
    authorisations: {
      general: 'Generell: den behandlingsansvarlige varsles om endringer og kan motsette seg dem',
      specific: 'Særskilt: hver endring trenger den behandlingsansvarliges godkjenning',
    },
    clause: 'Endringer varsles etter',
    services: 'Tjenester',
    annexOn: 'Vedlegget gjelder',
  },
  columns: [
    'Navn',
    'Org.nr.',
    'Adresse',
    'Beskrivelse av behandlingen',
    'Behandlingssted',
    'Kontaktpunkt',
    'Særlige kategorier',
    'Overføringsgrunnlag',
    'Godkjent',
  ],
  none: 'Ingen underdatabehandlere er godkjent for denne avtalen.',
  notStated: 'Ikke oppgitt',
  signed: (day: string) => `Står i det signerte vedlegget, ${day}`,
  byChange: (day: string) => `Ved varslet endring, i kraft ${day}`,
  direct: (day: string, reference: string) =>
    `Ikke underdatabehandler: standard tredjepartstjeneste som den behandlingsansvarlige har egen avtale med siden ${day}, referanse ${reference}`,
  approval: (kind: string, by: string, day: string, reference: string) => `${kind}: godkjent av ${by} ${day}${reference}`,
  reference: (reference: string) => `, referanse ${reference}`,
  approvals: {
    specific: 'Endringen',
    'third-country': 'Overføringen ut av EØS',
    location: 'Nytt behandlingssted',
    description: 'Utenfor avtalens beskrivelse',
  } satisfies Record<ApprovalKind, string>,
  suspended: (day: string, why: string) => `STANSET siden ${day}${why}`,
  log: {
    title: 'Endringer i vedlegget',
    none: 'Vedlegget er som det ble signert.',
    columns: ['Dag', 'Hva', 'Underdatabehandler', 'Erstattet', 'Begrunnelse', 'Endring', 'Revisjon'],
    kinds: {
      added: 'Lagt til',
      replaced: 'Byttet',
      modified: 'Endret',
      removed: 'Tatt ut',
      suspended: 'Stanset',
      resumed: 'Gjenopptatt',
    } satisfies Record<AnnexLineRecord['kind'], string>,
  },
  fileName: 'vedlegg',
  logFileName: 'vedleggslogg',
};

const en: typeof nb = {
  title: 'Approved subprocessors',
  subtitle: (reference, controller) => `Annex to data processing agreement ${reference} with ${controller}`,
  asOf: (day) => `The annex as it stood on ${day}`,
  footer: (reference, day, processor) => `Annex to ${reference} as it stood on ${day}. ${processor}`,
  facts: {
    agreement: 'Data processing agreement',
    controller: 'Controller',
    processor: 'Processor',
    signedOn: 'Signed',
    authorisation: 'Authorisation',
    authorisations: {
      general: 'General: the controller is told of changes and can object to them',
      specific: 'Specific: every change needs the approval of the controller',
    },
    clause: 'Changes are notified under',
    services: 'Services',
    annexOn: 'The annex is that of',
  },
  columns: [
    'Name',
    'Org. no.',
    'Address',
    'Description of the processing',
    'Place of processing',
    'Contact',
    'Special categories',
    'Transfer basis',
    'Approved',
  ],
  none: 'No subprocessors are approved for this agreement.',
  notStated: 'Not stated',
  signed: (day) => `Stands in the signed annex, ${day}`,
  byChange: (day) => `By a notified change, in effect ${day}`,
  direct: (day, reference) =>
    `No subprocessor: a standard third-party service that the controller has had an agreement of its own with since ${day}, reference ${reference}`,
  approval: (kind, by, day, reference) => `${kind}: approved by ${by} on ${day}${reference}`,
  reference: (reference) => `, reference ${reference}`,
  approvals: {
    specific: 'The change',
    'third-country': 'The transfer out of the EEA',
    location: 'A new place of processing',
    description: 'Outside the agreement’s description',
  },
  suspended: (day, why) => `SUSPENDED since ${day}${why}`,
  log: {
    title: 'Changes of the annex',
    none: 'The annex is as it was signed.',
    columns: ['Day', 'What', 'Subprocessor', 'Replaced', 'Reason', 'Change', 'Revision'],
    kinds: {
      added: 'Added',
      replaced: 'Replaced',
      modified: 'Modified',
      removed: 'Removed',
      suspended: 'Suspended',
      resumed: 'Resumed',
    },
  },
  fileName: 'annex',
  logFileName: 'annex-log',
};

/** Words of an annex as a document. */
export const annexTexts: Record<Locale, typeof nb> = { nb, en };
