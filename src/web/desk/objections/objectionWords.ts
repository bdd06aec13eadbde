import type { ObjectionRecord, ObjectionStep } from '../../../data/objection.model';
import { calendarDate } from '../../../domain/calendar/calendarDate';
import type { ObjectionState } from '../../../domain/objection/objectionMachine';
import { objectionStateTexts } from '../../../domain/objection/objectionTexts';
import type { BothLanguages, Refusal } from '../../../domain/outcome';
import { describeDate, describeInstant } from '../../../domain/periods/describe';
import { standingGrounds } from '../../../workflows/objections/objectionStart';
import { processorZone } from '../../../workflows/processorDay';
import type { PageLocale } from '../../locale';
import { objectionDeskTexts } from '../../texts/objectionDeskTexts';
import { objectionTexts } from '../../texts/objectionTexts';
import type { Tag } from '../changes/changeLabels';

const stateColors: Record<ObjectionState, Tag['color']> = {
  submitted: 'warning',
  underReview: 'info',
  awaitingGrounds: 'info',
  negotiating: 'info',
  late: 'neutral',
  withdrawn: 'neutral',
  settled: 'success',
  upheld: 'success',
  terminating: 'danger',
  dismissed: 'neutral',
  moot: 'neutral',
};

function objectionStateTag(state: ObjectionState, locale: PageLocale): Tag {
  return { label: objectionStateTexts[state][locale], color: stateColors[state] };
}

/** The same for one objection: what was entered in error was never the controller's to withdraw. */
export function stateTagOf(objection: Pick<ObjectionRecord, 'state' | 'grounds'>, locale: PageLocale): Tag {
  const isStruckOut = objection.state === 'withdrawn' && standingGrounds(objection).length === 0;
  const tag = objectionStateTag(objection.state, locale);
  return isStruckOut ? { ...tag, label: objectionDeskTexts[locale].struckOut } : tag;
}

/** A step as a sentence needs it. */
type SaidStep = Pick<ObjectionStep, 'event' | 'from' | 'by'>;

/** What happens by itself is a sentence of its own. */
const bySystem = ['agreementEnded', 'changeWithdrawn', 'changeRevised', 'answerLapsed', 'silenceAccepts', 'silenceDrops'] as const;

/** One step as a sentence: who did what. */
export function stepText({ event, from, by }: SaidStep, locale: PageLocale): string {
  const texts = objectionTexts[locale];
  if (bySystem.some((each) => each === event)) return texts.events[event];
  const did = event === 'object' && from !== null ? texts.events.added : texts.events[event];
  // An act through the link that asks for no name is the controller's.
  return `${by === 'controller' ? texts.theController : by} ${did}`;
}

/**
 * Who did what and when since the version that a refused step was made on (`stale-version` of an objection), in both languages; null where the refusal does not say.
 */
export function staleText({ extra }: Refusal): BothLanguages | null {
  const { current } = (extra ?? {}) as { current?: { history?: (SaidStep & { at: string })[] } };
  const steps = current?.history ?? [];
  if (steps.length === 0) return null;
  const told = (locale: PageLocale): string =>
    objectionTexts[locale].stale(
      steps
        .map((step) =>
          objectionTexts[locale].stepAt(stepText(step, locale), describeInstant(new Date(step.at), processorZone, locale, 'sameDay')),
        )
        .join('; '),
    );
  return { nb: told('nb'), en: told('en') };
}

/** The history as a timeline, oldest first. */
export function historyTimeline(history: ObjectionStep[], locale: PageLocale) {
  const texts = objectionTexts[locale];
  return history.map((step) => ({
    at: describeInstant(step.at, processorZone, locale, 'sameDay'),
    datetime: step.at.toISOString(),
    text: `${stepText(step, locale)}.${step.from === step.to ? '' : ` ${texts.newState(objectionStateTexts[step.to][locale])}.`}`,
    note: step.reason,
  }));
}

/** How it ended, for as long as there is something to say. */
export function outcomeTexts({ outcome, proceedsFrom, countsUntil }: ObjectionRecord, locale: PageLocale): string[] {
  const { outcomes } = objectionTexts[locale];
  const said: string[] = [];
  if (outcome === 'dropped') said.push(outcomes.dropped);
  if (outcome === 'proceeds') {
    said.push(proceedsFrom ? outcomes.proceedsFrom(describeDate(calendarDate(proceedsFrom), locale)) : outcomes.proceeds);
  }
  if (countsUntil) said.push(outcomes.countsUntil(describeDate(calendarDate(countsUntil), locale)));
  return said;
}
