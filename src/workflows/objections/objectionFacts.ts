import type { NoticeRecord } from '../../data/notice.model';
import type { ObjectionRecord } from '../../data/objection.model';
import { type CalendarDate, calendarDate, localDateOf } from '../../domain/calendar/calendarDate';
import type { ObjectionFacts } from '../../domain/objection/objectionMachine';
import { termsFor } from '../../domain/terms/termsFor';

function day(text: string | null): CalendarDate | null {
  return text === null ? null : calendarDate(text);
}

/** What the machine has to know of an objection as it stands. `actorPersonId` is null for the controller and the portal itself. */
export function objectionFactsOf({
  objection,
  notice,
  actorPersonId,
  now,
}: {
  objection: ObjectionRecord;
  notice: NoticeRecord;
  actorPersonId: string | null;
  now: Date;
}): ObjectionFacts {
  const latest = objection.proposals.at(-1);
  return {
    terms: termsFor(notice.terms, notice.traits),
    changeType: notice.content.changeType,
    inEffect: notice.effect === 'inEffect',
    today: localDateOf(now, notice.terms.timeZone),
    answerBy: day(objection.answerBy),
    groundsGiven: objection.history.some(({ event }) => event === 'giveGrounds'),
    everProposed: objection.proposals.length > 0,
    latestProposal: latest ? { id: latest.id, drop: latest.drop, effectiveOn: day(latest.effectiveOn) } : null,
    pending: objection.pending && { ...objection.pending, endsOn: day(objection.pending.endsOn) },
    askedIfStands: objection.standsAsked !== null && objection.standsAsked.confirmedAt === null,
    stages: objection.stages,
    plannedEffectiveOn: calendarDate(notice.content.plannedEffectiveOn),
    actorPersonId,
  };
}
