import type { NoticeRecord } from '../data/notice.model';
import type { ObjectionRecord } from '../data/objection.model';
import type { ObjectionWorkRecord } from '../data/objectionWork.model';
import { type CalendarDate, localDateOf } from '../domain/calendar/calendarDate';
import type { BothLanguages } from '../domain/outcome';
import type { WorkflowContext } from './context';
import type { DueItem, DueKind } from './dueItem';
import { waitingEntry } from './objections/checkEntry';
import { dueDayOf } from './objections/dueDay';

/** The open objections, each with what is to be done about it and by when. At most `most`. */
export async function dueOfObjections({ data }: WorkflowContext, { now, most }: { now: Date; most: number }): Promise<DueItem[]> {
  const { items } = await data.objections.list({ limit: most, open: true });
  const [notices, works] = await Promise.all([
    data.notices.findMany(items.map(({ noticeId }) => noticeId)),
    data.objectionWork.findMany(items.map(({ _id }) => _id)),
  ]);
  return items.flatMap((objection) => {
    const notice = notices.find(({ _id }) => _id === objection.noticeId);
    return notice ? itemsOf(objection, { notice, work: works.find(({ _id }) => _id === objection._id), now }) : [];
  });
}

const stateWords: Partial<Record<ObjectionRecord['state'], BothLanguages>> = {
  submitted: { nb: 'ny', en: 'new' },
  underReview: { nb: 'under behandling', en: 'under review' },
  awaitingGrounds: { nb: 'venter på begrunnelse', en: 'waiting for grounds' },
  negotiating: { nb: 'forslag er sendt', en: 'a proposal is out' },
};

/**
 * Since when the controller has had something to answer, and by which day; null where nothing waits for it, and from the day after that day: then it is the DPO's turn again.
 * The day is the staff's own, else the one that grounds were asked for by, else the last on which the controller may terminate (`afterObjection`).
 */
function awaitedAnswer(
  objection: ObjectionRecord,
  { work, today, timeZone }: { work: ObjectionWorkRecord | undefined; today: CalendarDate; timeZone: string },
): { since: CalendarDate; dueOn: CalendarDate | null } | null {
  const { state, proposals, history, stages } = objection;
  const proposal = proposals.at(-1);
  const asked = history.findLast(({ event }) => event === 'askGrounds');
  const isOut = state === 'negotiating' && proposal && proposal.answer === null && proposal.lapsedAt === null;
  const since = isOut ? proposal.at : state === 'awaitingGrounds' ? asked?.at : undefined;
  if (!since) return null;
  const dueOn = dueDayOf(objection, { work }) ?? (stages ? stages.termination.lastDay : null);
  return dueOn !== null && dueOn < today ? null : { since: localDateOf(since, timeZone), dueOn };
}

/** What waits for a second person is told by itself: it has no day, and somebody else can do it. */
function itemsOf(
  objection: ObjectionRecord,
  { notice, work, now }: { notice: NoticeRecord; work: ObjectionWorkRecord | undefined; now: Date },
): DueItem[] {
  const { _id, reference, state, pending, late, answerBy } = objection;
  const { timeZone } = notice.terms;
  const today = localDateOf(now, timeZone);
  const dueOn = dueDayOf(objection, { work });
  const about = { changeId: objection.changeId, agreementId: objection.agreementId, noticeId: objection.noticeId, objectionId: _id };
  const item = (kind: DueKind, day: DueItem['dueOn'], nb: string, en: string, path = ''): DueItem => ({
    kind,
    dueOn: day,
    title: { nb: `${nb} ${reference}`, en: `${en} ${reference}` },
    href: `/desk/objections/${_id}${path}`,
    ...about,
  });
  const entry = waitingEntry(objection)
    ? [item('confirmEntry', null, 'Kontroller registreringen av innsigelsen', 'Check the entry of objection', '/entry')]
    : [];
  if (pending) return [...entry, item('confirmDecision', null, 'Bekreft avgjørelsen om innsigelsen', 'Confirm the decision on objection')];
  if (late) return [...entry, item('lateObjection', dueOn, 'For sen innsigelse', 'Late objection')];
  if (state === 'awaitingGrounds' && answerBy && answerBy < today) {
    return [
      ...entry,
      item('answerDayPassed', dueOn, 'Svarfristen er ute for innsigelsen', 'The day to answer by has passed for objection'),
    ];
  }
  const said = stateWords[state] ?? { nb: state, en: state };
  const waits = awaitedAnswer(objection, { work, today, timeZone });
  const usual: DueItem = waits
    ? { ...item('awaitingController', waits.dueOn, 'Innsigelse', 'Objection'), waitingSince: waits.since }
    : item('objection', dueOn, 'Innsigelse', 'Objection');
  return [...entry, { ...usual, title: { nb: `${usual.title.nb} (${said.nb})`, en: `${usual.title.en} (${said.en})` } }];
}
