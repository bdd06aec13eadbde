import type { AgreementRecord } from '../../data/agreement.model';
import type { ControllerRecord } from '../../data/controller.model';
import type { NoticeRecord } from '../../data/notice.model';
import type { SendingAttempt, SendingRecord, SendingState } from '../../data/sending.model';
import { type AfterSmtp, afterReport, afterSmtp, type NoticeState } from '../../domain/receipt/deliveryState';
import type { Delivery } from '../../mail/transport';
import type { WorkflowContext } from '../context';
import { noteEvidence, statedDeadlines } from './noteEvidence';
import { planNextContact } from './planNextContact';

/** A link's signature outlives every right it serves; the record says when it closes. */
const linkLifeMs = 3 * 365 * 24 * 60 * 60 * 1000;

const actor = { kind: 'system', name: 'courier' } as const;

/**
 * Hands one message over: claim, load, state the dates as of now, render, note what is about to leave, deliver, record what the server said.
 * Returns the sendings that this led to (a refusal goes on to the next contact), to be enqueued. A sending that somebody else has, or that is
 * finished, is left alone. `now` is legal time; claims, leases and retries run on real time.
 */
export async function sendMail(
  context: WorkflowContext,
  { sendingId, owner, now, random = Math.random() }: { sendingId: string; owner: string; now: Date; random?: number },
): Promise<string[]> {
  const realNow = new Date();
  const leaseUntil = new Date(realNow.getTime() + context.settings.sendingLeaseMs);
  const claimed = await context.data.sendings.claim(sendingId, { owner, now: realNow, leaseUntil });
  if (!claimed) return [];
  const subject = await loadSubject(context, claimed);
  // A try whose end nobody saw, or whose answer never came, may have arrived: the next one says that it repeats.
  const repeat = claimed.state === 'unknown' || (claimed.state === 'sending' && claimed.messageHash !== null);
  const message = await context.mailer.render({
    sending: claimed,
    ...subject,
    deadlines: subject.notice && statedDeadlines(subject.notice, now),
    statedAt: now,
    link: linkFor(context, claimed, now),
    code: claimed.kind === 'oneTimeCode' && claimed.detail?.codeId ? context.mailer.codeFor(claimed.detail.codeId) : null,
    repeat,
  });
  const stillOurs = await context.data.sendings.noteRendered(sendingId, owner, { statedAt: now, messageHash: message.hash });
  if (!stillOurs) return [];
  const delivery = await context.mailer.deliver(message);
  return recordDelivery(context, { sending: claimed, notice: subject.notice, owner, delivery, repeat, now, random });
}

interface Subject {
  notice: NoticeRecord | null;
  agreement: AgreementRecord;
  controller: ControllerRecord;
  objection: Awaited<ReturnType<WorkflowContext['data']['objections']['find']>>;
  change: Awaited<ReturnType<WorkflowContext['data']['changes']['find']>>;
}

async function loadSubject({ data }: WorkflowContext, sending: SendingRecord): Promise<Subject> {
  const [notice, agreement, objection, change] = await Promise.all([
    sending.noticeId ? data.notices.find(sending.noticeId) : null,
    sending.agreementId ? data.agreements.find(sending.agreementId) : null,
    sending.objectionId ? data.objections.find(sending.objectionId) : null,
    sending.changeId ? data.changes.find(sending.changeId) : null,
  ]);
  if (!agreement) throw new Error(`sending ${sending._id} names no agreement`);
  const controller = await data.controllers.find(agreement.controllerId);
  if (!controller) throw new Error(`agreement ${agreement._id} names a controller that is gone`);
  return { notice, agreement, controller, objection, change };
}

function linkFor(context: WorkflowContext, sending: SendingRecord, now: Date): string | null {
  if (!sending.noticeId || !sending.contactId || sending.kind === 'oneTimeCode') return null;
  const expiresAt = new Date(now.getTime() + linkLifeMs);
  const token = context.links.sign({
    noticeId: sending.noticeId,
    contactId: sending.contactId,
    purpose: 'notice',
    expiresAt,
    issuedAt: now,
  });
  return `${context.settings.baseUrl}/n/${token}`;
}

async function recordDelivery(
  context: WorkflowContext,
  {
    sending,
    notice,
    owner,
    delivery,
    repeat,
    now,
    random,
  }: { sending: SendingRecord; notice: NoticeRecord | null; owner: string; delivery: Delivery; repeat: boolean; now: Date; random: number },
): Promise<string[]> {
  const realNow = new Date();
  const first = sending.attempts[0]?.at ?? realNow;
  const after = afterSmtp({
    route: context.settings.mailRoute,
    outcome: delivery.outcome,
    attempt: sending.attempts.length + 1,
    sinceFirstAttemptMs: realNow.getTime() - first.getTime(),
    random,
    settings: { unknownDelayMs: context.settings.unknownRepeatAfterMs },
  });
  const attempt: SendingAttempt = {
    at: realNow,
    legalAt: now,
    outcome: after.state === 'bounced' ? 'refused' : after.state,
    code: delivery.outcome.kind === 'answered' ? delivery.outcome.code : null,
    response: delivery.response,
    host: delivery.host,
    tls: delivery.tls,
    repeat,
  };
  const over = after.retryAfterMs === null;
  const state: SendingState = after.state === 'bounced' || (over && after.state === 'deferred') ? 'refused' : after.state;
  const end = {
    state,
    attempt,
    nextAttemptAt: after.retryAfterMs === null ? null : new Date(realNow.getTime() + after.retryAfterMs),
    finishedAt: over ? realNow : null,
  };
  return context.inTransaction(async (session) => {
    const recorded = await context.data.sendings.finishAttempt(sending._id, owner, end, session);
    // The lease ran out under us and somebody else has it now: what they record counts.
    if (!recorded) return [];
    if (sending.kind !== 'notice' || !notice) return [];
    return noteOnNotice(context, { session, sending, notice, after, attempt, now });
  });
}

type Session = Parameters<Parameters<WorkflowContext['inTransaction']>[0]>[0];

async function noteOnNotice(
  context: WorkflowContext,
  {
    session,
    sending,
    notice,
    after,
    attempt,
    now,
  }: { session: Session; sending: SendingRecord; notice: NoticeRecord; after: AfterSmtp; attempt: SendingAttempt; now: Date },
): Promise<string[]> {
  const facts = {
    sendingId: sending._id,
    code: attempt.code,
    response: attempt.response,
    host: attempt.host,
    tls: attempt.tls,
    repeat: attempt.repeat,
  };
  if (after.evidence) {
    await noteEvidence({
      context,
      session,
      noticeId: notice._id,
      evidence: { kind: after.evidence, at: now, contactId: sending.contactId, sendingId: sending._id, detail: attempt.response },
      actor,
      now,
      facts,
      sent: true,
    });
    return [];
  }
  const fresh = await context.data.notices.find(notice._id, session);
  if (!fresh) throw new Error(`no notice ${notice._id}`);
  const ids = { changeId: notice.changeId, noticeId: notice._id, agreementId: notice.agreementId, controllerId: notice.controllerId };
  await context.data.auditEvents.record(
    {
      at: now,
      type: 'RelayToNonERDSFailure',
      actor,
      subject: { kind: 'notice', id: notice._id },
      ...ids,
      facts: { ...facts, outcome: after.state },
    },
    session,
  );
  const next = after.state === 'bounced' || after.retryAfterMs === null ? await planNextContact(context, { session, notice: fresh }) : null;
  const reported: NoticeState = next ? (next.length > 0 ? 'bounced' : 'undeliverable') : (after.state as NoticeState);
  const state = afterReport(fresh.state, reported);
  await context.data.notices.replace({ ...fresh, state, updatedAt: now }, session);
  if (state === 'undeliverable' && fresh.state !== 'undeliverable') {
    await context.data.auditEvents.record(
      {
        at: now,
        type: 'notice.undeliverable',
        actor,
        subject: { kind: 'notice', id: notice._id },
        ...ids,
        facts: { lastCode: attempt.code },
      },
      session,
    );
  }
  return next ?? [];
}
