import { houseSentences } from './auditHouseTexts';
import { objectionWorkSentences } from './auditObjectionTexts';
import { defineTexts } from './defineTexts';

/** What a sentence of the audit trail may name. Every member is a finished text; '' where the event does not say. */
export interface Story {
  who: string;
  agreement: string;
  controller: string;
  subprocessor: string;
  reference: string;
  /** Days in words. */
  planned: string;
  on: string;
  from: string;
  to: string;
  endsOn: string;
  receivedOn: string;
  lastDayToObject: string;
  earliest: string;
  evidence: string;
  reasons: string;
  fields: string;
  onServices: string;
  kinds: string;
  /** Where an adequacy decision holds. */
  country: string;
  until: string;
}

type Sentence = (story: Story) => string;

const ifSaid = (fact: string, words: (fact: string) => string): string => (fact ? words(fact) : '');

const agreements = { nb: ['avtale', 'avtaler', 'på tjenestene'], en: ['agreement', 'agreements', 'on the services'] } as const;
const onTheServices = (fact: string, locale: 'nb' | 'en'): string => {
  const [one, many, where] = agreements[locale];
  return ifSaid(fact, (count) => ` (${count} ${count === '1' ? one : many} ${where})`);
};

export type AuditSentences = Record<string, { nb: Sentence; en: Sentence }>;

/** One sentence for each type of event. A type that is not here is shown by its name: see `otherEvent`. */
export const auditSentences: AuditSentences = {
  'change.drafted': {
    nb: ({ who, planned }) => `${who} laget utkastet${ifSaid(planned, (day) => `, planlagt ${day}`)}.`,
    en: ({ who, planned }) => `${who} made the draft${ifSaid(planned, (day) => `, planned for ${day}`)}.`,
  },
  'change.edited': { nb: ({ who }) => `${who} endret utkastet.`, en: ({ who }) => `${who} edited the draft.` },
  'change.submitted': {
    nb: ({ who, onServices }) => `${who} sendte endringen til gjennomgang${onTheServices(onServices, 'nb')}.`,
    en: ({ who, onServices }) => `${who} submitted the change for review${onTheServices(onServices, 'en')}.`,
  },
  'change.returned': { nb: ({ who }) => `${who} sendte endringen tilbake.`, en: ({ who }) => `${who} returned the change.` },
  'change.approved': { nb: ({ who }) => `${who} frigav endringen.`, en: ({ who }) => `${who} released the change.` },
  'change.published': {
    nb: ({ who, onServices, planned }) =>
      `${who} publiserte endringen${onTheServices(onServices, 'nb')}${ifSaid(planned, (day) => `, planlagt ${day}`)}.`,
    en: ({ who, onServices, planned }) =>
      `${who} published the change${onTheServices(onServices, 'en')}${ifSaid(planned, (day) => `, planned for ${day}`)}.`,
  },
  'change.withdrawn': { nb: ({ who }) => `${who} trakk endringen tilbake.`, en: ({ who }) => `${who} withdrew the change.` },
  'change.completed': {
    nb: () => 'Endringen er fullført: alle berørte avtaler er avgjort.',
    en: () => 'The change is completed: every affected agreement has been decided.',
  },
  'change.rolloutSwitched': {
    nb: ({ who }) => `${who} byttet til ikrafttredelse avtale for avtale.`,
    en: ({ who }) => `${who} switched to effect agreement by agreement.`,
  },
  ...houseSentences,
  ...objectionWorkSentences,
  'notice.unconfirmed': {
    nb: ({ agreement }) => `Mottaket av varselet til ${agreement} er ikke bekreftet innen 72 timer.`,
    en: ({ agreement }) => `The receipt of the notice to ${agreement} was not confirmed within 72 hours.`,
  },
  'notice.secondContact': {
    nb: ({ agreement }) => `Varselet sendes også til neste kontaktpunkt for ${agreement}.`,
    en: ({ agreement }) => `The notice is sent to the next contact of ${agreement} too.`,
  },
  'notice.reminded': {
    nb: ({ agreement }) => `En påminnelse sendes til ${agreement}.`,
    en: ({ agreement }) => `A reminder is sent to ${agreement}.`,
  },
  'notice.receiptEntered': {
    nb: ({ who, agreement }) => `${who} registrerte et mottak for hånd for ${agreement}. En annen må bekrefte det.`,
    en: ({ who, agreement }) => `${who} entered a receipt by hand for ${agreement}. Another person has to confirm it.`,
  },
  'notice.resent': {
    nb: ({ who, agreement }) => `${who} sendte varselet til ${agreement} på nytt.`,
    en: ({ who, agreement }) => `${who} sent the notice to ${agreement} again.`,
  },
  'notice.attentionCleared': {
    nb: ({ who, agreement }) => `${who} har sett på leveringen til ${agreement}.`,
    en: ({ who, agreement }) => `${who} has looked at the delivery to ${agreement}.`,
  },
  'notice.wrongPerson': {
    nb: ({ agreement }) => `Et kontaktpunkt for ${agreement} sier at varselet kom til feil person.`,
    en: ({ agreement }) => `A contact of ${agreement} says that the notice came to the wrong person.`,
  },
  'notice.contactAccepted': {
    nb: ({ who, agreement }) => `${who} tok inn et foreslått kontaktpunkt for ${agreement}.`,
    en: ({ who, agreement }) => `${who} accepted a proposed contact of ${agreement}.`,
  },
  'notice.contactDeclined': {
    nb: ({ who, agreement }) => `${who} avslo et foreslått kontaktpunkt for ${agreement}.`,
    en: ({ who, agreement }) => `${who} declined a proposed contact of ${agreement}.`,
  },
  'notice.planned': {
    nb: ({ agreement }) => `Varselet til ${agreement} ble skrevet.`,
    en: ({ agreement }) => `The notice to ${agreement} was written.`,
  },
  'notice.undeliverable': {
    nb: ({ agreement }) => `Varselet til ${agreement} kan ikke leveres: ingen kontaktpunkter er igjen.`,
    en: ({ agreement }) => `The notice to ${agreement} cannot be delivered: no contact is left.`,
  },
  'notice.received': {
    nb: ({ agreement, receivedOn, evidence, lastDayToObject, earliest }) =>
      `Varselet regnes som mottatt for ${agreement}${ifSaid(receivedOn, (day) => ` ${day}`)}${ifSaid(evidence, (kind) => ` (${kind})`)}.` +
      `${ifSaid(lastDayToObject, (day) => ` Siste dag å motsette seg: ${day}.`)}${ifSaid(earliest, (day) => ` Tidligst i kraft: ${day}.`)}`,
    en: ({ agreement, receivedOn, evidence, lastDayToObject, earliest }) =>
      `The notice counts as received for ${agreement}${ifSaid(receivedOn, (day) => ` on ${day}`)}${ifSaid(evidence, (kind) => ` (${kind})`)}.` +
      `${ifSaid(lastDayToObject, (day) => ` Last day to object: ${day}.`)}${ifSaid(earliest, (day) => ` In effect at the earliest: ${day}.`)}`,
  },
  'notice.receiptVoided': {
    nb: ({ agreement }) => `Mottaket for ${agreement} gjelder ikke lenger: fristene stanset.`,
    en: ({ agreement }) => `The receipt for ${agreement} no longer counts: the clocks stopped.`,
  },
  'notice.manualReceipt': {
    nb: ({ who, agreement }) => `${who} bekreftet et mottak for ${agreement} som er registrert for hånd.`,
    en: ({ who, agreement }) => `${who} confirmed a receipt for ${agreement} that was recorded by hand.`,
  },
  'notice.presumed': {
    nb: ({ agreement }) => `Varselet til ${agreement} antas mottatt: 24 timer uten avvisning.`,
    en: ({ agreement }) => `The notice to ${agreement} is presumed received: 24 hours without a bounce.`,
  },
  RelayToNonERDS: {
    nb: ({ agreement, evidence }) => `Varselet til ${agreement} ble sendt${ifSaid(evidence, (kind) => `: ${kind}`)}.`,
    en: ({ agreement, evidence }) => `The notice to ${agreement} was sent${ifSaid(evidence, (kind) => `: ${kind}`)}.`,
  },
  RelayToNonERDSFailure: {
    nb: ({ agreement }) => `Et forsøk på å sende varselet til ${agreement} ble avvist.`,
    en: ({ agreement }) => `An attempt to send the notice to ${agreement} was refused.`,
  },
  'mail.failed': {
    nb: ({ agreement }) => `En e-post til et kontaktpunkt${ifSaid(agreement, (it) => ` for ${it}`)} kom ikke frem.`,
    en: ({ agreement }) => `A mail to a contact${ifSaid(agreement, (it) => ` of ${it}`)} did not arrive.`,
  },
  ContentHandover: {
    nb: ({ agreement }) => `Varselet til ${agreement} er levert.`,
    en: ({ agreement }) => `The notice to ${agreement} has been delivered.`,
  },
  ConsignmentAcceptance: {
    nb: ({ who, agreement }) => `${who} bekreftet å ha mottatt varselet til ${agreement}.`,
    en: ({ who, agreement }) => `${who} acknowledged the notice to ${agreement}.`,
  },
  'effect.held': {
    nb: ({ agreement, reasons }) => `Endringen holdes tilbake for ${agreement}${ifSaid(reasons, (list) => `: ${list}`)}.`,
    en: ({ agreement, reasons }) => `The change is held for ${agreement}${ifSaid(reasons, (list) => `: ${list}`)}.`,
  },
  'effect.moved': {
    nb: ({ agreement, from, to }) =>
      `Dagen for ${agreement} er flyttet${ifSaid(from, (day) => ` fra ${day}`)}${ifSaid(to, (day) => ` til ${day}`)}.`,
    en: ({ agreement, from, to }) =>
      `The day for ${agreement} moved${ifSaid(from, (day) => ` from ${day}`)}${ifSaid(to, (day) => ` to ${day}`)}.`,
  },
  'effect.inEffect': {
    nb: ({ agreement, on }) => `Endringen trådte i kraft for ${agreement}${ifSaid(on, (day) => ` ${day}`)}.`,
    en: ({ agreement, on }) => `The change took effect for ${agreement}${ifSaid(on, (day) => ` on ${day}`)}.`,
  },
  'effect.dropped': {
    nb: ({ agreement, reference }) => `Endringen falt for ${agreement}${ifSaid(reference, (code) => ` etter innsigelsen ${code}`)}.`,
    en: ({ agreement, reference }) => `The change was dropped for ${agreement}${ifSaid(reference, (code) => ` after objection ${code}`)}.`,
  },
  'effect.cancelled': {
    nb: ({ agreement, reasons }) => `Endringen er avlyst for ${agreement}${ifSaid(reasons, (list) => `: ${list}`)}.`,
    en: ({ agreement, reasons }) => `The change was cancelled for ${agreement}${ifSaid(reasons, (list) => `: ${list}`)}.`,
  },
  'annex.changed': {
    nb: ({ agreement, subprocessor, on }) =>
      `Vedlegget til ${agreement} ble endret${ifSaid(on, (day) => ` ${day}`)}${ifSaid(subprocessor, (name) => `: ${name}`)}.`,
    en: ({ agreement, subprocessor, on }) =>
      `The annex of ${agreement} changed${ifSaid(on, (day) => ` on ${day}`)}${ifSaid(subprocessor, (name) => `: ${name}`)}.`,
  },
  'objection.received': {
    nb: ({ who, agreement, reference }) => `${who} motsatte seg endringen for ${agreement} (innsigelse ${reference}).`,
    en: ({ who, agreement, reference }) => `${who} objected to the change for ${agreement} (objection ${reference}).`,
  },
  'objection.added': {
    nb: ({ who, reference }) => `${who} la mer til innsigelsen ${reference}.`,
    en: ({ who, reference }) => `${who} added to objection ${reference}.`,
  },
  'objection.received entered': {
    nb: ({ who, agreement, reference }) =>
      `${who} registrerte en innsigelse fra ${agreement} som kom utenom lenken (innsigelse ${reference}).`,
    en: ({ who, agreement, reference }) =>
      `${who} entered an objection of ${agreement} that did not come through the link (objection ${reference}).`,
  },
  'objection.added entered': {
    nb: ({ who, reference }) => `${who} registrerte mer til innsigelsen ${reference}, som kom utenom lenken.`,
    en: ({ who, reference }) => `${who} entered more to objection ${reference} that did not come through the link.`,
  },
  'objection.review': {
    nb: ({ who, reference }) => `${who} tok innsigelsen ${reference} til behandling.`,
    en: ({ who, reference }) => `${who} took objection ${reference} under review.`,
  },
  'objection.askGrounds': {
    nb: ({ who, reference }) => `${who} ba om saklig grunn for innsigelsen ${reference}.`,
    en: ({ who, reference }) => `${who} asked for grounds for objection ${reference}.`,
  },
  'objection.giveGrounds': {
    nb: ({ who, reference }) => `${who} begrunnet innsigelsen ${reference}.`,
    en: ({ who, reference }) => `${who} gave grounds for objection ${reference}.`,
  },
  'objection.propose': {
    nb: ({ who, reference }) => `${who} sendte et forslag om innsigelsen ${reference}.`,
    en: ({ who, reference }) => `${who} sent a proposal on objection ${reference}.`,
  },
  'objection.answer': {
    nb: ({ who, reference }) => `${who} svarte på innsigelsen ${reference} uten å foreslå noe.`,
    en: ({ who, reference }) => `${who} answered objection ${reference} without an offer.`,
  },
  'objection.answerReminded': {
    nb: ({ reference }) => `Det ble minnet om svarfristen for innsigelsen ${reference}.`,
    en: ({ reference }) => `A reminder of the time to answer objection ${reference} was given.`,
  },
  'objection.answerLapsed': {
    nb: ({ reference }) => `Svarfristen for innsigelsen ${reference} gikk ut uten svar.`,
    en: ({ reference }) => `The time to answer objection ${reference} ended without an answer.`,
  },
  'objection.terminationReminded': {
    nb: ({ agreement, reference }) =>
      `Den behandlingsansvarlige ble minnet om fristen for å si opp ${agreement} (innsigelse ${reference}).`,
    en: ({ agreement, reference }) => `The controller was reminded of the time to terminate ${agreement} (objection ${reference}).`,
  },
  'objection.terminateByController': {
    nb: ({ who, reference }) => `${who} sa opp avtalen etter innsigelsen ${reference}.`,
    en: ({ who, reference }) => `${who} terminated the agreement over objection ${reference}.`,
  },
  'objection.silenceAccepts': {
    nb: ({ reference }) => `Fristen for å si opp gikk ut; etter vilkårene er taushet et ja (innsigelse ${reference}).`,
    en: ({ reference }) => `The time to terminate ended; under the terms silence is a yes (objection ${reference}).`,
  },
  'objection.silenceDrops': {
    nb: ({ reference }) => `Fristen for å si opp gikk ut; etter vilkårene faller endringen bort (innsigelse ${reference}).`,
    en: ({ reference }) => `The time to terminate ended; under the terms the change is dropped (objection ${reference}).`,
  },
  'objection.accept': {
    nb: ({ who, reference }) => `${who} godtok forslaget om innsigelsen ${reference}.`,
    en: ({ who, reference }) => `${who} accepted the proposal on objection ${reference}.`,
  },
  'objection.decline': {
    nb: ({ who, reference }) => `${who} avslo forslaget om innsigelsen ${reference}.`,
    en: ({ who, reference }) => `${who} declined the proposal on objection ${reference}.`,
  },
  'objection.withdraw': {
    nb: ({ who, reference }) => `${who} trakk innsigelsen ${reference} tilbake.`,
    en: ({ who, reference }) => `${who} withdrew objection ${reference}.`,
  },
  'objection.uphold': {
    nb: ({ who, reference }) => `${who} tok innsigelsen ${reference} til følge.`,
    en: ({ who, reference }) => `${who} upheld objection ${reference}.`,
  },
  'objection.terminate': {
    nb: ({ who, reference }) => `${who} besluttet å avslutte avtalen etter innsigelsen ${reference}.`,
    en: ({ who, reference }) => `${who} decided to end the agreement over objection ${reference}.`,
  },
  'objection.dismiss': {
    nb: ({ who, reference }) => `${who} besluttet å avvise innsigelsen ${reference}.`,
    en: ({ who, reference }) => `${who} decided to dismiss objection ${reference}.`,
  },
  'objection.confirm': {
    nb: ({ who, reference }) => `${who} bekreftet avgjørelsen om innsigelsen ${reference}.`,
    en: ({ who, reference }) => `${who} confirmed the decision on objection ${reference}.`,
  },
  'objection.admit': {
    nb: ({ who, reference }) => `${who} slapp inn den sene innsigelsen ${reference}.`,
    en: ({ who, reference }) => `${who} admitted late objection ${reference}.`,
  },
  'objection.agreementEnded': {
    nb: ({ reference }) => `Avtalen er slutt; innsigelsen ${reference} er uten gjenstand.`,
    en: ({ reference }) => `The agreement has ended; objection ${reference} is no longer relevant.`,
  },
  'objection.stands': {
    nb: ({ who, reference }) => `${who} bekreftet at innsigelsen ${reference} står ved lag.`,
    en: ({ who, reference }) => `${who} confirmed that objection ${reference} stands.`,
  },
  'objection.changeRevised': {
    nb: ({ agreement, reference }) => `Innsigelsen ${reference} fulgte med til det rettede varselet til ${agreement}.`,
    en: ({ agreement, reference }) => `Objection ${reference} went along to the corrected notice to ${agreement}.`,
  },
  'change.revisionProposed': {
    nb: ({ who }) => `${who} foreslo en rettelse av endringen.`,
    en: ({ who }) => `${who} proposed a correction of the change.`,
  },
  'change.revisionEdited': {
    nb: ({ who }) => `${who} endret forslaget til rettelse.`,
    en: ({ who }) => `${who} edited the proposed correction.`,
  },
  'change.revisionDiscarded': {
    nb: ({ who }) => `${who} forkastet forslaget til rettelse.`,
    en: ({ who }) => `${who} discarded the proposed correction.`,
  },
  'change.revisionSubmitted': {
    nb: ({ who }) => `${who} sendte rettelsen til gjennomgang.`,
    en: ({ who }) => `${who} submitted the correction for review.`,
  },
  'change.revisionReturned': { nb: ({ who }) => `${who} sendte rettelsen tilbake.`, en: ({ who }) => `${who} returned the correction.` },
  'change.revisionApproved': { nb: ({ who }) => `${who} frigav rettelsen.`, en: ({ who }) => `${who} released the correction.` },
  'change.revised': { nb: ({ who }) => `${who} publiserte rettelsen.`, en: ({ who }) => `${who} published the correction.` },
  'notice.superseded': {
    nb: ({ agreement }) => `Varselet til ${agreement} ble erstattet av et rettet varsel.`,
    en: ({ agreement }) => `The notice to ${agreement} was replaced by a corrected one.`,
  },
  'notice.corrected': {
    nb: ({ agreement }) => `Varselet til ${agreement} ble rettet uten nye frister.`,
    en: ({ agreement }) => `The notice to ${agreement} was corrected without new deadlines.`,
  },
  'objection.changeWithdrawn': {
    nb: ({ reference }) => `Endringen er trukket tilbake; innsigelsen ${reference} er uten gjenstand.`,
    en: ({ reference }) => `The change was withdrawn; objection ${reference} is no longer relevant.`,
  },
  'approval.granted': {
    nb: ({ who, agreement, kinds }) => `${who} godkjente for ${agreement}${ifSaid(kinds, (list) => `: ${list}`)}.`,
    en: ({ who, agreement, kinds }) => `${who} approved for ${agreement}${ifSaid(kinds, (list) => `: ${list}`)}.`,
  },
  'approval.refused': {
    nb: ({ who, agreement, kinds }) => `${who} nektet godkjenning for ${agreement}${ifSaid(kinds, (list) => `: ${list}`)}.`,
    en: ({ who, agreement, kinds }) => `${who} refused approval for ${agreement}${ifSaid(kinds, (list) => `: ${list}`)}.`,
  },
  'code.requested': {
    nb: ({ who, agreement }) => `${who} ba om en engangskode for ${agreement}.`,
    en: ({ who, agreement }) => `${who} asked for a one-time code for ${agreement}.`,
  },
  'agreement.created': {
    nb: ({ who, agreement }) => `${who} registrerte avtalen ${agreement}.`,
    en: ({ who, agreement }) => `${who} registered agreement ${agreement}.`,
  },
  'agreement.updated': {
    nb: ({ who, agreement, fields }) => `${who} endret avtalen ${agreement}${ifSaid(fields, (list) => ` (${list})`)}.`,
    en: ({ who, agreement, fields }) => `${who} changed agreement ${agreement}${ifSaid(fields, (list) => ` (${list})`)}.`,
  },
  'agreement.ending': {
    nb: ({ who, agreement, endsOn }) => `${who} registrerte at avtalen ${agreement} avsluttes${ifSaid(endsOn, (day) => ` ${day}`)}.`,
    en: ({ who, agreement, endsOn }) => `${who} recorded that agreement ${agreement} ends${ifSaid(endsOn, (day) => ` on ${day}`)}.`,
  },
  'agreement.ended': {
    nb: ({ agreement }) => `Avtalen ${agreement} er avsluttet.`,
    en: ({ agreement }) => `Agreement ${agreement} has ended.`,
  },
  'controller.created': {
    nb: ({ who, controller }) => `${who} registrerte ${controller}.`,
    en: ({ who, controller }) => `${who} registered ${controller}.`,
  },
  'contact.asked': {
    nb: ({ controller }) => `Kontaktpunkter hos ${controller} ble spurt om de fortsatt er riktige.`,
    en: ({ controller }) => `Contacts of ${controller} were asked whether they are still right.`,
  },
  'contact.confirmed': {
    nb: ({ who, controller }) => `${who} bekreftet et kontaktpunkt hos ${controller}.`,
    en: ({ who, controller }) => `${who} confirmed a contact of ${controller}.`,
  },
  'contact.confirmedByLink': {
    nb: ({ controller }) => `Et kontaktpunkt hos ${controller} bekreftet seg selv med lenken i e-posten.`,
    en: ({ controller }) => `A contact of ${controller} confirmed itself by the link in the mail.`,
  },
  'controller.updated': {
    nb: ({ who, controller, fields }) => `${who} endret ${controller}${ifSaid(fields, (list) => ` (${list})`)}.`,
    en: ({ who, controller, fields }) => `${who} changed ${controller}${ifSaid(fields, (list) => ` (${list})`)}.`,
  },
  'subprocessor.registered': {
    nb: ({ who, subprocessor }) => `${who} registrerte ${subprocessor}.`,
    en: ({ who, subprocessor }) => `${who} registered ${subprocessor}.`,
  },
  'subprocessor.updated': {
    nb: ({ who, subprocessor, fields }) => `${who} endret ${subprocessor} i registeret${ifSaid(fields, (list) => ` (${list})`)}.`,
    en: ({ who, subprocessor, fields }) => `${who} changed ${subprocessor} in the register${ifSaid(fields, (list) => ` (${list})`)}.`,
  },
  'subprocessor.contractRecorded': {
    nb: ({ who, subprocessor }) => `${who} registrerte avtalen med ${subprocessor}.`,
    en: ({ who, subprocessor }) => `${who} recorded the contract with ${subprocessor}.`,
  },
  'import.done': { nb: ({ who }) => `${who} importerte et regneark.`, en: ({ who }) => `${who} imported a spreadsheet.` },
  'user.signedIn': { nb: ({ who }) => `${who} logget inn.`, en: ({ who }) => `${who} signed in.` },
  'user.signedOut': { nb: ({ who }) => `${who} logget ut.`, en: ({ who }) => `${who} signed out.` },
  'user.signInFailed': { nb: () => 'Noen prøvde å logge inn uten å lykkes.', en: () => 'Somebody tried to sign in and failed.' },
  'user.added': { nb: ({ who }) => `${who} la til en bruker.`, en: ({ who }) => `${who} added a user.` },
  'user.disabled': { nb: ({ who }) => `${who} tok fra en bruker tilgangen.`, en: ({ who }) => `${who} took a user's access away.` },
  'user.enabled': { nb: ({ who }) => `${who} ga en bruker tilgang igjen.`, en: ({ who }) => `${who} gave a user access again.` },
  'user.passwordSet': { nb: ({ who }) => `${who} satte et nytt passord for en bruker.`, en: ({ who }) => `${who} set a user's password.` },
  'key.created': { nb: ({ who }) => `${who} laget en API-nøkkel.`, en: ({ who }) => `${who} created an API key.` },
  'key.revoked': { nb: ({ who }) => `${who} trakk tilbake en API-nøkkel.`, en: ({ who }) => `${who} revoked an API key.` },
  'record.adopted': {
    nb: ({ who }) => `${who} flyttet portalen til en annen adresse. All e-post sendes derfra.`,
    en: ({ who }) => `${who} moved the portal to another address. All mail is sent from there.`,
  },
  'demo.clockMoved': {
    nb: ({ who, to }) => `${who} flyttet demoklokken${ifSaid(to, (day) => ` til ${day}`)}.`,
    en: ({ who, to }) => `${who} moved the demo clock${ifSaid(to, (day) => ` to ${day}`)}.`,
  },
};

export const auditTexts = defineTexts({
  nb: {
    title: 'Revisjonsspor',
    ofChange: (change: string) => `Revisjonsspor: ${change}`,
    empty: 'Ingenting er skjedd ennå.',
    system: 'Forvarsel',
    contactOf: (controller: string) => `Kontaktpunktet hos ${controller}`,
    someContact: 'Kontaktpunktet',
    person: (name: string, role: string) => `${name} (${role})`,
    viaKey: (person: string) => `${person}, gjennom API-et,`,
    otherEvent: (type: string, who: string) => `Hendelse «${type}» av ${who}.`,
    oneAlone: 'Den samme personen sto for begge deler, slik oppsettet tillater her.',
    unknownAgreement: 'en avtale',
    unknownController: 'en behandlingsansvarlig',
    unknownSubprocessor: 'en underdatabehandler',
    back: 'Tilbake til endringen',
  },
  en: {
    title: 'Audit trail',
    ofChange: (change: string) => `Audit trail: ${change}`,
    empty: 'Nothing has happened yet.',
    system: 'Forvarsel',
    contactOf: (controller: string) => `The contact at ${controller}`,
    someContact: 'The contact',
    person: (name: string, role: string) => `${name} (${role})`,
    viaKey: (person: string) => `${person}, through the API,`,
    otherEvent: (type: string, who: string) => `Event "${type}" by ${who}.`,
    oneAlone: 'The same person did both, as the configuration allows here.',
    unknownAgreement: 'an agreement',
    unknownController: 'a controller',
    unknownSubprocessor: 'a subprocessor',
    back: 'Back to the change',
  },
});
