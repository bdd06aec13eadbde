import type { CalendarDate } from '../calendar/calendarDate';
import type { ChangeType, Terms } from '../terms/terms';
import { mayTerminate, type ObjectionStages, terminationDays } from './afterObjection';
import type { ConditionName } from './objectionTable';

/** A decision against the controller that one person made and another must confirm. */
export interface PendingDecision {
  event: 'terminate' | 'dismiss';
  byPersonId: string;
  reason: string;
  /** terminate: the agreement's last day. */
  endsOn: CalendarDate | null;
}

/** What the machine has to know of one objection, as it stands. */
export interface ObjectionFacts {
  /** The notice's copy, narrowed to this change. */
  terms: Terms;
  changeType: ChangeType;
  /** The change has taken effect for the agreement. */
  inEffect: boolean;
  /** The day it is in the agreement's zone. */
  today: CalendarDate;
  /** The day to answer by, once grounds were asked for: its last moment is 24:00. */
  answerBy: CalendarDate | null;
  /** Grounds came in answer to what was asked. */
  groundsGiven: boolean;
  everProposed: boolean;
  latestProposal: { id: string; drop: boolean; effectiveOn: CalendarDate | null } | null;
  pending: PendingDecision | null;
  /** A material revision came, and the controller has not said whether the objection stands. */
  askedIfStands: boolean;
  /** The chained clocks that run for it; null where the terms have none, or they have not started. */
  stages: ObjectionStages | null;
  /** The planned day of the change. */
  plannedEffectiveOn: CalendarDate;
  /** The staff member who acts; null for the controller and the portal itself. */
  actorPersonId: string | null;
}

/** What comes with the event. Which members an event needs, its conditions say. */
export interface ObjectionInput {
  /** terminate, dismiss. */
  reason?: string;
  /** askGrounds: the last day to answer. */
  answerBy?: CalendarDate;
  /** terminate: the agreement's last day. terminateByController: a later one than the first that the terms allow. */
  endsOn?: CalendarDate;
  /** answer: the processor's written answer, without an offer. */
  answer?: { text: string };
  /** propose: proceed (perhaps from a day), or drop the change for this agreement. */
  proposal?: { text: string; effectiveOn?: CalendarDate; drop?: boolean };
  /** accept, decline: the proposal that was on the page. */
  answersProposalId?: string;
  /** decline: what the controller proposes instead, perhaps from a day. */
  counter?: { text: string; effectiveOn?: CalendarDate };
}

export const objectionRefusalCodes = [
  'wrong-state',
  'objection-ended',
  'terms-do-not-allow',
  'not-for-this-change',
  'already-in-effect',
  'same-person',
  'nothing-to-confirm',
  'no-proposal',
  'proposal-superseded',
  'proposal-text-missing',
  'proposal-contradicts',
  'proposal-day-passed',
  'counter-text-missing',
  'counter-day-passed',
  'grounds-not-due',
  'grounds-given',
  'already-proposed',
  'reason-missing',
  'answer-day-missing',
  'answer-day-passed',
  'end-day-missing',
  'end-day-passed',
  'not-asked',
  'already-answered',
  'answer-text-missing',
  'termination-not-open',
  'termination-over',
  'end-day-too-early',
  'end-day-too-late',
  'stages-running',
] as const;
export type RefusalCode = (typeof objectionRefusalCodes)[number];

interface Condition {
  /** About what comes with the event, not about the objection: not asked when only listing what is possible. */
  ofInput: boolean;
  /** undefined where it holds. */
  refusal: (facts: ObjectionFacts, input: ObjectionInput) => RefusalCode | undefined;
}

/** What each condition of the table means. */
export const objectionConditions: Record<ConditionName, Condition> = {
  termsAskForObjectiveGrounds: {
    ofInput: false,
    refusal: ({ terms }) => (terms.objection.grounds === 'objective' ? undefined : 'terms-do-not-allow'),
  },
  answerDayGiven: {
    ofInput: true,
    refusal: ({ today }, { answerBy }) => {
      if (!answerBy) return 'answer-day-missing';
      return answerBy > today ? undefined : 'answer-day-passed';
    },
  },
  proposalIsCoherent: {
    ofInput: true,
    refusal: ({ today }, { proposal }) => {
      if (!proposal || proposal.text.trim() === '') return 'proposal-text-missing';
      if (proposal.drop && proposal.effectiveOn) return 'proposal-contradicts';
      return proposal.effectiveOn && proposal.effectiveOn < today ? 'proposal-day-passed' : undefined;
    },
  },
  aProposalIsOut: { ofInput: false, refusal: ({ latestProposal }) => (latestProposal ? undefined : 'no-proposal') },
  proposalIsTheLatest: {
    ofInput: true,
    refusal: ({ latestProposal }, { answersProposalId }) => (latestProposal?.id === answersProposalId ? undefined : 'proposal-superseded'),
  },
  counterIsCoherent: {
    ofInput: true,
    refusal: ({ today }, { counter }) => {
      if (!counter) return undefined;
      if (counter.text.trim() === '') return 'counter-text-missing';
      return counter.effectiveOn && counter.effectiveOn < today ? 'counter-day-passed' : undefined;
    },
  },
  termsAllowTermination: {
    ofInput: false,
    refusal: ({ terms }) => (terms.onObjection === 'mayTerminate' ? undefined : 'terms-do-not-allow'),
  },
  changeAddsOrReplaces: {
    ofInput: false,
    refusal: ({ changeType }) => (changeType === 'add' || changeType === 'replace' ? undefined : 'not-for-this-change'),
  },
  reasonGiven: { ofInput: true, refusal: (_facts, { reason }) => (reason && reason.trim() !== '' ? undefined : 'reason-missing') },
  endDayGiven: {
    ofInput: true,
    refusal: ({ today }, { endsOn }) => {
      if (!endsOn) return 'end-day-missing';
      return endsOn >= today ? undefined : 'end-day-passed';
    },
  },
  answerDayPassedWithoutGrounds: {
    ofInput: false,
    refusal: ({ today, answerBy, groundsGiven }) => {
      if (groundsGiven) return 'grounds-given';
      return answerBy && answerBy < today ? undefined : 'grounds-not-due';
    },
  },
  nothingWasEverProposed: { ofInput: false, refusal: ({ everProposed }) => (everProposed ? 'already-proposed' : undefined) },
  askedWhetherItStands: { ofInput: false, refusal: ({ askedIfStands }) => (askedIfStands ? undefined : 'not-asked') },
  clocksAreChained: { ofInput: false, refusal: ({ stages }) => (stages ? undefined : 'terms-do-not-allow') },
  answerGiven: {
    ofInput: true,
    refusal: (_facts, { answer }) => (answer && answer.text.trim() !== '' ? undefined : 'answer-text-missing'),
  },
  notYetAnswered: { ofInput: false, refusal: ({ stages }) => (stages?.answer.answeredOn ? 'already-answered' : undefined) },
  answerIsOverdue: {
    ofInput: false,
    refusal: ({ stages, today }) => (stages && today > stages.answer.lastDay ? undefined : 'stages-running'),
  },
  controllerMayTerminate: {
    ofInput: false,
    refusal: ({ stages, today }) => {
      if (!stages) return 'terms-do-not-allow';
      const when = mayTerminate(stages, today);
      if (when === 'now') return undefined;
      return when === 'notYet' ? 'termination-not-open' : 'termination-over';
    },
  },
  terminationDayFits: {
    ofInput: true,
    refusal: ({ terms, today, plannedEffectiveOn }, { endsOn }) => {
      const days = terminationDays(terms, { terminatedOn: today, plannedEffectiveOn });
      if (!days || !endsOn) return undefined;
      if (endsOn < days.first) return 'end-day-too-early';
      return endsOn > days.last ? 'end-day-too-late' : undefined;
    },
  },
  rightToTerminateIsOver: {
    ofInput: false,
    refusal: ({ stages, today }) => (stages && mayTerminate(stages, today) === 'over' ? undefined : 'stages-running'),
  },
  silenceMeansYes: { ofInput: false, refusal: ({ stages }) => (stages?.silence === 'accepts' ? undefined : 'terms-do-not-allow') },
  silenceMeansNo: { ofInput: false, refusal: ({ stages }) => (stages?.silence === 'dropped' ? undefined : 'terms-do-not-allow') },
  changeNotYetInEffect: { ofInput: false, refusal: ({ inEffect }) => (inEffect ? 'already-in-effect' : undefined) },
};
