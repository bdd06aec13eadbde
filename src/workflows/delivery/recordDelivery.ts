import type { ClientSession } from 'mongoose';
import { type HeldUp, type SendingAttempt, type SendingState, serviceKinds } from '../../data/sending.model';
import { type AfterSmtp, afterReport, afterSmtp, retryDefaults } from '../../domain/receipt/deliveryState';
import { heldUpInARow, sameTroubleAgain } from '../../domain/receipt/heldUp';
import { mayHaveComeTwice } from '../../domain/receipt/repeats';
import type { Delivery } from '../../mail/transport';
import type { WorkflowContext } from '../context';
import { alertStaff } from '../staff/alertStaff';
import { noteContactUnreached, withFinding } from './findings';
import { goToNextContact } from './goToNextContact';
import type { Outgoing, OutgoingNotice } from './loadOutgoing';
import { noteEvidence } from './noteEvidence';

/** A message that was handed over, or was not, with all that the other side said. */
export interface Delivered extends Outgoing {
  delivery: Delivery;
  /** Of what left, hex: the event of its delivery carries it, so that the message can be proved. */
  messageHash: string;
  /** When the answer came; real time. */
  at: Date;
  /** The same instant, legal time. */
  legalAt: Date;
}

export const courier = { kind: 'system', name: 'courier' } as const;

/** What one answer means for the sending and its notice. */
export function readAnswer(
  context: WorkflowContext,
  { sending, input, messageHash, delivery, at, legalAt, repeat, random }: Delivered & { random: number },
): { after: AfterSmtp; attempt: SendingAttempt; state: SendingState } {
  // What held us up says nothing of the recipient, who has three days of its own.
  const met = sending.attempts.filter(({ heldUp }) => !heldUp);
  const first = met[0]?.at ?? at;
  const after = afterSmtp({
    route: context.settings.mailRoute,
    outcome: delivery.outcome,
    words: delivery.response,
    attempt: met.length + 1,
    sinceFirstAttemptMs: at.getTime() - first.getTime(),
    heldUpBefore: heldUpInARow(sending.attempts),
    random,
    settings: { unknownDelayMs: context.settings.unknownRepeatAfterMs },
  });
  const attempt: SendingAttempt = {
    at,
    legalAt,
    outcome: after.state === 'bounced' ? 'refused' : after.state,
    code: delivery.outcome.kind === 'answered' ? delivery.outcome.code : null,
    response: delivery.response,
    host: delivery.host,
    queueId: delivery.queueId,
    tls: delivery.tls,
    repeat,
    statedAt: input.statedAt,
    messageHash,
    ...(after.heldUp ? { heldUp: true as const } : {}),
  };
  const isGivenUp = after.retryAfterMs === null && after.state === 'deferred';
  return { after, attempt, state: after.state === 'bounced' || isGivenUp ? 'refused' : after.state };
}

/** What the audit trail says of one answer: the server's words, nothing of the recipient. */
export function answerFacts(
  { sending, messageHash }: Pick<Delivered, 'sending' | 'messageHash'>,
  attempt: SendingAttempt,
): Record<string, unknown> {
  const { code, response, host, queueId, tls, repeat } = attempt;
  return { sendingId: sending._id, messageHash, code, response, host, queueId, tls, repeat };
}

/** Records one answer, whatever it was, in a transaction of its own. Returns the sendings that it led to. */
export async function recordDelivery(
  context: WorkflowContext,
  delivered: Delivered & { owner: string; random: number },
): Promise<string[]> {
  const { sending, notice, delivery, owner, legalAt: now, at } = delivered;
  const { after, attempt, state } = readAnswer(context, delivered);
  const tooLate = after.heldUp && isTooLate(delivered);
  const over = after.retryAfterMs === null || tooLate;
  // A message that the server has read is told of each time.
  const wasRead = delivery.outcome.kind === 'answered' && delivery.outcome.stage === 'data';
  const times = wasRead ? null : sameTroubleAgain(sending.attempts, attempt);
  const end = {
    state: tooLate ? ('cancelled' as const) : state,
    attempt: times === null ? attempt : { ...attempt, times },
    inPlaceOf: times === null ? null : sending.attempts.length - 1,
    heldUp: after.heldUp && !tooLate ? heldUpByServer(delivered) : null,
    nextAttemptAt: over ? null : new Date(at.getTime() + (after.retryAfterMs ?? 0)),
    finishedAt: over ? at : null,
  };
  return context.inTransaction(async (session) => {
    const recorded = await context.data.sendings.finishAttempt(sending._id, owner, end, session);
    // The lease ran out under us and somebody else has it now: what they record counts.
    if (!recorded) return [];
    if (sending.kind !== 'notice' || !notice) {
      if (over && !after.evidence && !tooLate) await noteOtherNotTaken(context, session, { delivered, after, attempt, now });
      return [];
    }
    if (times !== null) return [];
    return after.evidence
      ? noteTaken(context, session, { delivered, notice, kind: after.evidence, attempt, now })
      : noteNotTaken(context, session, { delivered, notice, after, attempt, now });
  });
}

/** What serves the moment (a code, a reminder, a digest) is worth nothing when our server comes back days later; everything else waits for it. */
function isTooLate({ sending, at }: Delivered): boolean {
  const first = sending.attempts[0]?.at ?? at;
  return serviceKinds.has(sending.kind) && at.getTime() - first.getTime() > retryDefaults.giveUpAfterMs;
}

function heldUpByServer({ sending: { heldUp }, delivery, at }: Delivered): HeldUp {
  return { since: heldUp?.cause === 'server' ? heldUp.since : at, cause: 'server', words: delivery.response };
}

async function noteTaken(
  context: WorkflowContext,
  session: ClientSession,
  {
    delivered,
    notice,
    kind,
    attempt,
    now,
  }: { delivered: Delivered; notice: OutgoingNotice; kind: 'accepted' | 'handedOver'; attempt: SendingAttempt; now: Date },
): Promise<string[]> {
  const { sending } = delivered;
  const saved = await noteEvidence({
    context,
    session,
    noticeId: notice._id,
    evidence: { kind, at: now, contactId: sending.contactId, sendingId: sending._id, detail: attempt.response },
    actor: courier,
    now,
    facts: answerFacts(delivered, attempt),
    sent: true,
  });
  if (!mayHaveComeTwice(attempt)) return [];
  const attention = withFinding(saved.attention, { code: 'possibleDuplicate', sending, detail: attempt.response, now });
  if (attention !== saved.attention) await context.data.notices.replace({ ...saved, attention }, session);
  return [];
}

async function noteNotTaken(
  context: WorkflowContext,
  session: ClientSession,
  {
    delivered,
    notice,
    after,
    attempt,
    now,
  }: { delivered: Delivered; notice: OutgoingNotice; after: AfterSmtp; attempt: SendingAttempt; now: Date },
): Promise<string[]> {
  const { data } = context;
  const { sending } = delivered;
  const fresh = await data.notices.find(notice._id, session);
  if (!fresh) throw new Error(`no notice ${notice._id}`);
  const ids = { changeId: notice.changeId, noticeId: notice._id, agreementId: notice.agreementId, controllerId: notice.controllerId };
  const event = { at: now, actor: courier, subject: { kind: 'notice', id: notice._id }, ...ids };
  const isOver = after.state === 'bounced' || after.retryAfterMs === null;
  const isFailed = ({ _id }: Delivered['sending']) => _id === sending._id;
  const failure = isOver ? await goToNextContact(context, { session, notice: fresh, isFailed }) : null;
  const stands = fresh.evidence.filter(({ voidedAt }) => voidedAt === null).map(({ kind }) => kind);
  const facts = { ...answerFacts(delivered, attempt), outcome: after.state, ...(failure ? { next: failure.next, stands } : {}) };
  await data.auditEvents.record({ ...event, type: 'RelayToNonERDSFailure', facts }, session);
  const state = failure ? failure.state : afterReport(fresh.state, after.state === 'unknown' ? 'unknown' : 'deferred');
  const isKnown = fresh.attention.some(({ code, clearedAt }) => code === 'refusedForOurSake' && clearedAt === null);
  const codes = [
    // What holds up every message is one task for all of them (dueOfMail).
    ...(after.ourFault && !after.heldUp && !isKnown ? (['refusedForOurSake'] as const) : []),
    ...(failure?.isUnreached ? (['contactNotReached'] as const) : []),
    ...(mayHaveComeTwice(attempt) ? (['possibleDuplicate'] as const) : []),
  ];
  const attention = codes.reduce((all, code) => withFinding(all, { code, sending, detail: attempt.response, now }), fresh.attention);
  await data.notices.replace({ ...fresh, state, attention, updatedAt: now }, session);
  if (state === 'undeliverable' && fresh.state !== 'undeliverable') {
    await data.auditEvents.record({ ...event, type: 'notice.undeliverable', facts: { lastCode: attempt.code } }, session);
    await alertStaff(context, session, { notice: fresh, about: 'undeliverable' });
  }
  return failure?.next ?? [];
}

/** Mail that is no notice was refused or given up: no notice changes by it, but somebody has to hear that a contact cannot be reached. */
async function noteOtherNotTaken(
  context: WorkflowContext,
  session: ClientSession,
  { delivered, after, attempt, now }: { delivered: Delivered; after: AfterSmtp; attempt: SendingAttempt; now: Date },
): Promise<void> {
  const { sending } = delivered;
  const { _id: id, kind, changeId, noticeId, agreementId } = sending;
  const facts = { ...answerFacts(delivered, attempt), kind, outcome: after.state };
  const event = { at: now, type: 'mail.failed', actor: courier, subject: { kind: 'sending', id }, changeId, noticeId, agreementId, facts };
  await context.data.auditEvents.record(event, session);
  const code = after.ourFault ? 'refusedForOurSake' : 'contactNotReached';
  await noteContactUnreached(context, session, { sending, code, detail: attempt.response, now });
}
