import type { Locale } from '../../domain/periods/describe';

const nb = {
  kinds: {
    contract: 'Avtalen uten kommersielle vilkår',
    transferAssessment: 'Vurdering av overføring',
    controlReport: 'Kontrollrapport',
    other: 'Annet dokument',
  },
  languages: { nb: 'på bokmål', nn: 'på nynorsk', en: 'på engelsk', other: 'på et annet språk' },
  heading: 'Dokumenter',
  onRequest: (title: string) => `${title} – gis ut på forespørsel`,
  openHow: 'Dokumentene leses på siden bak lenken i dette varselet.',
  requestHow: 'De som gis ut på forespørsel, kan dere be om på den samme siden.',
  asked: {
    title: (reference: string) => `Kvittering: vi har mottatt forespørselen ${reference} om dokumenter`,
    lead: 'Vi har mottatt forespørselen deres om dokumenter. Personvernombudet vårt svarer dere på e-post.',
    boxHeading: 'Kvittering',
    answerBy: 'Svar innen',
    clocks: 'Forespørselen er ikke en innsigelse. Fristene løper som før, og dere kan fortsatt motsette dere endringen.',
  },
  granted: {
    title: (reference: string) => `Dokumentene dere ba om, kan leses (${reference})`,
    lead: (processor: string) => `${processor} gir dere dokumentene dere ba om. De leses på siden bak lenken.`,
    until: 'Kan leses til og med',
    logged: 'Hver lesing blir registrert.',
  },
  declined: {
    title: (reference: string) => `Svar på forespørselen ${reference} om dokumenter`,
    lead: (processor: string) => `${processor} gir ikke ut dokumentene dere ba om.`,
    rights: 'Dere kan stille spørsmål på siden bak lenken. Fristene løper som før, og dere kan fortsatt motsette dere endringen.',
  },
  answer: 'Svaret',
  wanted: 'Dokumentene',
  reason: 'Begrunnelsen deres',
  askedBy: 'Fra',
  askedAt: 'Mottatt',
  reference: 'Referanse',
};

const en: typeof nb = {
  kinds: {
    contract: 'The contract without commercial terms',
    transferAssessment: 'Transfer assessment',
    controlReport: 'Control report',
    other: 'Other document',
  },
  languages: { nb: 'in Norwegian (bokmål)', nn: 'in Norwegian (nynorsk)', en: 'in English', other: 'in another language' },
  heading: 'Documents',
  onRequest: (title) => `${title} – given on request`,
  openHow: 'The documents are read on the page behind the link in this notice.',
  requestHow: 'Those that are given on request can be asked for on the same page.',
  asked: {
    title: (reference) => `Confirmation: we have your request ${reference} for documents`,
    lead: 'We have received your request for documents. Our data protection officer answers by mail.',
    boxHeading: 'Confirmation',
    answerBy: 'Answer by',
    clocks: 'The request is no objection. The time runs on as before, and you can still object to the change.',
  },
  granted: {
    title: (reference) => `The documents that you asked for can be read (${reference})`,
    lead: (processor) => `${processor} gives you the documents that you asked for. They are read on the page behind the link.`,
    until: 'Can be read until the end of',
    logged: 'Each reading is recorded.',
  },
  declined: {
    title: (reference) => `Answer to your request ${reference} for documents`,
    lead: (processor) => `${processor} does not give the documents that you asked for.`,
    rights: 'You can ask questions on the page behind the link. The time runs on as before, and you can still object to the change.',
  },
  answer: 'The answer',
  wanted: 'The documents',
  reason: 'Your reason',
  askedBy: 'From',
  askedAt: 'Received',
  reference: 'Reference',
};

/** Words about the documents of a change, in notices and in the mail about requests for them. */
export const documentTexts: Record<Locale, typeof nb> = { nb, en };
