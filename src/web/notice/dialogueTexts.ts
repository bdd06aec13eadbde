import { defineTexts } from '../texts/defineTexts';

/** Words of questions, consents and messages on the notice page. */
export const dialogueTexts = defineTexts({
  nb: {
    ask: {
      heading: 'Still et spørsmål',
      text: (days: string) =>
        `Spør om det dere lurer på uten å motsette dere. Vi svarer på e-post innen ${days} virkedager, og svaret blir stående her. Fristene løper som før.`,
      label: 'Spørsmålet',
      hint: 'Inntil 10 000 tegn.',
      button: 'Send spørsmålet',
    },
    consent: {
      heading: 'Samtykk til en tidligere dag',
      text: (day: string) =>
        `Etter avtalen kan endringen tidligst tre i kraft for dere ${day}. Samtykker dere, kan den tre i kraft fra dagen dere velger.`,
      lifts:
        'Samtykket opphever bare varslingsfristen og fristen for å motsette seg. Godkjenninger, overføringsgrunnlag og innsigelser er som før. Dere kan trekke det tilbake helt til dagen begynner.',
      day: 'Dagen endringen kan tre i kraft fra',
      dayHint: (first: string, last: string) => `Fra ${first} til ${last}.`,
      button: 'Se over samtykket',
    },
    withdrawConsent: {
      heading: 'Trekk samtykket tilbake',
      text: (day: string) =>
        `Dere har samtykket til at endringen kan tre i kraft fra ${day}. Trekker dere samtykket tilbake, gjelder fristene i avtalen igjen.`,
      button: 'Trekk samtykket tilbake',
    },
    checkConsent: {
      title: 'Se over samtykket',
      text: (address: string) =>
        `Samtykket er ikke gitt ennå. Vi har sendt en kode på seks sifre til ${address}. Den gjelder i 30 minutter og bekrefter samtykket.`,
    },
    sections: {
      questions: 'Spørsmål og svar',
      messages: 'Meldinger fra databehandleren',
      consent: 'Samtykke til en tidligere dag',
    },
    askedBy: (name: string, title: string, at: string) => `${name}, ${title}, ${at}:`,
    answerBy: (day: string) => `Svar innen ${day}.`,
    answeredAt: (at: string) => `Svar fra databehandleren, ${at}:`,
    messageAt: { approval: (at: string) => `Om godkjenningen, ${at}:`, consent: (at: string) => `Ønske om samtykke, ${at}:` },
    wished: (day: string) => `Ønsket dag: ${day}.`,
    consented: (day: string, name: string, title: string, at: string, reference: string) =>
      `Endringen kan tre i kraft fra ${day}. Samtykket er gitt ${at} av ${name}, ${title}. Referanse ${reference}.`,
    objectionHolds: (reference: string) =>
      `Innsigelsen ${reference} står fortsatt: endringen trer ikke i kraft før den er avsluttet, heller ikke fra den dagen.`,
    confirmation: {
      question: 'Spørsmålet er mottatt',
      answered: 'Spørsmålet er besvart',
      receivedAt: (instant: string) => `Mottatt ${instant}.`,
      answerBy: (day: string) => `Personvernombudet svarer på e-post innen ${day}. Fristene løper som før.`,
      consent: 'Samtykket er registrert',
      consentFrom: (day: string) => `Varslingsfristen og fristen for å motsette seg holder ikke endringen tilbake fra ${day}.`,
      consentRest: 'Alt annet avtalen krever, gjelder som før. Dere kan trekke samtykket tilbake helt til dagen begynner.',
      withdrawn: 'Samtykket er trukket tilbake',
      withdrawnText: 'Fristene i avtalen gjelder igjen.',
      registeredAt: (instant: string) => `Registrert ${instant}.`,
    },
    problems: {
      textMissing: 'Skriv hva dere lurer på.',
      textTooLong: (characters: string) => `Spørsmålet kan ha inntil 10 000 tegn. Nå har det ${characters}. Kort det ned.`,
      dayMissing: 'Velg en dag som finnes.',
    },
  },
  en: {
    ask: {
      heading: 'Ask a question',
      text: (days: string) =>
        `Ask what you want to know without objecting. We answer by mail within ${days} working days, and the answer stands here. The time runs on as before.`,
      label: 'Your question',
      hint: 'Up to 10,000 characters.',
      button: 'Send the question',
    },
    consent: {
      heading: 'Consent to an earlier day',
      text: (day: string) =>
        `Under the agreement the change can take effect for you on ${day} at the earliest. If you consent, it can take effect from the day that you choose.`,
      lifts:
        'The consent lifts only the notice period and the time to object. Approvals, transfer bases and objections are as before. You can withdraw it until the day begins.',
      day: 'The day from which the change can take effect',
      dayHint: (first: string, last: string) => `From ${first} to ${last}.`,
      button: 'Check the consent',
    },
    withdrawConsent: {
      heading: 'Withdraw the consent',
      text: (day: string) =>
        `You have consented to the change taking effect from ${day}. If you withdraw the consent, the times in the agreement apply again.`,
      button: 'Withdraw the consent',
    },
    checkConsent: {
      title: 'Check the consent',
      text: (address: string) =>
        `The consent has not been given yet. We have sent a six-digit code to ${address}. It is good for 30 minutes and confirms the consent.`,
    },
    sections: {
      questions: 'Questions and answers',
      messages: 'Messages from the processor',
      consent: 'Consent to an earlier day',
    },
    askedBy: (name: string, title: string, at: string) => `${name}, ${title}, ${at}:`,
    answerBy: (day: string) => `Answer by ${day}.`,
    answeredAt: (at: string) => `Answer from the processor, ${at}:`,
    messageAt: { approval: (at: string) => `About the approval, ${at}:`, consent: (at: string) => `Wish for a consent, ${at}:` },
    wished: (day: string) => `The day wished for: ${day}.`,
    consented: (day: string, name: string, title: string, at: string, reference: string) =>
      `The change can take effect from ${day}. The consent was given ${at} by ${name}, ${title}. Reference ${reference}.`,
    objectionHolds: (reference) =>
      `Your objection ${reference} still stands: the change does not take effect until it has ended, not from that day either.`,
    confirmation: {
      question: 'Your question has been received',
      answered: 'Your question has been answered',
      receivedAt: (instant: string) => `Received ${instant}.`,
      answerBy: (day: string) => `The data protection officer answers by mail by ${day}. The time runs on as before.`,
      consent: 'The consent is recorded',
      consentFrom: (day: string) => `From ${day} on, the notice period and the time to object do not hold the change back.`,
      consentRest: 'Whatever else the agreement requires applies as before. You can withdraw the consent until the day begins.',
      withdrawn: 'The consent is withdrawn',
      withdrawnText: 'The times in the agreement apply again.',
      registeredAt: (instant: string) => `Recorded ${instant}.`,
    },
    problems: {
      textMissing: 'Write what you want to know.',
      textTooLong: (characters: string) => `The question can have up to 10,000 characters. It now has ${characters}. Shorten it.`,
      dayMissing: 'Choose a day that exists.',
    },
  },
});
