import type { CalendarDate } from '../calendar/calendarDate';
import type { AfterObjectionTerms, ChangeTraits, Explanation, Terms } from '../terms/terms';
import { termsFor } from '../terms/termsFor';
import { afterObjection, type StageLimit } from './afterObjection';
import { explainChain } from './stagesInWords';

interface LimitAnswer {
  rawLastDay: CalendarDate;
  lastDay: CalendarDate;
  /** RFC 3339 in UTC, to the second. */
  closesAt: string;
}

/** What `POST /deadlines` tells of the time limits that follow an objection: their lengths, and their days once one was made. */
export interface AfterObjectionAnswer extends AfterObjectionTerms {
  answerDue: LimitAnswer | null;
  terminateUntil: LimitAnswer | null;
  explanation: Explanation;
}

/** Null where the terms (the agreement's own; narrowed here) have none. */
export function answerAfterObjection(
  { terms, traits, clause }: { terms: Terms; traits: ChangeTraits; clause: string | null },
  { objectedAt, answeredAt }: { objectedAt?: Date | undefined; answeredAt?: Date | undefined },
): AfterObjectionAnswer | null {
  const rules = terms.afterObjection;
  if (!rules) return null;
  const stages = objectedAt ? afterObjection({ terms: termsFor(terms, traits), objectedAt, answeredAt: answeredAt ?? null, clause }) : null;
  return {
    ...rules,
    answerDue: stages && limitAnswer(stages.answer),
    terminateUntil: stages && limitAnswer(stages.termination),
    explanation: stages?.explanation ?? explainChain(rules, clause),
  };
}

function limitAnswer({ rawLastDay, lastDay, closesAt }: StageLimit): LimitAnswer {
  return { rawLastDay, lastDay, closesAt: closesAt.toISOString().replace(/\.\d+Z$/, 'Z') };
}
