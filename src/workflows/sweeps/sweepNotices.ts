import type { ClientSession } from 'mongoose';
import type { AgreementRecord } from '../../data/agreement.model';
import type { NewAuditEvent } from '../../data/auditEvent.repository';
import type { ContactRecord } from '../../data/controller.model';
import type { NoticeRecord } from '../../data/notice.model';
import type { FollowUpName } from '../../data/noticeTask.repository';
import type { SendingRecord } from '../../data/sending.model';
import { groupBy } from '../../domain/groupBy';
import type { WorkflowContext } from '../context';
import { enqueueMail } from '../delivery/enqueueMail';
import { contactsOf } from '../delivery/planMail';
import { withFollowUps } from '../delivery/withFollowUps';
import type { LegalSweep } from './legalSweep';
import { sweepInSets } from './sweepInSets';

/** One of the things that happen to notices by themselves (noticesSweep.ts). */
export interface NoticeSweep extends Pick<LegalSweep, 'name'> {
  /** As every sweep's. `duty`: the answer that it shares with those before and after it. */
  run(context: WorkflowContext, at: { now: Date; duty?: Duty }): Promise<void>;
}

/** Whether anything is due to any notice, asked once for as long as nothing is written. */
export interface Duty {
  isThere(): Promise<boolean>;
  /** Something was written: what is due now is to be asked. */
  forget(): void;
}

/** `now` is legal time. */
export function dutyAt({ data }: WorkflowContext, now: Date): Duty {
  let answer: Promise<boolean> | null = null;
  return {
    isThere: () => {
      answer ??= data.noticeTasks.isAnythingDue(now);
      return answer;
    },
    forget: () => {
      answer = null;
    },
  };
}

/** What a sweep does with one notice. */
export interface SweptOne {
  notice: NoticeRecord;
  sendings?: SendingRecord[];
  events?: NewAuditEvent[];
}

type Act = (due: NoticeRecord[], session: ClientSession) => Promise<SweptOne[]>;

/**
 * Lets happen what is due to notices at `now` (legal time), set by set: each set is read, decided, and written with its mail and its audit events in one
 * transaction. `act` is given those to which it still is due when counted anew, and must leave none of them due. Two sweeps at once write each once. A notice
 * that it cannot happen to keeps back no other (`sweepInSets`).
 */
export async function sweepNotices(
  context: WorkflowContext,
  { name, now, duty = dutyAt(context, now), act }: { name: FollowUpName; now: Date; duty?: Duty | undefined; act: Act },
): Promise<void> {
  const { data } = context;
  await sweepInSets(
    () => duty.isThere(),
    async ({ limit, except, noteRead }) => {
      let isWritten = false;
      const sendingIds = await context.inTransaction(async (session) => {
        const found = await data.noticeTasks.listDue(name, { now, limit, except }, session);
        noteRead(found);
        isWritten = found.length > 0;
        const renewed = found.map((notice) => withFollowUps(notice, now));
        const isDue = ({ followUps }: NoticeRecord): boolean => followUps[name] !== null && followUps[name] <= now;
        const due = renewed.filter(isDue);
        const done = due.length > 0 ? await act(due, session) : [];
        const saved = [...renewed.filter((notice) => !isDue(notice)), ...done.map(({ notice }) => withFollowUps(notice, now))];
        const stuck = saved.find(isDue);
        if (stuck) throw new Error(`${name} is still due for notice ${stuck._id}`);
        const sendings = done.flatMap((each) => each.sendings ?? []);
        await data.noticeTasks.saveSwept(
          saved.map((notice) => ({ ...notice, updatedAt: now })),
          session,
        );
        await data.sendings.insertMany(sendings, session);
        await data.auditEvents.record(
          done.flatMap((each) => each.events ?? []),
          session,
        );
        return sendings.map(({ _id }) => _id);
      });
      if (isWritten) duty.forget();
      if (sendingIds.length > 0) await enqueueMail(context, sendingIds);
    },
  );
}

export interface ReachOfNotice {
  agreement: AgreementRecord;
  /** The agreement's contacts, in order of preference. */
  contacts: ContactRecord[];
  /** The notice's own sendings, oldest first. */
  sendings: SendingRecord[];
  /** The controller has objected to it, whatever became of that. */
  hasObjected: boolean;
  /** An objection to it has not ended. */
  objectionOpen: boolean;
  /** The controller has asked about it: somebody has read it. */
  hasAsked: boolean;
}

/** Whom these notices can be sent to and have been sent to, in five queries however many they are. */
export async function loadReach(
  { data }: WorkflowContext,
  notices: readonly NoticeRecord[],
): Promise<(notice: NoticeRecord) => ReachOfNotice> {
  const ids = notices.map(({ _id }) => _id);
  const [agreements, controllers, sendings, objections, asked] = await Promise.all([
    data.agreements.findMany([...new Set(notices.map(({ agreementId }) => agreementId))]),
    data.controllers.findMany([...new Set(notices.map(({ controllerId }) => controllerId))]),
    data.sendings.listOfNotices(ids, 'notice'),
    data.objections.listOfNotices(ids),
    data.questions.askedAbout(ids),
  ]);
  const agreementById = new Map(agreements.map((agreement) => [agreement._id, agreement]));
  const controllerById = new Map(controllers.map((controller) => [controller._id, controller]));
  const sendingsById = groupBy(sendings, ({ noticeId }) => noticeId);
  const objected = new Set(objections.map(({ noticeId }) => noticeId));
  const open = new Set(objections.filter((objection) => objection.open).map(({ noticeId }) => noticeId));
  return ({ _id, agreementId, controllerId }) => {
    const agreement = agreementById.get(agreementId);
    const controller = controllerById.get(controllerId);
    if (!agreement || !controller) throw new Error(`notice ${_id} lost its agreement`);
    return {
      agreement,
      contacts: contactsOf(agreement, controller),
      sendings: sendingsById.get(_id) ?? [],
      hasObjected: objected.has(_id),
      objectionOpen: open.has(_id),
      hasAsked: asked.has(_id),
    };
  };
}
