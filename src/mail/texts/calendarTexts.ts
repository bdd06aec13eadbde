import type { Locale } from '../../domain/periods/describe';

const nb = {
  summary: (name: string, reference: string) => `Frist for å motsette seg: ${name} (${reference})`,
  lastMoment: (moment: string) => `Siste frist for å motsette seg endringen: ${moment}.`,
  openUntil: (moment: string) => `Dere kan motsette dere endringen til ${moment}.`,
  takesEffect: (day: string) => `Trer i kraft for dere: ${day}.`,
  takesEffectAtEarliest: (day: string) => `Kan tidligst tre i kraft for dere: ${day}. Uten et ja fra dere skjer det ikke.`,
  about: (processor: string, reference: string) => `Varsel fra ${processor} etter databehandleravtalen ${reference}.`,
  howTo: (replyTo: string) => `Åpne lenken i e-posten med varselet for å svare, eller skriv til ${replyTo}.`,
};

const en: typeof nb = {
  summary: (name, reference) => `Deadline to object: ${name} (${reference})`,
  lastMoment: (moment) => `Last moment to object to the change: ${moment}.`,
  openUntil: (moment) => `You can object to the change until ${moment}.`,
  takesEffect: (day) => `Takes effect for you: ${day}.`,
  takesEffectAtEarliest: (day) => `Can take effect for you at the earliest: ${day}. Without your approval it does not.`,
  about: (processor, reference) => `Notice from ${processor} under the data processing agreement ${reference}.`,
  howTo: (replyTo) => `Open the link in the mail with the notice to answer, or write to ${replyTo}.`,
};

/** Words of the calendar entry that comes with a notice. */
export const calendarTexts: Record<Locale, typeof nb> = { nb, en };
