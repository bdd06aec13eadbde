import type { NoticeRecord } from '../../data/notice.model';
import type { ObjectionGrounds, ObjectionRecord } from '../../data/objection.model';
import { calendarDate, startOfDay } from '../../domain/calendar/calendarDate';
import { initialObjection } from '../../domain/objection/objectionMachine';

export type StartState = ReturnType<typeof initialObjection>;

/** One that counts from before the change took effect is in time even if the day came before it was confirmed or entered. */
export function startOf(notice: NoticeRecord, { at, entry }: Pick<ObjectionGrounds, 'at' | 'entry'>): StartState {
  const { effect, inEffectSince, deadlines, terms } = notice;
  const effectBegan = inEffectSince ? startOfDay(calendarDate(inEffectSince), terms.timeZone) : null;
  const inEffect = effect === 'inEffect' && (!effectBegan || at >= effectBegan);
  const start = initialObjection({ receivedAt: at, deadlines, inEffect, terms });
  if (start !== 'upheld') return start;
  // What is in use already is taken out by a person's decision, and what only one person says came in gives nothing up for good: it shuts the gate.
  return effect === 'inEffect' || entry?.state === 'waiting' ? 'submitted' : 'upheld';
}

/** What has not been struck out. */
export function standingGrounds({ grounds }: Pick<ObjectionRecord, 'grounds'>): ObjectionGrounds[] {
  return grounds.filter(({ entry }) => entry?.state !== 'struckOut');
}

/** Where the objection would start today, by everything that stands: the earliest counts. Null when nothing stands any more. */
export function startAnew(
  notice: NoticeRecord,
  objection: Pick<ObjectionRecord, 'grounds'>,
): { start: StartState; receivedAt: Date } | null {
  const standing = [...standingGrounds(objection)].sort((one, other) => one.at.getTime() - other.at.getTime());
  const [earliest] = standing;
  if (!earliest) return null;
  const starts = standing.map((each) => startOf(notice, each));
  const start = (['upheld', 'submitted'] as const).find((state) => starts.includes(state)) ?? 'late';
  return { start, receivedAt: earliest.at };
}
