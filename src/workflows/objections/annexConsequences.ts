import type { ClientSession } from 'mongoose';
import type { AnnexEntryRecord } from '../../data/annex.model';
import { newId } from '../../data/id';
import type { NoticeRecord } from '../../data/notice.model';
import { addDays, calendarDate, localDateOf } from '../../domain/calendar/calendarDate';
import type { WorkflowContext } from '../context';
import type { NoticeParties } from '../delivery/controllerMail';
import { resumeEntry, suspendEntry } from '../gate/suspension';

const annexKeeper = { kind: 'system', name: 'objection' } as const;

function annexNames(notice: NoticeRecord) {
  const { content, agreementId } = notice;
  return { agreementId, subprocessorId: content.subprocessorId, subprocessorName: content.details.legalName };
}

async function writeLine(
  context: WorkflowContext,
  session: ClientSession,
  { notice, kind, now }: { notice: NoticeRecord; kind: 'removed'; now: Date },
): Promise<void> {
  await context.data.annexes.insertLines(
    [
      {
        _id: newId(),
        ...annexNames(notice),
        on: localDateOf(now, notice.terms.timeZone),
        at: now,
        kind,
        replacedSubprocessorId: null,
        replacedSubprocessorName: null,
        changeId: notice.changeId,
        revision: notice.revision,
        noticeId: notice._id,
        note: null,
      },
    ],
    session,
  );
}

/** An objection that counts came after effect, or was admitted then: the annex is annotated, once. */
export async function suspendUse(
  context: WorkflowContext,
  session: ClientSession,
  { parties, now }: { parties: NoticeParties; now: Date },
): Promise<void> {
  const { notice } = parties;
  const entry = await context.data.annexes.findInForce(notice.agreementId, notice.content.subprocessorId, session);
  if (entry) await suspendEntry(context, session, { entry, ...suspensionOf(parties, now) });
}

/** The annex entry is no longer suspended, where it was. */
export async function resumeUse(
  context: WorkflowContext,
  session: ClientSession,
  { parties, now }: { parties: NoticeParties; now: Date },
): Promise<void> {
  const { notice } = parties;
  const entry = await context.data.annexes.findInForce(notice.agreementId, notice.content.subprocessorId, session);
  if (entry) await resumeEntry(context, session, { entry, ...suspensionOf(parties, now) });
}

function suspensionOf({ notice, agreement }: NoticeParties, now: Date) {
  return { agreement, notice, code: 'objection-open' as const, actor: annexKeeper, now };
}

/** Given up after effect: the entry ends, and what the change had ended (the one it replaced, the terms it modified) is in force again. */
export async function takeOut(
  context: WorkflowContext,
  session: ClientSession,
  { parties, now }: { parties: NoticeParties; now: Date },
): Promise<void> {
  const { notice } = parties;
  const { annexes } = context.data;
  const today = localDateOf(now, notice.terms.timeZone);
  const { agreementId, subprocessorId } = annexNames(notice);
  const before = (await annexes.listEntries(agreementId)).filter(
    ({ endedByChangeId, addedByChangeId }) => endedByChangeId === notice.changeId && addedByChangeId !== notice.changeId,
  );
  await annexes.endEntry({ agreementId, subprocessorId, lastDay: addDays(calendarDate(today), -1), changeId: notice.changeId }, session);
  const again = before.map((entry) => ({
    ...entry,
    ...{ _id: newId(), inForceFrom: today, inForceUntil: null, endedByChangeId: null },
    suspended: withoutStop(entry.suspended),
  }));
  await annexes.insertEntries(again, session);
  await writeLine(context, session, { notice, kind: 'removed', now });
  if (!parties.agreement.stopOrder) return;
  // The order came, or still holds, while the entry was out of force: it is for whatever is in the annex.
  for (const entry of again) {
    await suspendEntry(context, session, { entry, agreement: parties.agreement, code: 'stopped', notice, actor: annexKeeper, now });
  }
}

/** A stop order that was lifted meanwhile found nothing in force to resume. */
function withoutStop(suspended: AnnexEntryRecord['suspended']): AnnexEntryRecord['suspended'] {
  const reasons = suspended?.reasons.filter((each) => each !== 'stopped') ?? [];
  return suspended && reasons.length > 0 ? { ...suspended, reasons } : null;
}
