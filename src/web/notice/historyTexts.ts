import type { AuditEventRecord } from '../../data/auditEvent.model';
import type { BothLanguages } from '../../domain/outcome';

/** What the controller is told of an event. `{reference}` is filled from the event's facts. What is not here is not for its eyes. */
const sentences: Record<string, BothLanguages> = {
  'notice.planned': { nb: 'Varselet ble laget.', en: 'The notice was made.' },
  RelayToNonERDS: { nb: 'Varselet ble sendt på e-post.', en: 'The notice was mailed.' },
  RelayToNonERDSFailure: {
    nb: 'E-posten med varselet kunne ikke leveres ved dette forsøket.',
    en: 'The mail could not be delivered at this attempt.',
  },
  ContentHandover: { nb: 'E-posten med varselet ble levert.', en: 'The mail was delivered.' },
  'notice.received': { nb: 'Varselet regnes som mottatt.', en: 'The notice counts as received.' },
  'notice.undeliverable': { nb: 'Ingen av kontaktpunktene kunne nås på e-post.', en: 'None of the contacts could be reached by mail.' },
  'notice.secondContact': { nb: 'Varselet ble også sendt til neste kontaktpunkt.', en: 'The notice was sent to the next contact too.' },
  'notice.reminded': { nb: 'En påminnelse ble sendt.', en: 'A reminder was sent.' },
  'notice.resent': { nb: 'Varselet ble sendt på nytt.', en: 'The notice was sent again.' },
  'notice.wrongPerson': {
    nb: 'Et kontaktpunkt sa at varselet kom til feil person.',
    en: 'A contact said that the notice came to the wrong person.',
  },
  'notice.manualReceipt': { nb: 'Mottaket ble registrert av databehandleren.', en: 'The processor recorded the receipt.' },
  ConsignmentAcceptance: { nb: 'Et kontaktpunkt bekreftet mottaket.', en: 'A contact confirmed the receipt.' },
  'objection.received': { nb: 'Innsigelsen {reference} kom inn.', en: 'Objection {reference} came in.' },
  'objection.added': { nb: 'Mer ble lagt til innsigelsen {reference}.', en: 'More was added to objection {reference}.' },
  'objection.review': { nb: 'Databehandleren tok innsigelsen til behandling.', en: 'The processor took up the objection.' },
  'objection.askGrounds': { nb: 'Databehandleren ba om en saklig grunn.', en: 'The processor asked for objective grounds.' },
  'objection.giveGrounds': { nb: 'Dere ga en saklig grunn.', en: 'You gave objective grounds.' },
  'objection.propose': { nb: 'Databehandleren la frem et forslag.', en: 'The processor made a proposal.' },
  'objection.answer': { nb: 'Databehandleren svarte uten å foreslå noe.', en: 'The processor answered without an offer.' },
  'objection.answerLapsed': {
    nb: 'Fristen for svar gikk ut. Dere kan si opp.',
    en: 'The time for an answer ended. You may terminate.',
  },
  'objection.terminationReminded': {
    nb: 'Dere ble minnet på fristen for å si opp.',
    en: 'You were reminded of the time to terminate.',
  },
  'objection.terminateByController': { nb: 'Dere sa opp avtalen.', en: 'You terminated the agreement.' },
  'objection.silenceAccepts': {
    nb: 'Fristen for å si opp gikk ut. Etter avtalen regnes taushet som et ja.',
    en: 'The time to terminate ended. Under the agreement silence counts as a yes.',
  },
  'objection.silenceDrops': {
    nb: 'Fristen for å si opp gikk ut. Etter avtalen faller endringen bort for dere.',
    en: 'The time to terminate ended. Under the agreement the change is dropped for you.',
  },
  'objection.accept': { nb: 'Dere godtok forslaget.', en: 'You accepted the proposal.' },
  'objection.decline': { nb: 'Dere sa nei til forslaget.', en: 'You declined the proposal.' },
  'objection.correctEntry': {
    nb: 'Databehandleren rettet når innsigelsen {reference} kom inn.',
    en: 'The processor corrected when objection {reference} came in.',
  },
  'objection.strikeOut': {
    nb: 'Databehandleren strøk noe i innsigelsen {reference} som var skrevet inn ved en feil.',
    en: 'The processor struck out something in objection {reference} that was entered in error.',
  },
  'objection.withdraw': { nb: 'Innsigelsen {reference} ble trukket tilbake.', en: 'Objection {reference} was withdrawn.' },
  'objection.stands': {
    nb: 'Dere bekreftet at innsigelsen {reference} står ved lag.',
    en: 'You confirmed that objection {reference} stands.',
  },
  'objection.changeRevised': {
    nb: 'Endringen ble rettet, og innsigelsen {reference} fulgte med til dette varselet.',
    en: 'The change was corrected, and objection {reference} went along to this notice.',
  },
  'notice.superseded': {
    nb: 'Endringen ble rettet, og et nytt varsel kom i stedet for dette.',
    en: 'The change was corrected, and a new notice took the place of this one.',
  },
  'notice.corrected': { nb: 'Varselet ble rettet uten nye frister.', en: 'The notice was corrected without new dates.' },
  'objection.uphold': { nb: 'Innsigelsen ble tatt til følge.', en: 'The objection was upheld.' },
  'objection.confirm': { nb: 'Databehandleren avgjorde innsigelsen.', en: 'The processor decided the objection.' },
  'objection.admit': { nb: 'Databehandleren tok imot den sene innsigelsen.', en: 'The processor admitted the late objection.' },
  'objection.changeWithdrawn': {
    nb: 'Innsigelsen falt bort fordi endringen ble trukket tilbake.',
    en: 'The objection fell away because the change was withdrawn.',
  },
  'question.asked': { nb: 'Dere stilte et spørsmål ({reference}).', en: 'You asked a question ({reference}).' },
  'question.answered': { nb: 'Databehandleren svarte på spørsmålet {reference}.', en: 'The processor answered question {reference}.' },
  'documents.asked': { nb: 'Dere ba om dokumenter ({reference}).', en: 'You asked for documents ({reference}).' },
  'documents.granted': {
    nb: 'Databehandleren ga dere dokumentene dere ba om ({reference}).',
    en: 'The processor gave you the documents you asked for ({reference}).',
  },
  'documents.declined': {
    nb: 'Databehandleren ga ikke ut dokumentene dere ba om ({reference}).',
    en: 'The processor did not give the documents you asked for ({reference}).',
  },
  'approval.discussed': { nb: 'Databehandleren skrev til dere om godkjenningen.', en: 'The processor wrote to you about the approval.' },
  'consent.requested': {
    nb: 'Databehandleren ba om samtykke til en tidligere dag.',
    en: 'The processor asked for your consent to an earlier day.',
  },
  'consent.given': {
    nb: 'Dere samtykket til en tidligere dag (referanse {reference}).',
    en: 'You consented to an earlier day (reference {reference}).',
  },
  'consent.withdrawn': { nb: 'Dere trakk tilbake samtykket til en tidligere dag.', en: 'You withdrew your consent to an earlier day.' },
  'approval.granted': { nb: 'Dere godkjente (referanse {reference}).', en: 'You approved (reference {reference}).' },
  'approval.refused': { nb: 'Dere sa nei til å godkjenne (referanse {reference}).', en: 'You did not approve (reference {reference}).' },
  'effect.held': { nb: 'Endringen ble satt på vent.', en: 'The change was put on hold.' },
  'effect.moved': { nb: 'Dagen endringen kan tre i kraft, ble flyttet.', en: 'The day of effect was moved.' },
  'effect.inEffect': { nb: 'Endringen trådte i kraft.', en: 'The change took effect.' },
  'effect.dropped': { nb: 'Endringen ble tatt bort for denne avtalen.', en: 'The change was dropped for this agreement.' },
  // The change was withdrawn, left this agreement out, or the agreement ended: the status says which.
  'effect.cancelled': {
    nb: 'Varselet ble avsluttet uten at endringen trådte i kraft.',
    en: 'The notice was closed, and the change did not take effect.',
  },
};

/** One event in plain words; null for what stays inside the house. */
export function historySentence({ type, facts }: Pick<AuditEventRecord, 'type' | 'facts'>, locale: keyof BothLanguages): string | null {
  const sentence = Object.hasOwn(sentences, type) ? sentences[type]?.[locale] : undefined;
  if (!sentence) return null;
  const reference = typeof facts.reference === 'string' ? facts.reference : '';
  return sentence.replace('{reference}', reference);
}
