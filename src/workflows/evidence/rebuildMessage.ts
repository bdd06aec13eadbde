import type { AgreementRecord } from '../../data/agreement.model';
import type { ChangeRecord } from '../../data/change.model';
import type { ControllerRecord } from '../../data/controller.model';
import type { DocumentRequestRecord } from '../../data/documentRequest.model';
import type { ApprovalRecord, NoticeRecord } from '../../data/notice.model';
import type { ObjectionRecord } from '../../data/objection.model';
import type { QuestionRecord } from '../../data/question.model';
import type { SendingRecord } from '../../data/sending.model';
import { asCorrected } from '../../mail/corrected';
import type { WorkflowContext } from '../context';
import { contactInput } from '../delivery/contactInput';
import { statedDeadlines, withClocks } from '../delivery/noteEvidence';

/**
 * A message as it can be shown later. `exact`: made again, and its hash is the one that was noted before it left; `differs`: made again, and it is not, since
 * what it is made of has changed; `lost`: it cannot be made at all; `erased`: what it said is gone on purpose; `secret`: a one-time code, never shown; `unsent`: there is none yet.
 */
export type Rebuilt =
  | { kind: 'exact' | 'differs'; raw: Buffer }
  | { kind: 'erased'; at: Date; rule: string }
  | { kind: 'lost' }
  | { kind: 'secret' }
  | { kind: 'unsent' };

/** What a message was made from, as it is now. */
export interface MadeFrom {
  sending: SendingRecord;
  notice: NoticeRecord | null;
  objection: ObjectionRecord | null;
  question: QuestionRecord | null;
  documentRequest?: DocumentRequestRecord | null;
  change: ChangeRecord | null;
  agreement: AgreementRecord | null;
  controller: ControllerRecord | null;
}

/** Makes the message of the last try again. */
export async function rebuildMessage(context: WorkflowContext, from: MadeFrom): Promise<Rebuilt> {
  const { sending, notice, objection } = from;
  const { statedAt, messageHash, attempts } = sending;
  const erased = sending.erased ?? notice?.erased ?? objection?.erased;
  if (erased) return { kind: 'erased', at: erased.at, rule: erased.rule };
  const last = attempts.at(-1);
  if (!statedAt || !messageHash || !last || sending.state === 'sending') return { kind: 'unsent' };
  if (sending.kind === 'oneTimeCode') return { kind: 'secret' };
  return rebuildTry(context, from, { statedAt, messageHash, repeats: [last.repeat], leftAt: last.legalAt });
}

/** A message that was tried before the last: by which attempt (from 1), or null where its worker was lost and nobody saw the end. */
export interface EarlierMessage {
  attempt: number | null;
  messageHash: string;
  rebuilt: Rebuilt;
}

/**
 * Makes the other messages of a sending again: each try states its dates as of its own minute, so what a server refused for the time being, or may have taken without
 * an answer, differs from what went out at last. Each message once; tries that reached no server are left out, and so is all of a sending that was erased or is a secret.
 */
export async function rebuildEarlier(context: WorkflowContext, from: MadeFrom): Promise<EarlierMessage[]> {
  const { sending, notice, objection } = from;
  const isErased = sending.erased ?? notice?.erased ?? objection?.erased;
  if (isErased || sending.kind === 'oneTimeCode') return [];
  const attempts = sending.attempts.flatMap(({ statedAt, messageHash, repeat, legalAt, code, outcome }, index): Tried[] => {
    const reached = code !== null || outcome === 'unknown';
    return statedAt && messageHash && reached ? [{ attempt: index + 1, statedAt, messageHash, repeats: [repeat], leftAt: legalAt }] : [];
  });
  const lost = (sending.lostTries ?? []).map((each): Tried => ({ ...each, attempt: null, repeats: [false, true], leftAt: each.statedAt }));
  const isShown = sending.state === 'sending' ? null : sending.messageHash;
  const byHash = new Map(
    [...lost, ...attempts].filter(({ messageHash }) => messageHash !== isShown).map((each) => [each.messageHash, each]),
  );
  const earlier: EarlierMessage[] = [];
  for (const each of byHash.values()) {
    const { attempt, messageHash } = each;
    earlier.push({ attempt, messageHash, rebuilt: await rebuildTry(context, from, each) });
  }
  return earlier;
}

interface Try {
  statedAt: Date;
  messageHash: string;
  /** Whether it said that it repeats; both where nobody noted it. */
  repeats: boolean[];
  /** Legal time. */
  leftAt: Date;
}

interface Tried extends Try {
  attempt: number | null;
}

/**
 * The records have moved on since the message left; what they were then follows from their own histories, but not to the minute, because a message speaks as of the minute it was
 * made in. So each state that they can have been in is tried until the hash fits.
 */
async function rebuildTry(context: WorkflowContext, from: MadeFrom, { statedAt, messageHash, repeats, leftAt }: Try): Promise<Rebuilt> {
  const sending = { ...from.sending, statedAt };
  let raw: Buffer | null = null;
  for (const kid of context.links.kids) {
    for (const noticeThen of noticeStates(from.notice, sending, leftAt)) {
      for (const objectionThen of objectionStates(from.objection)) {
        const then = { ...from, sending, notice: noticeThen && asCorrected(noticeThen, statedAt), objection: objectionThen };
        for (const repeat of repeats) {
          const made = await render(context, then, { statedAt, repeat, kid });
          if (!made) continue;
          if (made.hash === messageHash) return { kind: 'exact', raw: made.raw };
          raw ??= made.raw;
        }
      }
    }
  }
  return raw ? { kind: 'differs', raw } : { kind: 'lost' };
}

/** Null where a record that it told of is gone: one message that cannot be made must not keep back the rest of the evidence. */
async function render(context: WorkflowContext, from: MadeFrom, moment: { statedAt: Date; repeat: boolean; kid: string }) {
  try {
    return await context.mailer.render(inputOf(context, from, moment));
  } catch {
    return null;
  }
}

function inputOf(
  context: WorkflowContext,
  { sending, notice, objection, question, documentRequest = null, change, agreement, controller }: MadeFrom,
  { statedAt, repeat, kid }: { statedAt: Date; repeat: boolean; kid: string },
) {
  // A notice carries all that its own message tells.
  const isNotice = sending.kind === 'notice';
  return contactInput(context, {
    ...{ sending, notice, statedAt, repeat, kid },
    objection: isNotice || sending.objectionId === null ? null : objection,
    question: isNotice ? null : question,
    documentRequest: isNotice ? null : documentRequest,
    change: isNotice || sending.changeId === null ? null : change,
    agreement: isNotice ? null : agreement,
    controller: isNotice ? null : controller,
    deadlines: notice && statedDeadlines(notice, statedAt),
  });
}

/** The notice as it can have been when a message about it was made: before the minute it speaks as of, by its end, when it had left, and as it is now. */
function* noticeStates(notice: NoticeRecord | null, sending: SendingRecord, leftAt: Date): Iterable<NoticeRecord | null> {
  if (!notice) {
    yield null;
    return;
  }
  const { statedAt } = sending;
  if (statedAt) {
    yield noticeAsOf(notice, (at) => at < statedAt, sending);
    yield noticeAsOf(notice, (at) => at <= statedAt, sending);
  }
  yield noticeAsOf(notice, (at) => at <= leftAt, sending);
  yield notice;
  // Its day of effect can have been moved since: before that it was told as the lawful one.
  if (statedAt && notice.announcedEffectiveOn) yield { ...noticeAsOf(notice, (at) => at <= statedAt, sending), announcedEffectiveOn: null };
}

function noticeAsOf(notice: NoticeRecord, was: (at: Date) => boolean, sending: SendingRecord): NoticeRecord {
  const evidence = notice.evidence
    .filter(({ at, sendingId }) => was(at) && sendingId !== sending._id)
    .map((entry) => ({ ...entry, voidedAt: entry.voidedAt && was(entry.voidedAt) ? entry.voidedAt : null }));
  const hasLeft = evidence.some(({ sendingId }) => sendingId !== null);
  return withClocks({
    ...notice,
    evidence,
    sentAt: hasLeft ? notice.sentAt : null,
    acknowledgements: notice.acknowledgements.filter(({ at }) => was(at)),
    approvals: notice.approvals.map((approval) => approvalAsOf(approval, was, sending.detail?.reference)),
  });
}

/** The decision that the message tells, named by its reference, else the last that there was. */
function approvalAsOf(approval: ApprovalRecord, was: (at: Date) => boolean, told: string | undefined): ApprovalRecord {
  const { kind, requestedAt, earlier = [], ...latest } = approval;
  const decisions = [...earlier, latest];
  const named = decisions.find(({ reference }) => reference !== null && reference === told);
  const then = named ?? decisions.findLast(({ decidedAt }) => decidedAt !== null && was(decidedAt));
  return { kind, requestedAt, ...(then ?? { state: 'requested', decidedAt: null, decidedBy: null, grounds: null, reference: null }) };
}

/** The objection as it is, and as it was after each of its steps, the latest first. */
function* objectionStates(objection: ObjectionRecord | null): Iterable<ObjectionRecord | null> {
  yield objection;
  for (let steps = (objection?.history.length ?? 0) - 1; objection && steps > 0; steps -= 1) yield objectionAfter(objection, steps);
}

function objectionAfter(objection: ObjectionRecord, steps: number): ObjectionRecord {
  const history = objection.history.slice(0, steps);
  const last = history.at(-1);
  if (!last) return objection;
  const wasLate = objection.history.slice(steps).some(({ event }) => event === 'admit');
  return {
    ...objection,
    state: last.to,
    history,
    late: wasLate || objection.late,
    stages: objection.stages && {
      ...objection.stages,
      answeredAt: notAfter(objection.stages.answeredAt, last.at),
      lapsedAt: notAfter(objection.stages.lapsedAt, last.at),
    },
    proposals: objection.proposals
      .filter(({ at }) => at <= last.at)
      .map((proposal) => {
        const isAnswered = proposal.answeredAt !== null && proposal.answeredAt <= last.at;
        return isAnswered ? proposal : { ...proposal, answer: null, answeredAt: null, counter: null };
      }),
  };
}

function notAfter(happenedAt: Date | null, at: Date): Date | null {
  return happenedAt && happenedAt <= at ? happenedAt : null;
}
