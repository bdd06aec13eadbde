import type { Locale } from '../../domain/periods/describe';

const nb = {
  received: {
    title: (reference: string) => `Kvittering: vi har mottatt spørsmålet ${reference}`,
    lead: 'Vi har mottatt spørsmålet deres. Personvernombudet vårt svarer dere på e-post, og svaret blir stående på siden bak lenken.',
    boxHeading: 'Kvittering',
    answerBy: 'Svar innen',
    clocks: 'Spørsmålet er ikke en innsigelse. Fristene løper som før, og dere kan fortsatt motsette dere endringen.',
  },
  answered: {
    title: (reference: string) => `Svar på spørsmålet ${reference}`,
    lead: (processor: string) => `${processor} har svart på spørsmålet deres.`,
    answer: 'Svaret',
    more: 'Lurer dere på mer, kan dere spørre igjen på siden bak lenken. Fristene løper som før.',
  },
  question: 'Det dere spurte om',
  askedBy: 'Fra',
  askedAt: 'Mottatt',
  reference: 'Referanse',
};

const en: typeof nb = {
  received: {
    title: (reference) => `Confirmation: we have your question ${reference}`,
    lead: 'We have received your question. Our data protection officer answers by mail, and the answer stands on the page behind the link.',
    boxHeading: 'Confirmation',
    answerBy: 'Answer by',
    clocks: 'The question is no objection. The time runs on as before, and you can still object to the change.',
  },
  answered: {
    title: (reference) => `Answer to your question ${reference}`,
    lead: (processor) => `${processor} has answered your question.`,
    answer: 'The answer',
    more: 'If you want to know more, you can ask again on the page behind the link. The time runs on as before.',
  },
  question: 'What you asked',
  askedBy: 'From',
  askedAt: 'Received',
  reference: 'Reference',
};

/** Words of the mail about a controller's questions. */
export const questionTexts: Record<Locale, typeof nb> = { nb, en };
