import type { BothLanguages } from '../outcome';
import type { ObjectionState, RefusalCode } from './objectionMachine';

export const objectionStateTexts: Record<ObjectionState, BothLanguages> = {
  submitted: { nb: 'Mottatt', en: 'Received' },
  underReview: { nb: 'Under behandling', en: 'Under review' },
  awaitingGrounds: { nb: 'Venter på saklig grunn', en: 'Waiting for grounds' },
  negotiating: { nb: 'Forslag sendt', en: 'Proposal sent' },
  late: { nb: 'Kom for sent', en: 'Came too late' },
  withdrawn: { nb: 'Trukket tilbake', en: 'Withdrawn' },
  settled: { nb: 'Enighet', en: 'Settled' },
  upheld: { nb: 'Tatt til følge', en: 'Upheld' },
  terminating: { nb: 'Avtalen avsluttes', en: 'Agreement is being ended' },
  dismissed: { nb: 'Avvist', en: 'Dismissed' },
  moot: { nb: 'Uten gjenstand', en: 'No longer relevant' },
};

/** What a person is told when an event is refused: what is wrong, and what to do. */
export const objectionRefusalTexts: Record<RefusalCode, BothLanguages> = {
  'wrong-state': {
    nb: 'Dette steget er ikke mulig slik innsigelsen står nå. Last siden på nytt og se hvilke steg som er mulige.',
    en: 'This step is not possible as the objection stands now. Reload the page to see which steps are.',
  },
  'objection-ended': {
    nb: 'Innsigelsen er avsluttet. Send en ny innsigelse.',
    en: 'The objection has ended. Raise a new one.',
  },
  'terms-do-not-allow': { nb: 'Vilkårene i avtalen åpner ikke for dette.', en: 'The terms of the agreement do not allow this.' },
  'not-for-this-change': {
    nb: 'Avtalen kan bare avsluttes på grunn av en endring som innfører eller bytter ut en underdatabehandler.',
    en: 'The agreement can be ended only over a change that adds or replaces a subprocessor.',
  },
  'already-in-effect': {
    nb: 'Endringen har trådt i kraft for denne avtalen, så innsigelsen består.',
    en: 'The change has taken effect for this agreement, so the objection stands.',
  },
  'same-person': {
    nb: 'En annen person må bekrefte beslutningen.',
    en: 'Another person has to confirm the decision.',
  },
  'nothing-to-confirm': { nb: 'Ingen beslutning venter på bekreftelse.', en: 'No decision is waiting to be confirmed.' },
  'no-proposal': { nb: 'Det finnes ikke noe forslag å svare på.', en: 'There is no proposal to answer.' },
  'proposal-superseded': {
    nb: 'Et nyere forslag har erstattet dette. Les det nye forslaget og svar på det.',
    en: 'A newer proposal has replaced this one. Read the new proposal and answer that.',
  },
  'proposal-text-missing': { nb: 'Skriv hva forslaget går ut på.', en: 'Write what is proposed.' },
  'proposal-contradicts': {
    nb: 'Et forslag kan ikke både ha en dag for ikrafttredelse og la endringen falle. Velg én av delene.',
    en: 'A proposal cannot both name a day of effect and drop the change. Choose one of them.',
  },
  'proposal-day-passed': {
    nb: 'Dagen i forslaget er passert. Velg i dag eller en senere dag.',
    en: 'The proposed day has passed. Choose today or a later day.',
  },
  'counter-text-missing': { nb: 'Skriv hva dere foreslår i stedet.', en: 'Write what you propose instead.' },
  'counter-day-passed': {
    nb: 'Dagen i motforslaget er passert. Velg i dag eller en senere dag, eller la feltet stå tomt.',
    en: 'The day in the counter-proposal has passed. Choose today or a later day, or leave it empty.',
  },
  'grounds-not-due': {
    nb: 'Den behandlingsansvarlige har fortsatt tid til å svare. Innsigelsen kan avvises først når svarfristen er ute.',
    en: 'The controller still has time to answer. The objection can be dismissed only after the day to answer by.',
  },
  'grounds-given': {
    nb: 'Den behandlingsansvarlige har gitt en begrunnelse, så innsigelsen kan ikke avvises som ubegrunnet.',
    en: 'The controller has given grounds, so the objection cannot be dismissed for lack of them.',
  },
  'already-proposed': {
    nb: 'Det er allerede lagt frem et forslag, så innsigelsen kan ikke avvises. Forhandle videre eller ta den til følge.',
    en: 'A proposal has been made, so the objection cannot be dismissed. Go on negotiating, or uphold it.',
  },
  'reason-missing': { nb: 'Skriv hvorfor.', en: 'Write why.' },
  'answer-day-missing': { nb: 'Oppgi en dag å svare innen.', en: 'Name a day to answer by.' },
  'answer-day-passed': { nb: 'Svarfristen må være senere enn i dag.', en: 'The day to answer by must be later than today.' },
  'end-day-missing': { nb: 'Oppgi avtalens siste dag.', en: 'Name the last day of the agreement.' },
  'end-day-passed': {
    nb: 'Avtalens siste dag er passert. Velg i dag eller en senere dag.',
    en: 'The last day of the agreement has passed. Choose today or a later day.',
  },
  'not-asked': {
    nb: 'Det trengs ikke nå: innsigelsen står ved lag.',
    en: 'There is no need to now: the objection stands.',
  },
  'already-answered': {
    nb: 'Innsigelsen er allerede besvart. Foreslå noe, eller ta den til følge.',
    en: 'The objection has been answered already. Propose something, or uphold it.',
  },
  'answer-text-missing': { nb: 'Skriv svaret til den behandlingsansvarlige.', en: 'Write the answer to the controller.' },
  'termination-not-open': {
    nb: 'Databehandleren har fortsatt tid til å svare på innsigelsen. Avtalen kan sies opp når svaret har kommet, eller når svarfristen er ute.',
    en: 'The processor still has time to answer the objection. The agreement can be terminated once the answer has come, or once the time for it has passed.',
  },
  'termination-over': {
    nb: 'Fristen for å si opp på grunn av denne endringen er ute.',
    en: 'The time to terminate because of this change is over.',
  },
  'end-day-too-early': {
    nb: 'Dagen er tidligere enn avtalen tillater. La feltet stå tomt for den første mulige dagen, eller velg en senere.',
    en: 'The day is earlier than the agreement allows. Leave the field empty for the first possible day, or choose a later one.',
  },
  'end-day-too-late': {
    nb: 'Dagen er senere enn dagen endringen er planlagt. Velg en tidligere dag.',
    en: 'The day is later than the day the change is planned for. Choose an earlier one.',
  },
  'stages-running': {
    nb: 'Fristene etter innsigelsen løper fortsatt.',
    en: 'The time limits that follow the objection are still running.',
  },
};
