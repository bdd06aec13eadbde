import { defineTexts } from './defineTexts';

export const evidencePageTexts = defineTexts({
  nb: {
    change: {
      title: 'Bevis',
      text: 'Alt om endringen i én zip-fil: meldingene slik de ble sendt, leveringer, frister, svar og hendelsene med signert kjede. Den kan kontrolleres uten portalen.',
      button: 'Last ned bevis (zip)',
    },
    agreement: {
      title: 'Bevis',
      text: 'Alt om avtalen i én zip-fil som kan gis til den behandlingsansvarlige: den sier ingenting om andre avtaler, og kan kontrolleres uten portalen.',
      button: 'Last ned bevis (zip)',
    },
  },
  en: {
    change: {
      title: 'Evidence',
      text: 'Everything about the change in one zip file: the messages as they were sent, deliveries, deadlines, answers, and the events with their signed chain. It can be checked without the portal.',
      button: 'Download evidence (zip)',
    },
    agreement: {
      title: 'Evidence',
      text: 'Everything about the agreement in one zip file that may be given to the controller: it says nothing of other agreements, and can be checked without the portal.',
      button: 'Download evidence (zip)',
    },
  },
});
