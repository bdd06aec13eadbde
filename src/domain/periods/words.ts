import type { BothLanguages } from '../outcome';
import type { ApprovalKind, Period, Start } from '../terms/terms';
import { preferences } from './startDays';

const units: Record<Period['unit'], { one: BothLanguages; many: BothLanguages }> = {
  days: { one: { nb: 'dag', en: 'day' }, many: { nb: 'dager', en: 'days' } },
  weeks: { one: { nb: 'uke', en: 'week' }, many: { nb: 'uker', en: 'weeks' } },
  months: { one: { nb: 'måned', en: 'month' }, many: { nb: 'måneder', en: 'months' } },
  businessDays: { one: { nb: 'virkedag', en: 'business day' }, many: { nb: 'virkedager', en: 'business days' } },
};

/** "4 uker", "1 month". */
export function periodInWords(period: Period): BothLanguages {
  const unit = period.length === 1 ? units[period.unit].one : units[period.unit].many;
  return { nb: `${period.length} ${unit.nb}`, en: `${period.length} ${unit.en}` };
}

const startNouns: Record<Start, BothLanguages> = {
  receipt: { nb: 'mottak', en: 'receipt' },
  sending: { nb: 'utsending', en: 'sending' },
  publication: { nb: 'publisering', en: 'publication' },
};

/** "mottak"; for a list in order of preference "publisering, ellers mottak". */
export function startInWords(from: Start | readonly Start[]): BothLanguages {
  const nouns = preferences(from).map((start) => startNouns[start]);
  return { nb: nouns.map((noun) => noun.nb).join(', ellers '), en: nouns.map((noun) => noun.en).join(', or else ') };
}

/** What happened on the first day, as the beginning of a sentence that ends with the day. */
export const startHappened: Record<Start, BothLanguages> = {
  receipt: { nb: 'Varselet ble mottatt', en: 'The notice was received on' },
  sending: { nb: 'Varselet ble sendt', en: 'The notice was sent on' },
  publication: { nb: 'Endringen ble publisert', en: 'The change was published on' },
};

/** A whole sentence for each approval; none of them is given by silence. */
export const approvalInWords: Record<ApprovalKind, BothLanguages> = {
  specific: {
    nb: 'Avtalen krever at den behandlingsansvarlige godkjenner endringen skriftlig før den kan tre i kraft. Taushet er ikke et ja.',
    en: 'The agreement requires the controller to approve the change in writing before it can take effect. Silence is not a yes.',
  },
  'third-country': {
    nb: 'Endringen gjelder et land utenfor EØS. Avtalen krever at den behandlingsansvarlige godkjenner overføringen skriftlig. Taushet er ikke et ja.',
    en: 'The change concerns a country outside the EEA. The agreement requires the controller to approve the transfer in writing. Silence is not a yes.',
  },
  location: {
    nb: 'Endringen gjelder et nytt sted for behandling eller tilgang. Avtalen krever at den behandlingsansvarlige godkjenner stedet skriftlig. Taushet er ikke et ja.',
    en: 'The change concerns a new place of processing or access. The agreement requires the controller to approve it in writing. Silence is not a yes.',
  },
  description: {
    nb: 'Endringen går utenfor avtalens egen beskrivelse av behandlingen. Den behandlingsansvarlige må godkjenne det skriftlig før den kan tre i kraft (GDPR art. 28 nr. 3). Taushet er ikke et ja.',
    en: 'The change goes outside the agreement’s own description of the processing. The controller has to approve that in writing before it can take effect (GDPR art. 28(3)). Silence is not a yes.',
  },
};

/** " (avtalens punkt 5.4)", or nothing where the clause is not known. */
export function clauseInWords(clause: string | null | undefined): BothLanguages {
  const number = clause?.trim();
  if (!number) return { nb: '', en: '' };
  // A clause that is written with its own sign ("§ 6") or as words needs no "punkt" in front.
  const isBareNumber = /^([A-Z]\.?)?\d[\d.]*$/.test(number);
  return isBareNumber
    ? { nb: ` (avtalens punkt ${number})`, en: ` (clause ${number} of the agreement)` }
    : { nb: ` (avtalens ${number})`, en: ` (${number} of the agreement)` };
}
