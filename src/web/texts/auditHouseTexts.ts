interface HouseStory {
  who: string;
  agreement: string;
  country: string;
  reference: string;
  from: string;
  until: string;
}
type Sentence = (story: HouseStory) => string;

const daysNb = { from: 'fra', until: 'siste dag' };
const daysEn = { from: 'from', until: 'last day' };

/** An adequacy decision by its number, country and days, as far as they are known: "(EU) 2023/1795 (USA), fra mandag 10. juli 2023". */
function inWords({ reference, country, from, until }: HouseStory, days: typeof daysNb): string {
  const named = [reference, country && `(${country})`].filter(Boolean).join(' ');
  return [named, from && `${days.from} ${from}`, until && `${days.until} ${until}`].filter(Boolean).join(', ');
}

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
    nb: (story) =>
      `${story.who} førte inn beslutningen om beskyttelsesnivå ${inWords(story, daysNb)}. Den gjelder når en annen har bekreftet den.`,
    en: (story) => `${story.who} entered adequacy decision ${inWords(story, daysEn)}. It counts once another person has confirmed it.`,
  },
  'adequacy.correctionProposed': {
    nb: (story) => `${story.who} foreslo å endre beslutningen om beskyttelsesnivå ${inWords(story, daysNb)}. En annen må bekrefte det.`,
    en: (story) => `${story.who} proposed to change adequacy decision ${inWords(story, daysEn)}. Another person has to confirm it.`,
  },
  'adequacy.confirmed': {
    nb: (story) => `${story.who} bekreftet beslutningen om beskyttelsesnivå ${inWords(story, daysNb)}.`,
    en: (story) => `${story.who} confirmed adequacy decision ${inWords(story, daysEn)}.`,
  },
  'adequacy.corrected': {
    nb: (story) => `${story.who} rettet beslutningen om beskyttelsesnivå ${inWords(story, daysNb)}.`,
    en: (story) => `${story.who} corrected adequacy decision ${inWords(story, daysEn)}.`,
  },
  'adequacy.ended': {
    nb: (story) => `${story.who} avsluttet beslutningen om beskyttelsesnivå ${inWords(story, daysNb)}.`,
    en: (story) => `${story.who} ended adequacy decision ${inWords(story, daysEn)}.`,
  },
  'adequacy.discarded': {
    nb: (story) => `${story.who} forkastet det som var ført inn om beslutningen om beskyttelsesnivå ${inWords(story, daysNb)}.`,
    en: (story) => `${story.who} gave up what was entered of adequacy decision ${inWords(story, daysEn)}.`,
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
