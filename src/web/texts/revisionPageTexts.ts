import { defineTexts } from './defineTexts';

/** Corrections of a published change: the form, what is proposed beside what is published, and whom it reaches. */
export const revisionPageTexts = defineTexts({
  nb: {
    acts: { revise: 'Rett endringen …', edit: 'Rediger rettelsen …', discard: 'Forkast rettelsen …' },
    statuses: { draft: 'Rettelse: utkast', inReview: 'Rettelse: til gjennomgang', approved: 'Rettelse: frigitt' },
    waiting: {
      draft: 'En rettelse er foreslått. Det som er publisert, gjelder uendret. Utgiveren sender rettelsen til gjennomgang.',
      inReview: 'Rettelsen venter på at personvernombudet går gjennom og frigir. Den som har skrevet eller sendt den inn, kan ikke frigi.',
      approved: 'Rettelsen er frigitt og klar til å publiseres. Til da gjelder det som er publisert.',
    },
    steps: {
      revise: 'foreslo en rettelse',
      discard: 'forkastet rettelsen',
      ofRevision: (text: string, revision: number) => `${text} (revisjon ${revision})`,
    },
    done: { proposed: 'Rettelsen er lagret. Under ser du hva den endrer, og hvem den når.', discarded: 'Rettelsen er forkastet.' },
    form: {
      title: 'Rett en publisert endring',
      lead: 'Rett bare det som er feil. Det som er publisert, gjelder uendret til rettelsen er frigitt av en annen og publisert.',
      reasonNb: 'Hvorfor rettes det? (norsk)',
      reasonEn: 'Hvorfor rettes det? (engelsk)',
      reasonHint: 'De berørte får lese det. Gi minst ett av språkene.',
      save: 'Lagre rettelsen',
    },
    title: (revision: number) => `Foreslått rettelse (revisjon ${revision})`,
    why: 'Hvorfor det rettes',
    caption: 'Det som rettes',
    columns: { field: 'Felt', before: 'Publisert', after: 'Rettet', weight: 'Betydning' },
    weights: { always: 'Alltid vesentlig', mayBe: 'Kan være uvesentlig' },
    verdicts: {
      always: 'Rettelsen er vesentlig: de berørte får nytt varsel og nye frister, og godkjenninger faller bort.',
      open: 'Rettelsen er vesentlig hvis ikke den som frigir, bekrefter at den er uvesentlig.',
      immaterial: 'Frigitt som uvesentlig: den sendes som informasjon, og ingen frister flyttes.',
    },
    reachTitle: 'Hvem rettelsen når',
    ifMaterial: 'Er den vesentlig',
    ifImmaterial: 'Er den uvesentlig',
    newClocks: (count: number) =>
      count === 1 ? '1 avtale får nytt varsel og nye frister.' : `${count} avtaler får nytt varsel og nye frister.`,
    objectionsCarried: (count: number) =>
      count === 1
        ? '1 åpen innsigelse følger med; den som sendte den, blir spurt om den står.'
        : `${count} åpne innsigelser følger med; de som sendte dem, blir spurt om de står.`,
    approvalsLapsing: (count: number) =>
      count === 1 ? 'Godkjenninger fra 1 avtale faller bort.' : `Godkjenninger fra ${count} avtaler faller bort.`,
    consentsLapsing: (count: number) =>
      count === 1 ? '1 samtykke til tidligere dag faller bort.' : `${count} samtykker til tidligere dag faller bort.`,
    informed: (count: number) =>
      count === 1 ? '1 avtale får informasjon. Ingenting annet endres.' : `${count} avtaler får informasjon. Ingenting annet endres.`,
    keepsInEffect: 'I kraft alt: de beholder det de har. For dem må du lage en endring av typen «Endret bruk».',
    staysDropped: 'Falt bort, og det blir stående',
    noLongerConcerned: 'Gjelder ikke lenger disse; de får beskjed',
    immaterial: 'Rettelsen er uvesentlig',
    immaterialHint:
      'Den sendes som informasjon. Frister, innsigelser og godkjenninger står som før. Uten kryss får alle berørte nytt varsel og nye frister.',
    releaseLegend: 'Betydning',
    check: {
      publishTitle: 'Publiser rettelsen?',
      publishMaterial:
        'De berørte får et nytt varsel med nye frister, med en gang. Godkjenninger og samtykker til det forrige gjelder ikke lenger. Dette kan ikke gjøres om.',
      publishImmaterial:
        'De berørte får informasjon om rettelsen, med en gang. Frister, innsigelser og godkjenninger står som før. Dette kan ikke gjøres om.',
      publishSubmit: 'Publiser rettelsen',
      discardTitle: 'Forkaste rettelsen?',
      discardText: 'Forslaget blir borte. Det som er publisert, gjelder som før. Dette kan ikke gjøres om.',
      discardSubmit: 'Forkast rettelsen',
    },
    earlierTitle: 'Tidligere revisjoner',
    earlier: (revision: number, day: string) => `Revisjon ${revision}, publisert ${day}`,
    materialTag: 'Vesentlig',
    immaterialTag: 'Uvesentlig',
    first: 'Den første',
    superseded: 'Erstattet av et rettet varsel',
    toNewest: 'Varselet som gjelder nå',
    toEarlier: 'Varselet som dette kom i stedet for',
    corrections: 'Rettet uten nye frister',
  },
  en: {
    acts: { revise: 'Correct the change …', edit: 'Edit the correction …', discard: 'Discard the correction …' },
    statuses: { draft: 'Correction: draft', inReview: 'Correction: in review', approved: 'Correction: released' },
    waiting: {
      draft: 'A correction is proposed. What is published holds unchanged. The publisher submits the correction for review.',
      inReview:
        'The correction waits for the data protection officer to review and release it. Whoever drafted or submitted it cannot release it.',
      approved: 'The correction is released and ready to be published. Until then what is published holds.',
    },
    steps: {
      revise: 'proposed a correction',
      discard: 'discarded the correction',
      ofRevision: (text: string, revision: number) => `${text} (revision ${revision})`,
    },
    done: {
      proposed: 'The correction has been saved. Below you see what it changes, and whom it reaches.',
      discarded: 'The correction has been discarded.',
    },
    form: {
      title: 'Correct a published change',
      lead: 'Correct only what is wrong. What is published holds unchanged until somebody else has released the correction and it is published.',
      reasonNb: 'Why is it corrected? (Norwegian)',
      reasonEn: 'Why is it corrected? (English)',
      reasonHint: 'Those affected read it. Give at least one of the languages.',
      save: 'Save the correction',
    },
    title: (revision: number) => `Proposed correction (revision ${revision})`,
    why: 'Why it is corrected',
    caption: 'What is corrected',
    columns: { field: 'Field', before: 'Published', after: 'Corrected', weight: 'Weight' },
    weights: { always: 'Always material', mayBe: 'May be immaterial' },
    verdicts: {
      always: 'The correction is material: those affected get a new notice and new dates, and approvals lapse.',
      open: 'The correction is material unless whoever releases it confirms that it is immaterial.',
      immaterial: 'Released as immaterial: it is sent as information, and no dates move.',
    },
    reachTitle: 'Whom the correction reaches',
    ifMaterial: 'If it is material',
    ifImmaterial: 'If it is immaterial',
    newClocks: (count: number) =>
      count === 1 ? '1 agreement gets a new notice and new dates.' : `${count} agreements get a new notice and new dates.`,
    objectionsCarried: (count: number) =>
      count === 1
        ? '1 open objection goes along; whoever raised it is asked whether it stands.'
        : `${count} open objections go along; those who raised them are asked whether they stand.`,
    approvalsLapsing: (count: number) => (count === 1 ? 'Approvals of 1 agreement lapse.' : `Approvals of ${count} agreements lapse.`),
    consentsLapsing: (count: number) =>
      count === 1 ? '1 consent to an earlier day lapses.' : `${count} consents to an earlier day lapse.`,
    informed: (count: number) =>
      count === 1 ? '1 agreement is informed. Nothing else changes.' : `${count} agreements are informed. Nothing else changes.`,
    keepsInEffect: 'In effect already: they keep what they have. For them you have to make a change of type "Changed use".',
    staysDropped: 'Dropped, and that stays so',
    noLongerConcerned: 'No longer concerns these; they are told',
    immaterial: 'The correction is immaterial',
    immaterialHint:
      'It is sent as information. Dates, objections and approvals stand as before. Without the tick everybody affected gets a new notice and new dates.',
    releaseLegend: 'Weight',
    check: {
      publishTitle: 'Publish the correction?',
      publishMaterial:
        'Those affected get a new notice with new dates at once. Approvals and consents to the one before no longer hold. This cannot be undone.',
      publishImmaterial:
        'Those affected are informed of the correction at once. Dates, objections and approvals stand as before. This cannot be undone.',
      publishSubmit: 'Publish the correction',
      discardTitle: 'Discard the correction?',
      discardText: 'The proposal is gone. What is published holds as before. This cannot be undone.',
      discardSubmit: 'Discard the correction',
    },
    earlierTitle: 'Earlier revisions',
    earlier: (revision: number, day: string) => `Revision ${revision}, published ${day}`,
    materialTag: 'Material',
    immaterialTag: 'Immaterial',
    first: 'The first',
    superseded: 'Replaced by a corrected notice',
    toNewest: 'The notice that counts now',
    toEarlier: 'The notice that this took the place of',
    corrections: 'Corrected without new dates',
  },
});
