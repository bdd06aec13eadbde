import type { BothLanguages } from '../outcome';
import { periodInWords, startInWords } from '../periods/words';
import { transferBasisTexts } from '../transfer/transferBasis';
import type { ChangeType, Terms, TermsOverride } from './terms';

export type TermsRuleName =
  | 'authorisation'
  | 'notice'
  | 'objection'
  | 'afterObjection'
  | 'transfer'
  | 'newLocation'
  | 'removal'
  | 'intraGroup'
  | 'receiptEvidence'
  | 'overrides'
  | 'emergency'
  | 'calendar';

/** One rule of an agreement: what it is about, and what it says in whole sentences. */
export interface TermsRule {
  name: TermsRuleName;
  label: BothLanguages;
  sentences: BothLanguages[];
}

const both = (nb: string, en: string): BothLanguages => ({ nb, en });

/**
 * An agreement's rules in plain words, made from the values alone: two agreements with the same values read the same, whatever preset they came from.
 *
 * Example: a window of two weeks from receipt gives "The controller can object within 2 weeks of receipt, until 24:00 of the last day."
 */
export function termsInWords(terms: Terms): TermsRule[] {
  return [
    { name: 'authorisation', label: both('Tillatelse', 'Authorisation'), sentences: [authorisation[terms.authorisation]] },
    { name: 'notice', label: both('Varslingsfrist', 'Notice period'), sentences: noticeSentences(terms.notice) },
    { name: 'objection', label: both('Frist for å motsette seg', 'Objection window'), sentences: objectionSentences(terms.objection) },
    { name: 'afterObjection', label: both('Etter en innsigelse', 'After an objection'), sentences: afterObjection(terms) },
    { name: 'transfer', label: both('Overføring til tredjestat', 'Transfer to a third country'), sentences: transfer(terms) },
    { name: 'newLocation', label: both('Nytt sted', 'New location'), sentences: [newLocation[terms.newLocation]] },
    { name: 'removal', label: both('Når bruken opphører', 'When use ends'), sentences: [removal[terms.removal]] },
    {
      name: 'intraGroup',
      label: both('Selskaper i eget konsern i EØS', 'Companies of the processor’s group in the EEA'),
      sentences: [intraGroup[terms.intraGroupInEea]],
    },
    {
      name: 'receiptEvidence',
      label: both('Bevis for mottak', 'Evidence of receipt'),
      sentences: [receiptEvidence[terms.receiptEvidence]],
    },
    ...exceptions(terms),
    { name: 'emergency', label: both('Nødsituasjon', 'Emergency'), sentences: [emergency(terms)] },
    {
      name: 'calendar',
      label: both('Kalender', 'Calendar'),
      sentences: [
        both(
          `Dager regnes i tidssonen ${terms.timeZone}, med norske helligdager.`,
          `Days are counted in the time zone ${terms.timeZone}, with Norwegian public holidays.`,
        ),
      ],
    },
  ];
}

function exceptions({ overrides }: Terms): TermsRule[] {
  if (overrides.length === 0) return [];
  return [{ name: 'overrides', label: both('Unntak', 'Exceptions'), sentences: overrides.map(overrideSentence) }];
}

const authorisation: Record<Terms['authorisation'], BothLanguages> = {
  general: both(
    'Generell: en endring kan gjennomføres når den er varslet og fristene er ute.',
    'General: a change may go ahead once it has been announced and the periods have run out.',
  ),
  specific: both(
    'Særskilt: hver endring trenger et uttrykkelig ja på forhånd. Taushet er aldri et ja.',
    'Specific: each change needs an explicit yes beforehand. Silence is never a yes.',
  ),
};

function noticeSentences({ period, from, clearDays }: Terms['notice']): BothLanguages[] {
  const start = startInWords(from);
  if (!period) {
    return [
      both(
        `Varsles på forhånd, uten en bestemt frist. Tidligst i kraft dagen etter ${start.nb}.`,
        `Announced beforehand, without a fixed period. In effect at the earliest the day after ${start.en}.`,
      ),
    ];
  }
  const length = periodInWords(period);
  return [
    both(`${length.nb} fra ${start.nb}. Den første dagen regnes ikke med.`, `${length.en} from ${start.en}. The first day is not counted.`),
    clearDays
      ? both(
          'Endringen kan tre i kraft dagen etter fristens siste dag.',
          'The change may take effect the day after the last day of the period.',
        )
      : both('Endringen kan tre i kraft på fristens siste dag.', 'The change may take effect on the last day of the period.'),
  ];
}

function objectionSentences({ window, from, rollsForward, mustCloseBeforeEffect, grounds }: Terms['objection']): BothLanguages[] {
  const sentences: BothLanguages[] = [];
  if (window) {
    const length = periodInWords(window);
    const start = startInWords(from);
    sentences.push(
      both(
        `Den behandlingsansvarlige kan motsette seg innen ${length.nb} fra ${start.nb}, til kl. 24.00 den siste dagen.`,
        `The controller can object within ${length.en} of ${start.en}, until 24:00 of the last day.`,
      ),
    );
    if (rollsForward) {
      sentences.push(
        both(
          'Er den siste dagen en lørdag, søndag eller helligdag, flyttes den til neste virkedag.',
          'A last day on a Saturday, Sunday or public holiday moves to the next working day.',
        ),
      );
    }
    if (mustCloseBeforeEffect) {
      sentences.push(
        both(
          'Endringen trer tidligst i kraft dagen etter denne fristen.',
          'The change takes effect no earlier than the day after this window.',
        ),
      );
    }
  } else {
    sentences.push(
      both(
        'Den behandlingsansvarlige kan motsette seg helt til endringen trer i kraft for avtalen.',
        'The controller can object until the change takes effect for the agreement.',
      ),
    );
  }
  sentences.push(
    grounds === 'objective'
      ? both('Innsigelsen skal ha saklig grunn.', 'The objection must have objective grounds.')
      : both('Innsigelsen trenger ingen bestemt grunn.', 'The objection needs no particular grounds.'),
  );
  return sentences;
}

const onObjection: Record<Terms['onObjection'], BothLanguages> = {
  mayTerminate: both(
    'Endringen holdes tilbake for avtalen. Databehandleren kan gi etter, foreslå noe annet eller avslutte avtalen.',
    'The change is held for the agreement. The processor may give way, propose something else or end the agreement.',
  ),
  negotiate: both(
    'Partene forhandler. Endringen holdes tilbake til den behandlingsansvarlige trekker innsigelsen eller godtar et forslag, eller databehandleren gir etter.',
    'The parties negotiate. The change is held until the controller withdraws the objection or accepts a proposal, or the processor gives way.',
  ),
  notEngaged: both('Endringen faller bort for avtalen.', 'The change is dropped for the agreement.'),
};

function afterObjection({ onObjection: what, afterObjection: chained }: Terms): BothLanguages[] {
  if (!chained) return [onObjection[what]];
  const [answer, terminate, effect] = [chained.answer, chained.terminate, chained.terminationEffect].map(periodInWords);
  return [
    onObjection[what],
    both(`Databehandleren svarer innen ${answer?.nb}.`, `The processor answers within ${answer?.en}.`),
    chained.terminationEffect.length === 0
      ? both(
          `Deretter kan den behandlingsansvarlige si opp innen ${terminate?.nb}, med virkning samme dag.`,
          `The controller may then terminate within ${terminate?.en}, with effect on the same day.`,
        )
      : both(
          `Deretter kan den behandlingsansvarlige si opp innen ${terminate?.nb}, med virkning ${effect?.nb} senere.`,
          `The controller may then terminate within ${terminate?.en}, with effect ${effect?.en} later.`,
        ),
    chained.silence === 'accepts'
      ? both('Taushet regnes da som et ja.', 'Silence then counts as a yes.')
      : both('Ved taushet faller endringen bort for avtalen.', 'With silence the change is dropped for the agreement.'),
  ];
}

function transfer({ thirdCountry, transferBases }: Terms): BothLanguages[] {
  const listed = (language: keyof BothLanguages): string => transferBases.map((basis) => transferBasisTexts[basis][language]).join('; ');
  return [
    thirdCountry === 'writtenApproval'
      ? both(
          'Et land utenfor EØS krever skriftlig godkjenning fra den behandlingsansvarlige, og et overføringsgrunnlag.',
          'A country outside the EEA needs the controller’s written approval, and a transfer basis.',
        )
      : both('Et land utenfor EØS krever et overføringsgrunnlag.', 'A country outside the EEA needs a transfer basis.'),
    transferBases.length > 0
      ? both(`Grunnlag som godtas: ${listed('nb')}.`, `Bases that are accepted: ${listed('en')}.`)
      : both('Ingen grunnlag godtas.', 'No basis is accepted.'),
  ];
}

const newLocation: Record<Terms['newLocation'], BothLanguages> = {
  asAnyChange: both('Varsles som andre endringer.', 'Announced as any change.'),
  writtenApproval: both(
    'Et nytt sted for behandling eller tilgang krever skriftlig godkjenning fra den behandlingsansvarlige.',
    'A new place of processing or access needs the controller’s written approval.',
  ),
};

const removal: Record<Terms['removal'], BothLanguages> = {
  announce: both('Det er nok å si fra: bruken kan opphøre når som helst.', 'It is enough to say so: use may end at any time.'),
  asAnyChange: both(
    'Vedlegget endres etter samme frister som andre endringer.',
    'The annex changes after the same periods as for any change.',
  ),
};

const intraGroup: Record<Terms['intraGroupInEea'], BothLanguages> = {
  asAnyChange: both('Varsles som andre.', 'Announced as any other.'),
  informOnly: both('Varsles på forhånd, uten varslingsfrist.', 'Announced beforehand, without a notice period.'),
};

const receiptEvidence: Record<Terms['receiptEvidence'], BothLanguages> = {
  presumed: both(
    'Varselet antas mottatt når vår e-posttjener har tatt imot det og det ikke har kommet i retur på 24 timer.',
    'The notice is presumed received when our mail relay has taken it and nothing has bounced for 24 hours.',
  ),
  accepted: both(
    'Varselet er mottatt når mottakerens e-posttjener har tatt imot det.',
    'The notice is received when the recipient’s mail server has accepted it.',
  ),
  delivered: both('Varselet er mottatt når det er bekreftet levert.', 'The notice is received when its delivery is confirmed.'),
  acknowledged: both('Varselet er mottatt når en person har bekreftet det.', 'The notice is received when a person has acknowledged it.'),
};

const changeTypes: Record<ChangeType, BothLanguages> = {
  add: both('ny underdatabehandler', 'new subprocessor'),
  replace: both('bytte', 'replacement'),
  modify: both('endret bruk', 'modified use'),
  remove: both('opphør', 'removal'),
};

function overrideSentence({ when, notice, objection }: TermsOverride): BothLanguages {
  const sentence = (language: keyof BothLanguages): string => {
    const nb = language === 'nb';
    const or = nb ? ' eller ' : ' or ';
    const types = (when.changeType ?? []).map((type) => changeTypes[type][language]).join(or);
    const data = (when.dataCategories ?? []).join(or);
    const occasion = [types && `${nb ? 'Endring' : 'Change'}: ${types}`, data && `${nb ? 'Opplysninger' : 'Data'}: ${data}`];
    return `${occasion.filter(Boolean).join('. ')}. ${nb ? 'Da gjelder' : 'Then'}: ${[noticePart(notice, language), objectionPart(objection, language)].flat().join('; ')}.`;
  };
  return both(sentence('nb'), sentence('en'));
}

function noticePart(notice: TermsOverride['notice'], language: keyof BothLanguages): string[] {
  if (!notice) return [];
  const nb = language === 'nb';
  const parts: string[] = [];
  if (notice.period !== undefined) {
    const length = notice.period ? periodInWords(notice.period)[language] : nb ? 'ingen bestemt' : 'none fixed';
    parts.push(nb ? `varslingsfrist ${length}` : `notice period ${length}`);
  }
  if (notice.from !== undefined) parts.push(`${nb ? 'varslingsfrist fra' : 'notice period from'} ${startInWords(notice.from)[language]}`);
  if (notice.clearDays !== undefined) {
    const day = notice.clearDays ? (nb ? 'dagen etter siste dag' : 'the day after the last day') : nb ? 'på siste dag' : 'on the last day';
    parts.push(nb ? `i kraft tidligst ${day}` : `in effect no earlier than ${day}`);
  }
  return parts;
}

function objectionPart(objection: TermsOverride['objection'], language: keyof BothLanguages): string[] {
  if (!objection) return [];
  const nb = language === 'nb';
  const yesNo = (value: boolean): string => (value ? (nb ? 'ja' : 'yes') : nb ? 'nei' : 'no');
  const parts: string[] = [];
  if (objection.window !== undefined) {
    const length = objection.window ? periodInWords(objection.window)[language] : nb ? 'åpen til ikrafttredelse' : 'open until effect';
    parts.push(nb ? `frist for å motsette seg ${length}` : `objection window ${length}`);
  }
  if (objection.from !== undefined)
    parts.push(`${nb ? 'frist for å motsette seg fra' : 'objection window from'} ${startInWords(objection.from)[language]}`);
  if (objection.rollsForward !== undefined)
    parts.push(`${nb ? 'siste dag flyttes til virkedag' : 'last day moves to a working day'}: ${yesNo(objection.rollsForward)}`);
  if (objection.mustCloseBeforeEffect !== undefined) {
    parts.push(
      `${nb ? 'fristen må være ute før ikrafttredelse' : 'window must close before effect'}: ${yesNo(objection.mustCloseBeforeEffect)}`,
    );
  }
  if (objection.grounds !== undefined) {
    parts.push(`${nb ? 'saklig grunn kreves' : 'objective grounds needed'}: ${yesNo(objection.grounds === 'objective')}`);
  }
  return parts;
}

function emergency({ emergency: rule }: Terms): BothLanguages {
  if (!rule) return both('Avtalen åpner ikke for kortere frist.', 'The agreement allows no shorter period.');
  if (!rule.period) return both('Med en begrunnelse faller varslingsfristen bort.', 'With a recorded reason there is no notice period.');
  const length = periodInWords(rule.period);
  return both(`Med en begrunnelse er varslingsfristen ${length.nb}.`, `With a recorded reason the notice period is ${length.en}.`);
}
