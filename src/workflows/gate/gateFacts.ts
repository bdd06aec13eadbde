import type { AgreementRecord } from '../../data/agreement.model';
import type { ChangeRecord } from '../../data/change.model';
import type { NoticeRecord } from '../../data/notice.model';
import type { ObjectionRecord } from '../../data/objection.model';
import { requiredApprovals } from '../../domain/approval/requiredApprovals';
import { type CalendarDate, calendarDate, localDateOf } from '../../domain/calendar/calendarDate';
import type { AgreementInGate, GateFacts, ObjectionInGate } from '../../domain/gate/gate';
import { termsFor } from '../../domain/terms/termsFor';
import { uncoveredInChain } from '../../domain/transfer/transferBasis';
import { changeTraits } from '../changes/changeTraits';
import type { WorkflowContext } from '../context';

function day(text: string | null): CalendarDate | null {
  return text === null ? null : calendarDate(text);
}

/** An agreement as a gate sees it on `today`: one whose last day has passed has ended, whether or not a sweep has been there. */
export function agreementInGate(agreement: Pick<AgreementRecord, 'state' | 'endsOn' | 'stopOrder'>, today: CalendarDate): AgreementInGate {
  const overdue = agreement.endsOn !== null && agreement.endsOn < today;
  return { state: overdue ? 'ended' : agreement.state, stopped: agreement.stopOrder !== null };
}

export function objectionInGate(objection: ObjectionRecord): ObjectionInGate {
  return {
    state: objection.state,
    outcome: objection.outcome,
    proceedsFrom: day(objection.proceedsFrom),
    countsUntil: day(objection.countsUntil),
    agreementEndsOn: day(objection.agreementEndsOn),
  };
}

/** Everything the gate has to know of one notice, but for the others under `together`. `now` is legal time. */
export function gateFactsOf({
  change,
  notice,
  agreement,
  objections,
  contractRecorded,
  waitingForOthers = false,
  now,
}: {
  change: Pick<ChangeRecord, 'status' | 'type' | 'plannedEffectiveOn' | 'rollout'>;
  notice: NoticeRecord;
  agreement: AgreementRecord;
  objections: ObjectionRecord[];
  contractRecorded: boolean;
  waitingForOthers?: boolean;
  now: Date;
}): GateFacts {
  const today = localDateOf(now, notice.terms.timeZone);
  const { receivedOn } = notice.deadlines ?? { receivedOn: null };
  const terms = termsFor(notice.terms, notice.traits, receivedOn ? { receipt: receivedOn } : {});
  const { details, chain } = notice.content;
  return {
    today,
    change: {
      status: change.status,
      type: change.type,
      plannedEffectiveOn: calendarDate(change.plannedEffectiveOn),
      rollout: change.rollout,
    },
    agreement: agreementInGate(agreement, today),
    terms,
    notice: {
      received: notice.receivedAt !== null || startsElsewhere(notice),
      undeliverable: notice.state === 'undeliverable',
      dropped: notice.effect === 'dropped',
    },
    deadlines: notice.deadlines,
    consentedFrom: day(notice.consent?.effectiveOn ?? null),
    objections: objections.map(objectionInGate),
    approvals: notice.approvals,
    transferUncovered: uncoveredInChain({ recipients: [details, ...chain], accepted: terms.transferBases, on: today }),
    contractRecorded,
    waitingForOthers,
  };
}

/** What the gate has to know of an agreement that a published change affects, before its notice is there. `now` is legal time. */
export function factsWithoutNotice({
  change,
  agreement,
  contractRecorded,
  now,
}: {
  change: ChangeRecord;
  agreement: AgreementRecord;
  contractRecorded: boolean;
  now: Date;
}): GateFacts {
  const today = localDateOf(now, agreement.terms.timeZone);
  const traits = changeTraits(change);
  const terms = termsFor(agreement.terms, traits, {});
  return {
    today,
    change: {
      status: change.status,
      type: change.type,
      plannedEffectiveOn: calendarDate(change.plannedEffectiveOn),
      rollout: change.rollout,
    },
    agreement: agreementInGate(agreement, today),
    terms,
    notice: null,
    deadlines: null,
    consentedFrom: null,
    objections: [],
    approvals: requiredApprovals(agreement.terms, traits).map((kind) => ({ kind, state: 'requested' })),
    transferUncovered: uncoveredInChain({ recipients: [change.details, ...change.chain], accepted: terms.transferBases, on: today }),
    contractRecorded,
    waitingForOthers: false,
  };
}

/** Terms whose clock starts at sending or publication have no receipt to wait for; the dates say whether it runs. */
function startsElsewhere(notice: NoticeRecord): boolean {
  const from = notice.terms.notice.from;
  const first = Array.isArray(from) ? from : [from];
  return !first.includes('receipt') && notice.deadlines?.earliestEffectiveOn != null;
}

export interface NoticeWithGate {
  notice: NoticeRecord;
  agreement: AgreementRecord;
  objections: ObjectionRecord[];
  facts: GateFacts;
}

/** Loads what the gates of these notices of one change need, in three queries however many they are. */
export async function loadGates(
  context: WorkflowContext,
  { change, notices, now }: { change: ChangeRecord; notices: NoticeRecord[]; now: Date },
): Promise<NoticeWithGate[]> {
  const { data } = context;
  const [agreements, objections, subprocessor] = await Promise.all([
    data.agreements.findMany(notices.map(({ agreementId }) => agreementId)),
    data.objections.listOfNotices(notices.map(({ _id }) => _id)),
    data.subprocessors.find(change.subprocessorId),
  ]);
  const agreementById = new Map(agreements.map((agreement) => [agreement._id, agreement]));
  return notices.flatMap((notice) => {
    const agreement = agreementById.get(notice.agreementId);
    if (!agreement) throw new Error(`notice ${notice._id} names an agreement that is gone`);
    const own = objections.filter(({ noticeId }) => noticeId === notice._id);
    const facts = gateFactsOf({ change, notice, agreement, objections: own, contractRecorded: subprocessor?.contract != null, now });
    return [{ notice, agreement, objections: own, facts }];
  });
}
