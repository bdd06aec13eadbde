import type { ClientSession } from 'mongoose';
import type { AgreementRecord } from '../../data/agreement.model';
import type { AnnexEntryRecord, AnnexLineRecord } from '../../data/annex.model';
import { newId } from '../../data/id';
import type { NoticeRecord } from '../../data/notice.model';
import type { Actor } from '../../domain/actor';
import { localDateOf } from '../../domain/calendar/calendarDate';
import type { GateCode } from '../../domain/gate/gate';
import { gateTexts } from '../../domain/gate/gateTexts';
import type { BothLanguages } from '../../domain/outcome';
import type { WorkflowContext } from '../context';

interface Suspension {
  entry: AnnexEntryRecord;
  agreement: Pick<AgreementRecord, '_id' | 'controllerId' | 'terms'>;
  code: GateCode;
  /** The notice that it is about, where there is one. */
  notice?: Pick<NoticeRecord, '_id' | 'changeId' | 'revision'>;
  actor: Actor;
  /** Legal time. */
  now: Date;
}

/**
 * Suspends the use of an annex entry for one more reason, inside the caller's transaction. The annex is annotated with a line when it is the first; one that is
 * suspended for this reason already stays as it is. True where the reason is new.
 */
export async function suspendEntry(context: WorkflowContext, session: ClientSession, suspension: Suspension): Promise<boolean> {
  const { entry, code } = suspension;
  const before = entry.suspended?.reasons ?? [];
  if (before.includes(code)) return false;
  const on = entry.suspended?.on ?? dayOf(suspension);
  await context.data.annexes.suspend(entry.agreementId, entry.subprocessorId, { on, reasons: [...before, code] }, session);
  if (!entry.suspended) await context.data.annexes.insertLines([lineOf(suspension, 'suspended')], session);
  await record(context, session, suspension, 'annex.suspended');
  return true;
}

/**
 * Takes one reason away again: the use is resumed, with a line in the annex, unless another is left. Nothing happens to an entry that was not suspended for it. True
 * where the use is resumed.
 */
export async function resumeEntry(context: WorkflowContext, session: ClientSession, suspension: Suspension): Promise<boolean> {
  const { entry, code } = suspension;
  const before = entry.suspended?.reasons ?? [];
  if (!entry.suspended || !before.includes(code)) return false;
  const reasons = before.filter((each) => each !== code);
  const isOver = reasons.length === 0;
  const left = isOver ? null : { on: entry.suspended.on, reasons };
  await context.data.annexes.suspend(entry.agreementId, entry.subprocessorId, left, session);
  if (!isOver) return false;
  await context.data.annexes.insertLines([lineOf(suspension, 'resumed')], session);
  await record(context, session, suspension, 'annex.resumed');
  return true;
}

function dayOf({ agreement, now }: Suspension): string {
  return localDateOf(now, agreement.terms.timeZone);
}

function lineOf(suspension: Suspension, kind: 'suspended' | 'resumed'): AnnexLineRecord {
  const { entry, code, notice, now } = suspension;
  return {
    _id: newId(),
    agreementId: entry.agreementId,
    on: dayOf(suspension),
    at: now,
    kind,
    subprocessorId: entry.subprocessorId,
    subprocessorName: entry.details.legalName,
    replacedSubprocessorId: null,
    replacedSubprocessorName: null,
    changeId: notice?.changeId ?? null,
    revision: notice?.revision ?? null,
    noticeId: notice?._id ?? null,
    note: kind === 'suspended' ? noteOf(code) : null,
  };
}

/** The line itself says that the use is suspended; the note says for what. */
function noteOf(code: GateCode): BothLanguages {
  return code === 'stopped' ? { nb: 'Stansordre', en: 'Stop order' } : gateTexts[code].title;
}

async function record(
  { data }: WorkflowContext,
  session: ClientSession,
  { entry, agreement, code, notice, actor, now }: Suspension,
  type: 'annex.suspended' | 'annex.resumed',
): Promise<void> {
  await data.auditEvents.record(
    {
      at: now,
      type,
      actor,
      subject: { kind: 'agreement', id: agreement._id },
      agreementId: agreement._id,
      controllerId: agreement.controllerId,
      subprocessorId: entry.subprocessorId,
      ...(notice ? { noticeId: notice._id, changeId: notice.changeId } : {}),
      facts: { reasons: [code] },
    },
    session,
  );
}
