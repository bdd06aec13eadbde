import type { ClientSession } from 'mongoose';
import type { ChangeRecord } from '../../data/change.model';
import { newId } from '../../data/id';
import type { NoticeRecord } from '../../data/notice.model';
import { addDays, calendarDate, localDateOf } from '../../domain/calendar/calendarDate';
import { evaluateGate, type GateAnswer, type GateCode } from '../../domain/gate/gate';
import { whoWaits } from '../../domain/gate/together';
import type { WorkflowContext } from '../context';
import { enqueueMail } from '../delivery/enqueueMail';
import { contactsOf, sendingsFor } from '../delivery/planMail';
import { loadGates, type NoticeWithGate } from './gateFacts';

const actor = { kind: 'system', name: 'effects' } as const;
const chunk = 500;

/** Reasons after which the change never takes effect for the agreement. */
const droppedFor: ReadonlySet<GateCode> = new Set(['dropped']);
const cancelledFor: ReadonlySet<GateCode> = new Set(['change-withdrawn', 'agreement-ended']);

/**
 * Lets take effect what may of one change, on the day it is for each agreement: the annex changes, an Annex D line is written. What is due and not
 * clear is held with its reasons, and its contacts are told. With `together`, nobody goes before all are clear. When nothing is left the change is
 * completed. Safe to call at any time and by several at once: each notice is one conditional write.
 */
export async function applyEffects(context: WorkflowContext, { changeId, now }: { changeId: string; now: Date }): Promise<void> {
  const change = await context.data.changes.find(changeId);
  if (change?.status !== 'published') return;
  const gates = await loadUndecided(context, change, now);
  const answers = new Map(gates.map(({ notice, facts }) => [notice._id, evaluateGate(facts)]));
  const waiting = new Set(change.rollout === 'together' ? waitingOf(change, gates, answers) : []);
  const toEnqueue: string[] = [];
  for (const each of gates) {
    const alone = answers.get(each.notice._id);
    if (!alone) continue;
    const gate = waiting.has(each.notice.agreementId) ? evaluateGate({ ...each.facts, waitingForOthers: true }) : alone;
    toEnqueue.push(...(await applyOne(context, { change, each, gate, now })));
  }
  await completeIfDone(context, { changeId, now });
  await enqueueMail(context, toEnqueue);
}

async function loadUndecided(context: WorkflowContext, change: ChangeRecord, now: Date): Promise<NoticeWithGate[]> {
  const gates: NoticeWithGate[] = [];
  let afterId: string | null = null;
  for (;;) {
    const notices: NoticeRecord[] = await context.data.notices.listUndecided(change._id, { limit: chunk, afterId });
    gates.push(...(await loadGates(context, { change, notices, now })));
    afterId = notices.at(-1)?._id ?? null;
    if (notices.length < chunk || !afterId) return gates;
  }
}

/** Agreements that must wait. While notices are still being written nobody knows who all are, so everybody waits. */
function waitingOf(change: ChangeRecord, gates: NoticeWithGate[], answers: Map<string, GateAnswer>): string[] {
  if (!change.fanOut?.done) return gates.map(({ notice }) => notice.agreementId);
  return whoWaits(
    gates.map(({ notice }) => ({
      agreementId: notice.agreementId,
      inEffect: false,
      gate: answers.get(notice._id) ?? { clear: false, reasons: [] },
    })),
  ).waiting;
}

async function applyOne(
  context: WorkflowContext,
  { change, each, gate, now }: { change: ChangeRecord; each: NoticeWithGate; gate: GateAnswer; now: Date },
): Promise<string[]> {
  const codes = gate.reasons.map(({ code }) => code);
  if (codes.some((code) => droppedFor.has(code))) return settle(context, { each, effect: 'dropped', codes, now });
  if (codes.some((code) => cancelledFor.has(code))) return settle(context, { each, effect: 'cancelled', codes, now });
  if (gate.clear) return takeEffect(context, { change, each, now });
  const { notice, facts } = each;
  const told = notice.announcedEffectiveOn ?? change.plannedEffectiveOn;
  const due = facts.today >= told && facts.today >= change.plannedEffectiveOn;
  if (due) return hold(context, { each, codes, now });
  return announceLaterDay(context, { each, gate, now });
}

async function settle(
  context: WorkflowContext,
  { each, effect, codes, now }: { each: NoticeWithGate; effect: 'dropped' | 'cancelled'; codes: GateCode[]; now: Date },
): Promise<string[]> {
  const { notice } = each;
  await context.inTransaction(async (session) => {
    if (!(await context.data.notices.replace({ ...notice, effect, heldReasons: codes, updatedAt: now }, session))) return;
    await recordOnNotice(context, session, { notice, type: `effect.${effect}`, facts: { reasons: codes }, now });
  });
  return [];
}

async function hold(
  context: WorkflowContext,
  { each, codes, now }: { each: NoticeWithGate; codes: GateCode[]; now: Date },
): Promise<string[]> {
  const { notice } = each;
  if (notice.effect === 'held' && notice.heldReasons.join() === codes.join()) return [];
  // Contacts are told once that it is held; later changes of the reasons show on the page.
  const sendings =
    notice.effect === 'held' ? [] : await planTo(context, { each, kind: 'effectHeld', key: 'held', detail: { reasons: codes.join(',') } });
  return context.inTransaction(async (session) => {
    if (!(await context.data.notices.replace({ ...notice, effect: 'held', heldReasons: codes, updatedAt: now }, session))) return [];
    await context.data.sendings.insertMany(sendings, session);
    await recordOnNotice(context, session, { notice, type: 'effect.held', facts: { reasons: codes }, now });
    return sendings.map(({ _id }) => _id);
  });
}

/** A known day later than the announced one is told before it comes. */
async function announceLaterDay(
  context: WorkflowContext,
  { each, gate, now }: { each: NoticeWithGate; gate: GateAnswer; now: Date },
): Promise<string[]> {
  const { notice } = each;
  const days = gate.reasons.map(({ until }) => until);
  if (!notice.announcedEffectiveOn || days.some((day) => day === undefined)) return [];
  const first = days
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
  if (!first || first <= notice.announcedEffectiveOn) return [];
  const sendings = await planTo(context, { each, kind: 'effectMoved', key: `moved:${first}`, detail: { effectiveOn: first } });
  return context.inTransaction(async (session) => {
    if (!(await context.data.notices.replace({ ...notice, announcedEffectiveOn: first, updatedAt: now }, session))) return [];
    await context.data.sendings.insertMany(sendings, session);
    await recordOnNotice(context, session, { notice, type: 'effect.moved', facts: { from: notice.announcedEffectiveOn, to: first }, now });
    return sendings.map(({ _id }) => _id);
  });
}

async function takeEffect(
  context: WorkflowContext,
  { change, each, now }: { change: ChangeRecord; each: NoticeWithGate; now: Date },
): Promise<string[]> {
  const { notice } = each;
  const today = localDateOf(now, notice.terms.timeZone);
  const late = notice.announcedEffectiveOn !== null && today > notice.announcedEffectiveOn;
  const sendings = late
    ? await planTo(context, { each, kind: 'effectMoved', key: `inEffect:${today}`, detail: { effectiveOn: today } })
    : [];
  return context.inTransaction(async (session) => {
    // Objections touch the notice, so one that came in since the gate was asked makes this write miss.
    const saved = await context.data.notices.replace(
      {
        ...notice,
        effect: 'inEffect',
        inEffectSince: today,
        heldReasons: [],
        ...(late ? { announcedEffectiveOn: today } : {}),
        updatedAt: now,
      },
      session,
    );
    if (!saved) return [];
    await changeAnnex(context, session, { change, notice: saved, today, now });
    await changeRegister(context, session, { change, now });
    await context.data.sendings.insertMany(sendings, session);
    await recordOnNotice(context, session, {
      notice,
      type: 'effect.inEffect',
      facts: { on: today, plannedEffectiveOn: change.plannedEffectiveOn },
      now,
    });
    return sendings.map(({ _id }) => _id);
  });
}

async function changeAnnex(
  context: WorkflowContext,
  session: ClientSession,
  { change, notice, today, now }: { change: ChangeRecord; notice: NoticeRecord; today: string; now: Date },
): Promise<void> {
  const { annexes } = context.data;
  const { content, agreementId } = notice;
  const lastDay = addDays(calendarDate(today), -1);
  const ends = change.type === 'replace' ? change.replacesId : change.type === 'add' ? null : change.subprocessorId;
  if (ends) await annexes.endEntry({ agreementId, subprocessorId: ends, lastDay, changeId: change._id }, session);
  if (change.type !== 'remove') {
    await annexes.insertEntries(
      [
        {
          _id: newId(),
          agreementId,
          subprocessorId: change.subprocessorId,
          details: content.details,
          inForceFrom: today,
          inForceUntil: null,
          addedByChangeId: change._id,
          endedByChangeId: null,
          suspended: null,
        },
      ],
      session,
    );
  }
  const kinds = { add: 'added', replace: 'replaced', modify: 'modified', remove: 'removed' } as const;
  await annexes.insertLines(
    [
      {
        _id: newId(),
        agreementId,
        on: today,
        at: now,
        kind: kinds[change.type],
        subprocessorId: change.subprocessorId,
        subprocessorName: content.details.legalName,
        replacedSubprocessorId: change.replacesId,
        replacedSubprocessorName: content.replacesName,
        changeId: change._id,
        revision: notice.revision,
        noticeId: notice._id,
        note: content.reason,
      },
    ],
    session,
  );
  await recordOnNotice(context, session, { notice, type: 'annex.changed', facts: { kind: kinds[change.type], on: today }, now });
}

/** The register follows the first effect: a proposed entry is in use, a modified one says what is now so; what no annex has any more is former. */
async function changeRegister(
  context: WorkflowContext,
  session: ClientSession,
  { change, now }: { change: ChangeRecord; now: Date },
): Promise<void> {
  const { subprocessors, annexes } = context.data;
  const entry = await subprocessors.find(change.subprocessorId, session);
  if (entry && change.type !== 'remove' && (entry.status !== 'inUse' || change.type === 'modify')) {
    const changed = { ...entry, ...(change.type === 'modify' ? change.details : {}), status: 'inUse' as const };
    if (change.type !== 'modify' || JSON.stringify(changed) !== JSON.stringify(entry))
      await subprocessors.replace({ ...changed, updatedAt: now }, session);
  }
  const gone = change.type === 'remove' ? change.subprocessorId : change.replacesId;
  if (!gone || (await annexes.countInForce(gone, session)) > 0) return;
  const former = await subprocessors.find(gone, session);
  if (former && former.status !== 'former') await subprocessors.replace({ ...former, status: 'former', updatedAt: now }, session);
}

async function planTo(
  context: WorkflowContext,
  { each, kind, key, detail }: { each: NoticeWithGate; kind: 'effectHeld' | 'effectMoved'; key: string; detail: Record<string, string> },
) {
  const { notice, agreement } = each;
  const controller = await context.data.controllers.find(agreement.controllerId);
  if (!controller) throw new Error(`agreement ${agreement._id} names a controller that is gone`);
  return sendingsFor({
    kind,
    dedupe: `${kind}:${notice._id}:${key}`,
    contacts: contactsOf(agreement, controller),
    host: context.settings.messageIdHost,
    readyAt: new Date(),
    noticeId: notice._id,
    changeId: notice.changeId,
    agreementId: notice.agreementId,
    detail,
  });
}

async function recordOnNotice(
  context: WorkflowContext,
  session: ClientSession,
  { notice, type, facts, now }: { notice: NoticeRecord; type: string; facts: Record<string, unknown>; now: Date },
): Promise<void> {
  await context.data.auditEvents.record(
    {
      at: now,
      type,
      actor,
      subject: { kind: 'notice', id: notice._id },
      changeId: notice.changeId,
      noticeId: notice._id,
      agreementId: notice.agreementId,
      controllerId: notice.controllerId,
      subprocessorId: notice.content.subprocessorId,
      facts,
    },
    session,
  );
}

async function completeIfDone(context: WorkflowContext, { changeId, now }: { changeId: string; now: Date }): Promise<void> {
  await context.inTransaction(async (session) => {
    const change = await context.data.changes.find(changeId, session);
    if (change?.status !== 'published' || !change.fanOut?.done) return;
    if ((await context.data.notices.countUndecided(changeId, session)) > 0) return;
    const saved = await context.data.changes.replace({ ...change, status: 'completed', completedAt: now, updatedAt: now }, session);
    if (!saved) return;
    await context.data.auditEvents.record(
      {
        at: now,
        type: 'change.completed',
        actor,
        subject: { kind: 'change', id: changeId },
        changeId,
        facts: { revision: change.revision },
      },
      session,
    );
  });
}
