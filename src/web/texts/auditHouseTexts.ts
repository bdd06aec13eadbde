type Sentence = (story: { who: string; agreement: string; country: string; reference: string; from: string; until: string }) => string;

/** Sentences for what the portal does in its own house: mail to the staff, and erasure. */
export const houseSentences: Record<string, { nb: Sentence; en: Sentence }> = {
  'agreement.retentionHeld': {
    nb: ({ who, agreement }) => `${who} satte sletting på vent for ${agreement}.`,
    en: ({ who, agreement }) => `${who} put erasure on hold for ${agreement}.`,
  },
  'agreement.retentionReleased': {
    nb: ({ who, agreement }) => `${who} lot slettingen gå videre for ${agreement}.`,
    en: ({ who, agreement }) => `${who} let erasure go on for ${agreement}.`,
  },
  'adequacy.proposed': {
    nb: ({ who, country, reference, from }) =>
      `${who} førte inn ${reference} om beskyttelsesnivået (${country}), fra ${from}. Den gjelder når en annen har bekreftet den.`,
    en: ({ who, country, reference, from }) =>
      `${who} entered adequacy decision ${reference} (${country}), from ${from}. It counts once another person has confirmed it.`,
  },
  'adequacy.correctionProposed': {
    nb: ({ who, country, reference, until }) =>
      `${who} foreslo å endre ${reference} om beskyttelsesnivået (${country})${until ? `, siste dag ${until}` : ', uten siste dag'}. En annen må bekrefte det.`,
    en: ({ who, country, reference, until }) =>
      `${who} proposed to change adequacy decision ${reference} (${country})${until ? `, last day ${until}` : ', without a last day'}. Another person has to confirm it.`,
  },
  'adequacy.confirmed': {
    nb: ({ who, country, reference, from, until }) =>
      `${who} bekreftet ${reference} om beskyttelsesnivået (${country}): fra ${from}${until ? ` til ${until}` : ''}.`,
    en: ({ who, country, reference, from, until }) =>
      `${who} confirmed adequacy decision ${reference} (${country}): from ${from}${until ? ` until ${until}` : ''}.`,
  },
  'adequacy.corrected': {
    nb: ({ who, country, reference }) => `${who} rettet ${reference} om beskyttelsesnivået (${country}).`,
    en: ({ who, country, reference }) => `${who} corrected adequacy decision ${reference} (${country}).`,
  },
  'adequacy.ended': {
    nb: ({ who, country, reference, until }) => `${who} avsluttet ${reference} om beskyttelsesnivået (${country}), siste dag ${until}.`,
    en: ({ who, country, reference, until }) => `${who} ended adequacy decision ${reference} (${country}), last day ${until}.`,
  },
  'adequacy.discarded': {
    nb: ({ who, country, reference }) => `${who} forkastet det som var ført inn om ${reference} (${country}).`,
    en: ({ who, country, reference }) => `${who} gave up what was entered of ${reference} (${country}).`,
  },
  'retention.erased': {
    nb: ({ who }) => `${who} slettet det som har vært oppbevart lenge nok.`,
    en: ({ who }) => `${who} erased what has been kept long enough.`,
  },
  'digest.sent': {
    nb: () => 'Den daglige oversikten ble sendt til en bruker.',
    en: () => 'The daily digest was sent to a user.',
  },
  'user.mailWishesSet': {
    nb: ({ who }) => `${who} endret hvilken e-post en bruker får.`,
    en: ({ who }) => `${who} changed which mail a user gets.`,
  },
};
