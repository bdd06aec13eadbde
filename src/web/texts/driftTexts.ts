import { defineTexts } from './defineTexts';

/** Where the register and an annex no longer say the same, and what to do about it. */
export const driftTexts = defineTexts({
  nb: {
    title: 'Avvik mellom registeret og vedleggene',
    open: 'Avvik mellom registeret og vedleggene',
    lead: 'Registeret sier hva vi bruker i dag. Vedlegget sier hva hver behandlingsansvarlig har fått vite eller godkjent. Her står det som ikke stemmer overens, og som ingen varslet endring er i ferd med å rette. Det som er likt for flere avtaler, står én gang.',
    none: 'Registeret og vedleggene stemmer overens.',
    noneHere: 'Ingen flere avvik.',
    agreements: (count: number) => (count === 1 ? 'Gjelder 1 avtale:' : `Gjelder ${count} avtaler:`),
    others: (count: number) => `Vis ${count} til`,
    kinds: {
      'not-listed': 'I bruk uten å stå i vedlegget',
      'left-register': 'Ikke lenger i bruk',
      differs: 'Ulike opplysninger',
      'service-gone': 'Tjenester som avtalen ikke omfatter',
      'contract-missing': 'Uten registrert avtale',
      'basis-missing': 'Uten gyldig overføringsgrunnlag',
    },
    findings: {
      'not-listed': (services: string) => `I bruk for ${services}, men står ikke i vedlegget.`,
      'left-register': 'Står i vedlegget, men er ikke lenger i bruk i registeret.',
      differs: (fields: string) => `Vedlegget sier noe annet enn registeret om: ${fields}.`,
      'service-gone': 'Står i vedlegget for en tjeneste som avtalen ikke lenger omfatter.',
      'contract-missing': 'Vår avtale med den er ikke registrert. Sperren er stengt.',
      'basis-missing': (countries: string) => `Mangler gyldig overføringsgrunnlag for ${countries}. Sperren er stengt.`,
    },
    remedy: {
      'not-listed':
        'Stans bruken for avtalen, eller opprett en endring som legger den til. Står den i det signerte vedlegget, fyll ut avtalen.',
      'left-register': 'Opprett en endring som tar den ut, så vedlegget blir riktig.',
      differs: 'Rett registeret hvis det er feil der. Ellers opprett en endring av typen endret bruk.',
      'service-gone': 'Opprett en endring som tar den ut, eller rett tjenestene i avtalen eller registeret.',
      'contract-missing': 'Registrer avtalen med underdatabehandleren på siden dens.',
      'basis-missing': 'Opprett en endring med et grunnlag som avtalen godtar, eller stans overføringen.',
    },
  },
  en: {
    title: 'Where the register and the annexes differ',
    open: 'Where the register and the annexes differ',
    lead: 'The register says what we use today. The annex says what each controller has been told of or has approved. This is what does not agree, and what no notified change is about to put right. What is the same for several agreements stands once.',
    none: 'The register and the annexes agree.',
    noneHere: 'Nothing more differs.',
    agreements: (count) => (count === 1 ? 'Concerns 1 agreement:' : `Concerns ${count} agreements:`),
    others: (count) => `Show ${count} more`,
    kinds: {
      'not-listed': 'In use, and not in the annex',
      'left-register': 'No longer in use',
      differs: 'Different details',
      'service-gone': 'Services that the agreement does not cover',
      'contract-missing': 'No recorded contract',
      'basis-missing': 'No valid transfer basis',
    },
    findings: {
      'not-listed': (services) => `In use for ${services}, but not in the annex.`,
      'left-register': 'In the annex, but no longer in use in the register.',
      differs: (fields) => `The annex says otherwise than the register about: ${fields}.`,
      'service-gone': 'In the annex for a service that the agreement no longer covers.',
      'contract-missing': 'Our contract with it is not recorded. The gate is shut.',
      'basis-missing': (countries) => `No valid transfer basis for ${countries}. The gate is shut.`,
    },
    remedy: {
      'not-listed': 'Stop the use for the agreement, or draft a change that adds it. If the signed annex lists it, complete the agreement.',
      'left-register': 'Draft a change that removes it, so that the annex is right.',
      differs: 'Correct the register if it is wrong. Otherwise draft a change of type modify.',
      'service-gone': 'Draft a change that removes it, or correct the services of the agreement or the register.',
      'contract-missing': 'Record the contract with the subprocessor on its page.',
      'basis-missing': 'Draft a change with a basis that the agreement accepts, or stop the transfer.',
    },
  },
});
