import { defineTexts } from './defineTexts';

/** An agreement's own description of the processing: on its form and its page. */
export const descriptionTexts = defineTexts({
  nb: {
    legend: 'Avtalens egen beskrivelse av behandlingen',
    hint: 'Kan stå tomt. Går en endring utenfor det som står her, trenger den et ja fra den behandlingsansvarlige. Teksten sammenlignes ord for ord uten hensyn til store bokstaver og mellomrom: et annet ord for det samme regnes som utenfor. Formålene sammenlignes ikke.',
    describedData: 'Kategorier av personopplysninger',
    describedSubjects: 'Kategorier av personer',
    describedSpecial: 'Særlige kategorier av personopplysninger',
    purposes: 'Formål',
    linesHint: 'Én på hver linje.',
    specialHint: 'Tomt betyr at avtalen ikke omfatter noen.',
    none: 'Ikke registrert. Endringer sammenlignes ikke med avtalens beskrivelse.',
    notCompared: 'Ikke oppgitt: sammenlignes ikke',
    noSpecial: 'Ingen',
  },
  en: {
    legend: 'The agreement’s own description of the processing',
    hint: 'May be left blank. A change that goes outside what is written here needs a yes from the controller. Texts are compared word by word without regard to capitals and spaces: another word for the same thing counts as outside. Purposes are not compared.',
    describedData: 'Categories of personal data',
    describedSubjects: 'Categories of people',
    describedSpecial: 'Special categories of personal data',
    purposes: 'Purposes',
    linesHint: 'One on each line.',
    specialHint: 'Blank means that the agreement covers none.',
    none: 'Not recorded. Changes are not compared with the agreement’s description.',
    notCompared: 'Not stated: not compared',
    noSpecial: 'None',
  },
});
