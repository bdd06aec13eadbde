import type { GateCode } from '../../domain/gate/gate';
import type { BothLanguages } from '../../domain/outcome';

/** Why a change does not take effect, told to the controller. Nothing here says anything of other controllers. */
export const heldTexts: Record<GateCode, BothLanguages> = {
  'not-approved': {
    nb: 'Endringen er ikke kunngjort for dere.',
    en: 'The change has not been published for you.',
  },
  'not-published': { nb: 'Endringen er ikke kunngjort for dere.', en: 'The change has not been published for you.' },
  'not-received': { nb: 'Vi vet ikke at dere har mottatt varselet.', en: 'We do not know that you have received the notice.' },
  undeliverable: { nb: 'Varselet kunne ikke leveres til dere.', en: 'The notice could not be delivered to you.' },
  'planned-day': { nb: 'Den planlagte dagen er ikke kommet.', en: 'The planned day has not come.' },
  'notice-period': { nb: 'Varslingsfristen i avtalen er ikke ute.', en: "The agreement's notice period has not ended." },
  'objection-window': { nb: 'Fristen for å motsette seg er ikke ute.', en: 'The time to object is not over.' },
  'objection-open': {
    nb: 'Dere har motsatt dere endringen, og innsigelsen er ikke avsluttet.',
    en: 'You have objected to the change, and the objection has not ended.',
  },
  'approval-missing': {
    nb: 'Dere har ikke svart på om dere godkjenner. Taushet er ikke et ja.',
    en: 'You have not said whether you approve. Silence is not a yes.',
  },
  'approval-refused': { nb: 'Dere har ikke godkjent endringen.', en: 'You have not approved the change.' },
  'transfer-approval-missing': {
    nb: 'Dere har ikke svart på om dere godkjenner overføringen til et land utenfor EØS. Taushet er ikke et ja.',
    en: 'You have not said whether you approve the transfer to a country outside the EEA. Silence is not a yes.',
  },
  'transfer-approval-refused': {
    nb: 'Dere har ikke godkjent overføringen til et land utenfor EØS.',
    en: 'You have not approved the transfer to a country outside the EEA.',
  },
  'transfer-basis-missing': {
    nb: 'Overføringen til et land utenfor EØS mangler et grunnlag som avtalen godtar.',
    en: 'The transfer to a country outside the EEA lacks a basis that the agreement accepts.',
  },
  'contract-missing': {
    nb: 'Vi har ikke registrert databehandleravtalen vår med underdatabehandleren.',
    en: 'We have not recorded our data processing agreement with the subprocessor.',
  },
  'waiting-for-others': {
    nb: 'Endringen skal tre i kraft samtidig for alle avtaler den gjelder, og ikke alle er klare.',
    en: 'The change is to take effect at the same time for all agreements it concerns, and not all of them are ready.',
  },
  dropped: { nb: 'Endringen er falt bort for dere.', en: 'The change has been dropped for you.' },
  'change-withdrawn': { nb: 'Endringen er trukket tilbake.', en: 'The change has been withdrawn.' },
  'agreement-ending': { nb: 'Avtalen er under avslutning.', en: 'The agreement is ending.' },
  'agreement-ended': { nb: 'Avtalen er avsluttet.', en: 'The agreement has ended.' },
  stopped: { nb: 'En stansordre gjelder.', en: 'A stop order is in force.' },
};
