type Sentence = (story: { who: string; agreement: string }) => string;

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
