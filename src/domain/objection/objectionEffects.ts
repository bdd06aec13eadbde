import type { CalendarDate } from '../calendar/calendarDate';
import { addBusinessDays } from '../calendar/holidays';
import type { Terms } from '../terms/terms';
import { terminationDays } from './afterObjection';
import type { ObjectionFacts, ObjectionInput, PendingDecision } from './objectionConditions';
import type { EffectName, ObjectionEvent } from './objectionTable';

/** What a workflow does once the new state is saved; nothing has been done yet. */
export type ObjectionEffect =
  /** The new text and sender are kept with the open objection. */
  | { kind: 'addToObjection' }
  /**
   * confirmToContacts: all contacts of the agreement get a confirmation of what was done in the controller's name.
   * tellContacts: all contacts are told what the processor decided.
   */
  | { kind: 'confirmToContacts' | 'tellContacts' | 'tellDpo'; event: ObjectionEvent }
  /** The controller is asked, in writing, for grounds; `answerBy` is the last day. */
  | { kind: 'askForGrounds'; answerBy: CalendarDate }
  /** The controller gets the proposal and a link to answer by. */
  | { kind: 'sendProposal'; text: string; effectiveOn: CalendarDate | null; drop: boolean }
  /** The controller gets the processor's answer that offers nothing. */
  | { kind: 'sendAnswer'; text: string }
  /** What was agreed is kept with the objection. `proceedsFrom` null: from the first lawful day. */
  | { kind: 'settle'; outcome: 'proceeds' | 'dropped'; proceedsFrom: CalendarDate | null }
  /** The gate is asked again: in effect already, the entry is suspended. */
  | { kind: 'shutGate'; suspend: boolean }
  /** The gate is asked again from that day on (null: now); the objection bars no longer. Other reasons may. */
  | { kind: 'reopenGate'; from: CalendarDate | null }
  /** The change never applies to this agreement; in effect already, it is taken out of the annex again. */
  | { kind: 'dropForAgreement'; takeOutOfAnnex: boolean }
  | { kind: 'endAgreement'; endsOn: CalendarDate }
  /** The decision waits for a second person; it replaces one that waited before. */
  | { kind: 'recordPending'; pending: PendingDecision }
  | { kind: 'askSecondPerson'; event: 'terminate' | 'dismiss' }
  /** What waited for a second person is overtaken. */
  | { kind: 'clearPending' };

const workingDaysAfterDismissal = 5;

/** The first day a dismissed objection no longer counts: the fifth working day after the day the controller was told (DESIGN.md). */
export function dismissalCountsUntil(toldOn: CalendarDate, calendar: Terms['calendar']): CalendarDate {
  return addBusinessDays(toldOn, workingDaysAfterDismissal, calendar);
}

interface Context {
  event: ObjectionEvent;
  facts: ObjectionFacts;
  input: ObjectionInput;
}

/** The named effect with its data. Effects whose data the conditions have not let through are none. */
export function effectsNamed(name: EffectName, { event, facts, input }: Context): ObjectionEffect[] {
  switch (name) {
    case 'addToObjection':
      return [{ kind: 'addToObjection' }];
    case 'confirmToContacts':
    case 'tellContacts':
    case 'tellDpo':
      return [{ kind: name, event }];
    case 'askForGrounds':
      return input.answerBy ? [{ kind: 'askForGrounds', answerBy: input.answerBy }] : [];
    case 'sendProposal':
      return proposalEffects(input);
    case 'sendAnswer':
      return input.answer ? [{ kind: 'sendAnswer', text: input.answer.text }] : [];
    case 'settle':
      return settlementEffects(facts);
    case 'proceed':
      return [
        { kind: 'settle', outcome: 'proceeds', proceedsFrom: null },
        { kind: 'reopenGate', from: null },
      ];
    case 'shutGate':
      return [{ kind: 'shutGate', suspend: facts.inEffect }];
    case 'reopenGate':
      return [{ kind: 'reopenGate', from: null }];
    case 'reopenGateAfterFiveWorkingDays':
      return [{ kind: 'reopenGate', from: dismissalCountsUntil(facts.today, facts.terms.calendar) }];
    case 'dropForAgreement':
      return [{ kind: 'dropForAgreement', takeOutOfAnnex: facts.inEffect }];
    case 'endAgreement':
      return input.endsOn ? [{ kind: 'endAgreement', endsOn: input.endsOn }] : [];
    case 'endAgreementForController':
      return terminationEffects(facts, input);
  }
}

function proposalEffects({ proposal }: ObjectionInput): ObjectionEffect[] {
  if (!proposal) return [];
  return [{ kind: 'sendProposal', text: proposal.text, effectiveOn: proposal.effectiveOn ?? null, drop: proposal.drop ?? false }];
}

function terminationEffects({ terms, today, plannedEffectiveOn }: ObjectionFacts, { endsOn }: ObjectionInput): ObjectionEffect[] {
  const days = terminationDays(terms, { terminatedOn: today, plannedEffectiveOn });
  return days ? [{ kind: 'endAgreement', endsOn: endsOn ?? days.first }] : [];
}

function settlementEffects({ latestProposal, inEffect }: ObjectionFacts): ObjectionEffect[] {
  if (!latestProposal) return [];
  if (latestProposal.drop) {
    return [
      { kind: 'settle', outcome: 'dropped', proceedsFrom: null },
      { kind: 'dropForAgreement', takeOutOfAnnex: inEffect },
    ];
  }
  return [
    { kind: 'settle', outcome: 'proceeds', proceedsFrom: latestProposal.effectiveOn },
    { kind: 'reopenGate', from: latestProposal.effectiveOn },
  ];
}
