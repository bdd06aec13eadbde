import type { AuditSentences } from './auditTexts';

const ifSaid = (fact: string, words: (fact: string) => string): string => (fact ? words(fact) : '');

/** Sentences of the audit trail about documents, questions, approvals and consents, and what came by mail, letter or phone. */
export const dialogueAuditSentences: AuditSentences = {
  'question.asked': {
    nb: ({ who, reference }) => `${who} stilte spørsmålet ${reference}.`,
    en: ({ who, reference }) => `${who} asked question ${reference}.`,
  },
  'question.answered': {
    nb: ({ who, reference }) => `${who} svarte på spørsmålet ${reference}.`,
    en: ({ who, reference }) => `${who} answered question ${reference}.`,
  },
  'change.documentAttached': {
    nb: ({ who, subprocessor }) => `${who} la ved et dokument til endringen om ${subprocessor}.`,
    en: ({ who, subprocessor }) => `${who} attached a document to the change about ${subprocessor}.`,
  },
  'change.documentRemoved': {
    nb: ({ who, subprocessor }) => `${who} fjernet et dokument fra utkastet om ${subprocessor}.`,
    en: ({ who, subprocessor }) => `${who} removed a document from the draft about ${subprocessor}.`,
  },
  'change.documentWithdrawn': {
    nb: ({ who, subprocessor }) => `${who} trakk tilbake et dokument til endringen om ${subprocessor}.`,
    en: ({ who, subprocessor }) => `${who} withdrew a document of the change about ${subprocessor}.`,
  },
  // Of older releases: readings are in the access log since.
  'document.read': {
    nb: ({ who, agreement }) => `${who} åpnet et dokument til endringen${ifSaid(agreement, (name) => ` (${name})`)}.`,
    en: ({ who, agreement }) => `${who} opened a document of the change${ifSaid(agreement, (name) => ` (${name})`)}.`,
  },
  'documents.asked': {
    nb: ({ who, reference }) => `${who} ba om dokumenter (${reference}).`,
    en: ({ who, reference }) => `${who} asked for documents (${reference}).`,
  },
  'documents.granted': {
    nb: ({ who, reference }) => `${who} ga ut dokumentene i forespørselen ${reference}.`,
    en: ({ who, reference }) => `${who} gave the documents of request ${reference}.`,
  },
  'documents.declined': {
    nb: ({ who, reference }) => `${who} ga ikke ut dokumentene i forespørselen ${reference}.`,
    en: ({ who, reference }) => `${who} declined to give the documents of request ${reference}.`,
  },
  'approval.discussed': {
    nb: ({ who, agreement }) => `${who} skrev til den behandlingsansvarlige om godkjenningen for ${agreement}.`,
    en: ({ who, agreement }) => `${who} wrote to the controller about the approval for ${agreement}.`,
  },
  'answer.entered': {
    nb: ({ who, agreement }) =>
      `${who} registrerte et svar fra ${agreement} som kom utenom lenken. Det teller når en annen har bekreftet det.`,
    en: ({ who, agreement }) =>
      `${who} entered an answer from ${agreement} that did not come by the link. It counts once another person has confirmed it.`,
  },
  'approval.granted entered': {
    nb: ({ who, agreement, kinds }) =>
      `${who} bekreftet en godkjenning som kom utenom lenken, for ${agreement}${ifSaid(kinds, (list) => `: ${list}`)}.`,
    en: ({ who, agreement, kinds }) =>
      `${who} confirmed an approval that did not come by the link, for ${agreement}${ifSaid(kinds, (list) => `: ${list}`)}.`,
  },
  'approval.refused entered': {
    nb: ({ who, agreement, kinds }) =>
      `${who} bekreftet et nei som kom utenom lenken, for ${agreement}${ifSaid(kinds, (list) => `: ${list}`)}.`,
    en: ({ who, agreement, kinds }) =>
      `${who} confirmed a no that did not come by the link, for ${agreement}${ifSaid(kinds, (list) => `: ${list}`)}.`,
  },
  'consent.requested': {
    nb: ({ who, agreement, on }) => `${who} ba ${agreement} om samtykke${ifSaid(on, (day) => ` til ${day}`)}.`,
    en: ({ who, agreement, on }) => `${who} asked ${agreement} for consent${ifSaid(on, (day) => ` to ${day}`)}.`,
  },
  'consent.given': {
    nb: ({ who, agreement, on }) => `${who} samtykket for ${agreement}${ifSaid(on, (day) => ` til ${day}`)}.`,
    en: ({ who, agreement, on }) => `${who} consented for ${agreement}${ifSaid(on, (day) => ` to ${day}`)}.`,
  },
  'consent.given entered': {
    nb: ({ who, agreement, on }) =>
      `${who} bekreftet et samtykke som kom utenom lenken, for ${agreement}${ifSaid(on, (day) => `: ${day}`)}.`,
    en: ({ who, agreement, on }) =>
      `${who} confirmed a consent that did not come by the link, for ${agreement}${ifSaid(on, (day) => `: ${day}`)}.`,
  },
  'consent.withdrawn': {
    nb: ({ who, agreement, on }) => `${who} trakk tilbake samtykket${ifSaid(on, (day) => ` til ${day}`)} for ${agreement}.`,
    en: ({ who, agreement, on }) => `${who} withdrew the consent${ifSaid(on, (day) => ` to ${day}`)} for ${agreement}.`,
  },
  'agreement.stopped': {
    nb: ({ who, agreement }) => `${who} registrerte en stansordre for ${agreement}.`,
    en: ({ who, agreement }) => `${who} recorded a stop order for ${agreement}.`,
  },
  'agreement.directRelationEntered': {
    nb: ({ who, agreement, subprocessor }) =>
      `${who} registrerte at den behandlingsansvarlige har egen avtale med ${subprocessor} (${agreement}). Det teller når en annen har bekreftet det.`,
    en: ({ who, agreement, subprocessor }) =>
      `${who} entered that the controller has an agreement of its own with ${subprocessor} (${agreement}). It counts once another person has confirmed it.`,
  },
  'agreement.directRelation': {
    nb: ({ who, agreement, subprocessor }) =>
      `${who} bekreftet at den behandlingsansvarlige har egen avtale med ${subprocessor} (${agreement}).`,
    en: ({ who, agreement, subprocessor }) =>
      `${who} confirmed that the controller has an agreement of its own with ${subprocessor} (${agreement}).`,
  },
  'agreement.directRelationDiscarded': {
    nb: ({ who, agreement, subprocessor }) => `${who} forkastet registreringen av en egen avtale med ${subprocessor} (${agreement}).`,
    en: ({ who, agreement, subprocessor }) =>
      `${who} discarded the entry of an agreement of the controller’s own with ${subprocessor} (${agreement}).`,
  },
  'agreement.directRelationEnded': {
    nb: ({ who, agreement, subprocessor }) =>
      `${who} registrerte at den behandlingsansvarliges egen avtale med ${subprocessor} slutter (${agreement}).`,
    en: ({ who, agreement, subprocessor }) =>
      `${who} recorded that the controller’s own agreement with ${subprocessor} ends (${agreement}).`,
  },
  'agreement.liftingEntered': {
    nb: ({ who, agreement }) =>
      `${who} registrerte at stansordren for ${agreement} er opphevet. Det teller når en annen har bekreftet det.`,
    en: ({ who, agreement }) =>
      `${who} entered that the stop order for ${agreement} is lifted. It counts once another person has confirmed it.`,
  },
  'agreement.resumed': {
    nb: ({ who, agreement }) => `${who} bekreftet at stansordren for ${agreement} er opphevet.`,
    en: ({ who, agreement }) => `${who} confirmed that the stop order for ${agreement} is lifted.`,
  },
  'annex.suspended': {
    nb: ({ subprocessor, agreement, reasons }) =>
      `Bruken av ${subprocessor} ble stanset for ${agreement}${ifSaid(reasons, (list) => `: ${list}`)}.`,
    en: ({ subprocessor, agreement, reasons }) =>
      `The use of ${subprocessor} was suspended for ${agreement}${ifSaid(reasons, (list) => `: ${list}`)}.`,
  },
  'annex.resumed': {
    nb: ({ subprocessor, agreement }) => `Bruken av ${subprocessor} ble gjenopptatt for ${agreement}.`,
    en: ({ subprocessor, agreement }) => `The use of ${subprocessor} was resumed for ${agreement}.`,
  },
};
