import { defineTexts } from './defineTexts';

export const dueTexts = defineTexts({
  nb: {
    title: 'Dette forfaller',
    lead: (count: number) => (count === 1 ? '1 sak venter på noen.' : `${count} saker venter på noen.`),
    empty: 'Ingenting venter på noen. Her kommer det som må gjøres, med det som forfaller først øverst.',
    columns: { what: 'Hva', who: 'Hvem', due: 'Frist' },
    asSoonAsPossible: 'Så snart som mulig',
    overdue: (day: string) => `${day} – over fristen`,
    yourTurn: 'Dette kan du gjøre',
    others: 'Dette venter på andre',
    shown: (count: number, all: number) => `Viser de ${count} første av ${all}.`,
    roles: { publisher: 'Utgiver', dpo: 'Personvernombud', admin: 'Administrator', controller: 'Behandlingsansvarlig' },
    clockMissing: 'Velg en dag og et klokkeslett å flytte klokken til',
    clockBackwards: 'Klokken går bare fremover. Velg et senere tidspunkt.',
    clockTooFar: 'Klokken kan flyttes høyst to år om gangen. Velg et tidligere tidspunkt.',
  },
  en: {
    title: 'What is due',
    lead: (count: number) => (count === 1 ? '1 matter waits for somebody.' : `${count} matters wait for somebody.`),
    empty: 'Nothing waits for anybody. What has to be done stands here, with what is due first on top.',
    columns: { what: 'What', who: 'Who', due: 'Due' },
    asSoonAsPossible: 'As soon as possible',
    overdue: (day: string) => `${day} – overdue`,
    yourTurn: 'You can do this',
    others: 'This waits for others',
    shown: (count: number, all: number) => `Showing the first ${count} of ${all}.`,
    roles: { publisher: 'Publisher', dpo: 'Data protection officer', admin: 'Administrator', controller: 'Controller' },
    clockMissing: 'Choose a day and a time to move the clock to',
    clockBackwards: 'The clock only goes forward. Choose a later time.',
    clockTooFar: 'The clock can be moved two years at once at most. Choose an earlier time.',
  },
});
