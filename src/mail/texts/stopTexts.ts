import type { Locale } from '../../domain/periods/describe';

const nb = {
  ordered: {
    title: 'Kvittering: behandlingen er stanset',
    lead: (agreement: string) =>
      `Vi har registrert ordren om å stanse behandlingen etter databehandleravtalen ${agreement}. Bruken av underdatabehandlerne i avtalen er stanset, og ingen endring trer i kraft for dere så lenge ordren gjelder.`,
    heading: 'Ordren',
    at: 'Gitt',
    by: 'Gitt av',
    reason: 'Begrunnelsen',
    next: 'Stansen gjelder til to personer hos oss har bekreftet at den er opphevet. Da får dere beskjed.',
    notYou: 'Stemmer ikke dette? Ta kontakt med oss med en gang.',
  },
  lifted: {
    title: 'Stansen av behandlingen er opphevet',
    lead: (agreement: string) =>
      `Stansen av behandlingen etter databehandleravtalen ${agreement} er opphevet. Bruken av underdatabehandlerne gjenopptas, så langt ikke noe annet hindrer den.`,
    heading: 'Opphevingen',
    at: 'Opphevet',
    ordered: 'Ordren ble gitt',
    reason: 'Hvorfor den er opphevet',
    notYou: 'Gjelder stansen fortsatt etter deres syn? Ta kontakt med oss med en gang.',
  },
};

const en: typeof nb = {
  ordered: {
    title: 'Confirmation: the processing is stopped',
    lead: (agreement) =>
      `We have recorded the order to stop the processing under the data processing agreement ${agreement}. The use of the subprocessors of the agreement is suspended, and no change takes effect for you while the order is in force.`,
    heading: 'The order',
    at: 'Given',
    by: 'Given by',
    reason: 'The reason',
    next: 'The stop holds until two people with us have confirmed that it is lifted. We tell you when that happens.',
    notYou: 'Is this not right? Please contact us at once.',
  },
  lifted: {
    title: 'The stop of the processing is lifted',
    lead: (agreement) =>
      `The stop of the processing under the data processing agreement ${agreement} is lifted. The use of the subprocessors is resumed, as far as nothing else bars it.`,
    heading: 'The lifting',
    at: 'Lifted',
    ordered: 'The order was given',
    reason: 'Why it is lifted',
    notYou: 'Does the stop still hold, as you see it? Please contact us at once.',
  },
};

/** Words of the mail about stop orders. */
export const stopTexts: Record<Locale, typeof nb> = { nb, en };
