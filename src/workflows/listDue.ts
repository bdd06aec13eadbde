import type { ChangeRecord } from '../data/change.model';
import { calendarDate } from '../domain/calendar/calendarDate';
import type { BothLanguages } from '../domain/outcome';
import { dueOfAdequacy } from './adequacy/dueOfAdequacy';
import type { WorkflowContext } from './context';
import { dueOfDeliveries, dueReceipts } from './dueDeliveries';
import { dueOfDialogue } from './dueDialogue';
import type { DueItem, DueKind } from './dueItem';
import { dueOfMail } from './dueMail';
import { dueOfObjections } from './dueObjections';

const most = 200;
/** An approval that was asked for this long ago waits for the DPO too; reminders are sent before. */
const silentForMs = 14 * 24 * 60 * 60 * 1000;

/** Everything that waits for the staff, in one queue: what is due first stands first, what has no day before what has one, and what waits for the controller without a day last. */
export async function listDue(context: WorkflowContext, { now }: { now: Date }): Promise<DueItem[]> {
  const { data } = context;
  const [drafts, inReview, approved, published, objections, deliveries] = await Promise.all([
    data.changes.list({ limit: most, status: 'draft' }),
    data.changes.list({ limit: most, status: 'inReview' }),
    data.changes.list({ limit: most, status: 'approved' }),
    data.changes.listPublished(),
    dueOfObjections(context, { now, most }),
    dueOfDeliveries(context, most),
  ]);
  const ofNotices = await Promise.all(published.map((change) => dueOfPublished(context, change, now)));
  const items = [
    ...(await dueOfMail(context)),
    ...drafts.items.map((change) =>
      changeItem('draft', change, 'Utkast som ikke er sendt til gjennomgang', 'A draft that is not submitted'),
    ),
    ...inReview.items.map((change) => changeItem('review', change, 'Gå gjennom og frigi', 'Review and release')),
    ...approved.items.map((change) => changeItem('publish', change, 'Frigitt: klar til å publiseres', 'Released: ready to publish')),
    ...published.flatMap(revisionItem),
    ...ofNotices.flat(),
    ...(await dueOfDialogue(context, most)),
    ...(await dueOfAdequacy(context)),
    ...deliveries,
    ...objections,
  ];
  return items.sort((one, other) => rank(one).localeCompare(rank(other)));
}

function rank({ dueOn, waitingSince }: DueItem): string {
  return dueOn ?? (waitingSince ? '~' : '');
}

function changeItem(kind: DueKind, change: ChangeRecord, nb: string, en: string): DueItem {
  return {
    kind,
    dueOn: calendarDate(change.plannedEffectiveOn),
    title: { nb: `${nb}: ${change.details.legalName}`, en: `${en}: ${change.details.legalName}` },
    href: `/desk/changes/${change._id}`,
    changeId: change._id,
  };
}

/** A correction that is proposed waits for the same people as the change did. */
function revisionItem(change: ChangeRecord): DueItem[] {
  if (!change.proposed) return [];
  const { status, plannedEffectiveOn, details } = change.proposed;
  const corrected = { ...change, plannedEffectiveOn, details };
  const words = {
    draft: changeItem('draft', corrected, 'Rettelse som ikke er sendt til gjennomgang', 'A correction that is not submitted'),
    inReview: changeItem('review', corrected, 'Gå gjennom og frigi rettelsen', 'Review and release the correction'),
    approved: changeItem(
      'publish',
      corrected,
      'Rettelsen er frigitt: klar til å publiseres',
      'The correction is released: ready to publish',
    ),
  };
  return [words[status]];
}

async function dueOfPublished(context: WorkflowContext, change: ChangeRecord, now: Date): Promise<DueItem[]> {
  const subprocessor = await context.data.subprocessors.find(change.subprocessorId);
  const askedBefore = new Date(now.getTime() - silentForMs);
  const notices = await context.data.notices.listNeedingAPerson(change._id, { askedBefore, limit: most });
  const name = change.details.legalName;
  const planned = calendarDate(change.plannedEffectiveOn);
  const items = notices.map((notice): DueItem => {
    const kind: DueKind =
      notice.state === 'undeliverable'
        ? 'undeliverable'
        : notice.approvals.some(({ state }) => state === 'refused')
          ? 'approvalRefused'
          : notice.effect === 'held'
            ? 'held'
            : 'approvalMissing';
    const who = notice.content.agreementReference;
    const words: Record<string, BothLanguages> = {
      undeliverable: {
        nb: `Varselet til ${who} kan ikke leveres: finn et annet kontaktpunkt (${name})`,
        en: `The notice to ${who} cannot be delivered: find another contact (${name})`,
      },
      approvalRefused: { nb: `${who} har nektet godkjenning (${name})`, en: `${who} has refused approval (${name})` },
      approvalMissing: { nb: `Godkjenning mangler fra ${who} (${name})`, en: `Approval is missing from ${who} (${name})` },
      held: { nb: `Holdes tilbake for ${who} (${name})`, en: `Held for ${who} (${name})` },
    };
    return {
      kind,
      dueOn: kind === 'undeliverable' || kind === 'approvalRefused' ? null : planned,
      title: words[kind] ?? { nb: who, en: who },
      href: `/desk/notices/${notice._id}`,
      changeId: change._id,
      noticeId: notice._id,
      agreementId: notice.agreementId,
    };
  });
  if (change.takenOver) items.unshift(...(await dueReceipts(context, change)));
  if (change.type !== 'remove' && subprocessor && !subprocessor.contract) {
    items.unshift({
      kind: 'contractMissing',
      dueOn: planned,
      title: {
        nb: `Registrer avtalen med ${name}: uten den trer endringen ikke i kraft for noen`,
        en: `Record the contract with ${name}: without it the change takes effect for nobody`,
      },
      href: `/desk/subprocessors/${change.subprocessorId}`,
      changeId: change._id,
    });
  }
  return items;
}
