import type { NoticeRecord } from '../../data/notice.model';
import type { ObjectionRecord, StepEvent } from '../../data/objection.model';
import { statesThatShut } from '../../domain/objection/objectionTable';
import { type RunningStages, runStages, startStages } from '../../domain/objection/runningStages';
import { termsFor } from '../../domain/terms/termsFor';

type NoticeTerms = Pick<NoticeRecord, 'terms' | 'traits' | 'content'>;

const shuts = (state: ObjectionRecord['state']): boolean => statesThatShut.some((each) => each === state);

function rulesOf({ terms, traits, content }: NoticeTerms) {
  return { terms: termsFor(terms, traits), clause: content.clause };
}

/** The chained clocks of an objection in this state that counts from `objectedAt` (legal time): they run while it shuts the gate. Null where the notice's terms have none. */
export function stagesOfNew(
  notice: NoticeTerms,
  { state, objectedAt }: { state: ObjectionRecord['state']; objectedAt: Date },
): RunningStages | null {
  return shuts(state) ? startStages(rulesOf(notice), objectedAt) : null;
}

/**
 * The clocks of `changed`, to which `event` has just happened. One that was late and is admitted starts them at that moment, one whose arrival was corrected counts from its new arrival. A proposal is
 * an answer too; the first one counts. Of one that has ended they stay as they were, and nothing more happens.
 */
export function stagesAfter(
  changed: ObjectionRecord,
  { event, notice, now, reply }: { event: StepEvent; notice: NoticeTerms; now: Date; reply?: RunningStages['reply'] },
): RunningStages | null {
  const { stages, state, receivedAt, history } = changed;
  if (!shuts(state)) return state === 'late' ? null : stages && { ...stages, nextAt: null };
  if (!stages) return startStages(rulesOf(notice), event === 'admit' ? now : receivedAt);
  const wasAdmitted = history.some((step) => step.event === 'admit');
  const isFirstAnswer = (event === 'propose' || event === 'answer') && stages.answeredAt === null;
  return runStages(rulesOf(notice), {
    ...stages,
    objectedAt: event === 'correctEntry' && !wasAdmitted ? receivedAt : stages.objectedAt,
    answeredAt: isFirstAnswer ? now : stages.answeredAt,
    reply: reply ?? stages.reply,
    lapsedAt: event === 'answerLapsed' ? now : stages.lapsedAt,
  });
}
