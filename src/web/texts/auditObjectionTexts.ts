type Sentence = (story: { who: string; reference: string }) => string;

/** Sentences for what the staff does around an objection: entries and their check, files, who has it and by when. Of a note only that it was written. */
export const objectionWorkSentences: Record<string, { nb: Sentence; en: Sentence }> = {
  'objection.confirmEntry': {
    nb: ({ who, reference }) => `${who} bekreftet registreringen av innsigelsen ${reference}.`,
    en: ({ who, reference }) => `${who} confirmed the entry of objection ${reference}.`,
  },
  'objection.proposeCorrection': {
    nb: ({ who, reference }) => `${who} foreslo å rette når innsigelsen ${reference} kom inn.`,
    en: ({ who, reference }) => `${who} proposed to correct when objection ${reference} came in.`,
  },
  'objection.correctEntry': {
    nb: ({ who, reference }) => `${who} sa seg enig, og tidspunktet for innsigelsen ${reference} ble rettet.`,
    en: ({ who, reference }) => `${who} agreed, and the time at which objection ${reference} came in was corrected.`,
  },
  'objection.proposeStrikeOut': {
    nb: ({ who, reference }) => `${who} foreslo å stryke en registrering i innsigelsen ${reference}.`,
    en: ({ who, reference }) => `${who} proposed to strike out an entry of objection ${reference}.`,
  },
  'objection.strikeOut': {
    nb: ({ who, reference }) => `${who} sa seg enig, og en registrering i innsigelsen ${reference} ble strøket.`,
    en: ({ who, reference }) => `${who} agreed, and an entry of objection ${reference} was struck out.`,
  },
  'objection.documentsAttached': {
    nb: ({ who, reference }) => `${who} la ved filer til innsigelsen ${reference}.`,
    en: ({ who, reference }) => `${who} attached files to objection ${reference}.`,
  },
  'objection.noteWritten': {
    nb: ({ who, reference }) => `${who} skrev et internt notat om innsigelsen ${reference}.`,
    en: ({ who, reference }) => `${who} wrote an internal note on objection ${reference}.`,
  },
  'objection.assigned': {
    nb: ({ who, reference }) => `${who} bestemte hvem som behandler innsigelsen ${reference}.`,
    en: ({ who, reference }) => `${who} decided who deals with objection ${reference}.`,
  },
  'objection.dueSet': {
    nb: ({ who, reference }) => `${who} satte fristen vår for innsigelsen ${reference}.`,
    en: ({ who, reference }) => `${who} set our due date for objection ${reference}.`,
  },
};
