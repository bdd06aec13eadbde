import type { AgreementRecord } from '../../data/agreement.model';
import type { NoticeRecord } from '../../data/notice.model';
import { annexOn } from '../../domain/annex/annexOn';
import { directRelationsOn } from '../../domain/annex/directRelation';
import { type CalendarDate, calendarDate, localDateOf } from '../../domain/calendar/calendarDate';
import { done, type FieldProblem, type Outcome, refuse } from '../../domain/outcome';
import { describeDate } from '../../domain/periods/describe';
import type { AnnexFacts, AnnexListing } from '../../pdf/documents/annexTables';
import type { WorkflowContext } from '../context';

/**
 * The annex of one agreement and its log as they stood at the end of `on`, a day in the agreement's zone; today without it. Changes nothing. Refused with
 * `invalid` at `/on`: a day that has not come (nobody knows that annex), and one before the agreement was signed (there was none).
 */
export async function readAnnex(
  { data }: WorkflowContext,
  { agreement, on, now }: { agreement: AgreementRecord; on: CalendarDate | null; now: Date },
): Promise<Outcome<AnnexFacts>> {
  const today = localDateOf(now, agreement.terms.timeZone);
  const day = on ?? today;
  const problem = dayProblem(agreement, day, today);
  if (problem) return refuse('invalid', { detail: problem.detail, errors: [problem] });
  const [controller, entries, lines, notices] = await Promise.all([
    data.controllers.find(agreement.controllerId),
    data.annexes.listEntries(agreement._id),
    data.annexes.listLines(agreement._id),
    data.notices.listOfAgreement(agreement._id),
  ]);
  if (!controller) throw new Error(`agreement ${agreement._id} lost its controller`);
  const annex = annexOn({ entries, lines }, day);
  const rows = annex.entries.map(({ entry, suspended }): AnnexListing => {
    const approvals = entry.addedByChangeId ? approvalsOf(notices, { changeId: entry.addedByChangeId, agreement, until: day }) : [];
    return { entry, suspended, approvals };
  });
  return done({
    agreement,
    controllerName: controller.name,
    on: day,
    isToday: day === today,
    listed: rows,
    direct: directRelationsOn(agreement.directRelations, day),
    lines: annex.lines,
  });
}

function dayProblem({ signedOn }: AgreementRecord, day: CalendarDate, today: CalendarDate): FieldProblem | null {
  if (day > today) {
    const detail = {
      nb: `Dagen er ikke kommet ennå. Velg en dag frem til og med i dag, ${describeDate(today, 'nb')}.`,
      en: `That day has not come yet. Choose a day until today, ${describeDate(today, 'en')}.`,
    };
    return { pointer: '/on', code: 'future', detail };
  }
  if (day >= signedOn) return null;
  const signed = calendarDate(signedOn);
  const detail = {
    nb: `Avtalen ble signert ${describeDate(signed, 'nb')}. Før det hadde den ikke noe vedlegg.`,
    en: `The agreement was signed on ${describeDate(signed, 'en')}. It had no annex before that.`,
  };
  return { pointer: '/on', code: 'before-signed', detail };
}

/** Approvals granted to the notice that brought an entry, until the day. */
function approvalsOf(
  notices: readonly NoticeRecord[],
  { changeId, agreement, until }: { changeId: string; agreement: AgreementRecord; until: CalendarDate },
): NoticeRecord['approvals'] {
  const bringing = notices.find((notice) => notice.changeId === changeId && notice.effect === 'inEffect');
  return (bringing?.approvals ?? []).filter(
    ({ state, decidedAt }) => state === 'granted' && decidedAt !== null && localDateOf(decidedAt, agreement.terms.timeZone) <= until,
  );
}
