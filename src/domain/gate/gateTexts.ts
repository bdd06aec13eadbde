import type { BothLanguages } from '../outcome';
import type { GateCode } from './gate';

/** A gate reason for people: what it is, and what the publisher or the DPO can do about it. */
export interface GateText {
  title: BothLanguages;
  whatToDo: BothLanguages;
}

export const gateTexts: Record<GateCode, GateText> = {
  'not-approved': {
    title: { nb: 'Ikke godkjent', en: 'Not approved' },
    whatToDo: {
      nb: 'Underdatabehandleren står ikke i vedlegget, og ingen endring som innfører den, er kunngjort. Lag et utkast til endring.',
      en: 'The annex does not list the subprocessor, and no change that brings it has been published. Draft a change.',
    },
  },
  'not-published': {
    title: { nb: 'Ikke kunngjort', en: 'Not published' },
    whatToDo: {
      nb: 'Få endringen godkjent av en annen person og kunngjør den.',
      en: 'Have another person approve the change, then publish it.',
    },
  },
  'not-received': {
    title: { nb: 'Varselet er ikke mottatt', en: 'The notice has not been received' },
    whatToDo: {
      nb: 'Følg leveringen. Er varselet kommet frem på annen måte, registrer mottaket for hånd og få det bekreftet av en annen person.',
      en: 'Follow the delivery. If the notice came through in another way, record the receipt by hand and have another person confirm it.',
    },
  },
  undeliverable: {
    title: { nb: 'Varselet kan ikke leveres', en: 'The notice cannot be delivered' },
    whatToDo: {
      nb: 'Ingen kontaktpunkter er igjen å sende til. Finn et nytt kontaktpunkt hos den behandlingsansvarlige og send på nytt.',
      en: 'There is no contact left to send to. Find a new contact at the controller and send again.',
    },
  },
  'planned-day': {
    title: { nb: 'Den planlagte dagen er ikke kommet', en: 'The planned day has not come' },
    whatToDo: { nb: 'Ingenting å gjøre: vent til dagen kommer.', en: 'Nothing to do: wait until the day comes.' },
  },
  'notice-period': {
    title: { nb: 'Varslingsfristen løper', en: 'The notice period is running' },
    whatToDo: {
      nb: 'Vent til fristen er ute. Samtykker den behandlingsansvarlige skriftlig til en tidligere dag, registrer samtykket.',
      en: 'Wait until it has ended. If the controller consents in writing to an earlier day, record the consent.',
    },
  },
  'objection-window': {
    title: { nb: 'Fristen for å motsette seg løper', en: 'The objection window is open' },
    whatToDo: {
      nb: 'Vent til fristen er ute. Samtykker den behandlingsansvarlige skriftlig til en tidligere dag, registrer samtykket.',
      en: 'Wait until it has closed. If the controller consents in writing to an earlier day, record the consent.',
    },
  },
  'objection-open': {
    title: { nb: 'En innsigelse er ikke avsluttet', en: 'An objection has not ended' },
    whatToDo: {
      nb: 'Behandle innsigelsen: den viser hvilke steg som er mulige nå.',
      en: 'Deal with the objection: it shows which steps are possible now.',
    },
  },
  'approval-missing': {
    title: { nb: 'Godkjenning mangler', en: 'An approval is missing' },
    whatToDo: {
      nb: 'Vent på svar fra den behandlingsansvarlige, eller purr. Taushet er aldri et ja.',
      en: 'Wait for the controller to answer, or remind it. Silence is never a yes.',
    },
  },
  'approval-refused': {
    title: { nb: 'Godkjenning er nektet', en: 'The approval was refused' },
    whatToDo: {
      nb: 'Bare den behandlingsansvarlige kan gjøre om avslaget. Ta kontakt, eller la endringen falle for denne avtalen.',
      en: 'Only the controller can turn the refusal round. Get in touch, or drop the change for this agreement.',
    },
  },
  'transfer-approval-missing': {
    title: { nb: 'Godkjenning av overføring til tredjestat mangler', en: 'The approval of a third-country transfer is missing' },
    whatToDo: {
      nb: 'Avtalen krever skriftlig godkjenning av overføringen. Vent på svar, eller purr. Taushet er aldri et ja.',
      en: 'The agreement asks for a written approval of the transfer. Wait for the answer, or send a reminder. Silence is never a yes.',
    },
  },
  'transfer-approval-refused': {
    title: { nb: 'Overføringen til tredjestat er nektet', en: 'The third-country transfer was refused' },
    whatToDo: {
      nb: 'Bare den behandlingsansvarlige kan gjøre om avslaget. Vurder en løsning innenfor EØS.',
      en: 'Only the controller can turn the refusal round. Consider a solution inside the EEA.',
    },
  },
  'transfer-basis-missing': {
    title: { nb: 'Overføringsgrunnlag mangler', en: 'A transfer basis is missing' },
    whatToDo: {
      nb: 'Registrer et gyldig overføringsgrunnlag som avtalen godtar, for hver tredjestat.',
      en: 'Record a valid transfer basis that the agreement accepts, for each third country.',
    },
  },
  'contract-missing': {
    title: { nb: 'Avtalen med underdatabehandleren er ikke registrert', en: 'The contract with the subprocessor has not been recorded' },
    whatToDo: {
      nb: 'Registrer dato og referanse for databehandleravtalen med underdatabehandleren.',
      en: 'Record the day and the reference of the data processing agreement with the subprocessor.',
    },
  },
  'waiting-for-others': {
    title: { nb: 'Venter på andre avtaler', en: 'Waiting for other agreements' },
    whatToDo: {
      nb: 'Endringen trer i kraft samtidig for alle. Rydd opp i det som holder de andre, eller la en annen person bytte til ikrafttredelse avtale for avtale.',
      en: 'The change takes effect for all at once. Clear what holds the others, or let another person switch to effect agreement by agreement.',
    },
  },
  dropped: {
    title: { nb: 'Endringen er falt for denne avtalen', en: 'The change was dropped for this agreement' },
    whatToDo: {
      nb: 'Endringen gjelder aldri denne avtalen. Behold den tidligere løsningen her.',
      en: 'The change never applies to this agreement. Keep the earlier solution here.',
    },
  },
  'change-withdrawn': {
    title: { nb: 'Endringen er trukket tilbake', en: 'The change was withdrawn' },
    whatToDo: { nb: 'Ingenting å gjøre. En ny endring må varsles på nytt.', en: 'Nothing to do. A new change needs a new notice.' },
  },
  'agreement-ending': {
    title: { nb: 'Avtalen er under avslutning', en: 'The agreement is ending' },
    whatToDo: { nb: 'Ingen endring trer i kraft før avtalen er slutt.', en: 'No change takes effect before the agreement has ended.' },
  },
  'agreement-ended': {
    title: { nb: 'Avtalen er avsluttet', en: 'The agreement has ended' },
    whatToDo: {
      nb: 'Opplysningene skal ikke lenger behandles for denne avtalen.',
      en: 'Data must no longer be processed under this agreement.',
    },
  },
  stopped: {
    title: { nb: 'Stanset', en: 'Stopped' },
    whatToDo: { nb: 'En stansordre gjelder. Vent til den er opphevet.', en: 'A stop order is in force. Wait until it is lifted.' },
  },
};
