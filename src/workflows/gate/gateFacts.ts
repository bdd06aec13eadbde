import type { AgreementRecord } from '../../data/agreement.model';
import type { AgreementStanding } from '../../data/agreement.repository';
import type { ChangeRecord } from '../../data/change.model';
import type { NoticeRecord } from '../../data/notice.model';
import type { SharedByNotices, UndecidedNotice } from '../../data/notice.repository';
import type { ObjectionRecord } from '../../data/objection.model';
import { requiredApprovals } from '../../domain/approval/requiredApprovals';
import { type CalendarDate, calendarDate, localDateOf } from '../../domain/calendar/calendarDate';
import type { AgreementInGate, GateFacts, ObjectionInGate } from '../../domain/gate/gate';
import { groupBy } from '../../domain/groupBy';
import { termsFor } from '../../domain/terms/termsFor';
import type { AdequacyDecision } from '../../domain/transfer/adequacy';
import { uncoveredInChain } from '../../domain/transfer/transferBasis';
import { adequacyInForce } from '../adequacy/adequacyInForce';
import { traitsFor } from '../changes/changeTraits';
import type { WorkflowContext } from '../context';
import { oncePer } from '../oncePer';

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

/** What the gate reads of a notice; the whole record, or the part that is enough to decide its effect. */
export type NoticeInGate = Pick<
  NoticeRecord,
  '_id' | 'commonHash' | 'revision' | 'agreementId' | 'terms' | 'traits' | 'receivedAt' | 'state' | 'effect' | 'consent' | 'approvals'
> & { content: Pick<NoticeRecord['content'], 'details' | 'chain'>; deadlines: GateFacts['deadlines'] };

type AgreementReadByGate = Pick<AgreementRecord, '_id' | 'state' | 'endsOn' | 'stopOrder'>;

/** What is the same for many notices of one change, found once: days in zones and narrowed terms cost more than all the rest. `now` is legal time. */
function commonFacts(
  change: Pick<ChangeRecord, 'status' | 'type' | 'plannedEffectiveOn' | 'rollout' | 'noticesRevision'>,
  { adequacy, now }: { adequacy: readonly AdequacyDecision[]; now: Date },
) {
  const { status, type, rollout, noticesRevision } = change;
  return {
    noticesRevision,
    change: { status, type, rollout, plannedEffectiveOn: calendarDate(change.plannedEffectiveOn) },
    todayIn: oncePer(
      (timeZone: string) => timeZone,
      (timeZone) => localDateOf(now, timeZone),
    ),
    termsOf: oncePer(
      ({ commonHash, deadlines }: NoticeInGate) => `${commonHash} ${deadlines?.receivedOn}`,
      ({ terms, traits, deadlines }) => termsFor(terms, traits, deadlines?.receivedOn ? { receipt: deadlines.receivedOn } : {}),
    ),
    uncoveredOf: oncePer(
      ({ notice, on }: { notice: NoticeInGate; on: CalendarDate }) => `${notice.commonHash} ${on}`,
      ({ notice: { content, terms }, on }) =>
        uncoveredInChain({ recipients: [content.details, ...content.chain], accepted: terms.transferBases, on, adequacy }),
    ),
  };
}

/** Everything the gate has to know of one notice, but for the others under `together`. */
function gateFactsOf({
  common,
  notice,
  agreement,
  objections,
  contractRecorded,
}: {
  common: ReturnType<typeof commonFacts>;
  notice: NoticeInGate;
  agreement: AgreementReadByGate;
  objections: ObjectionRecord[];
  contractRecorded: boolean;
}): GateFacts {
  const today = common.todayIn(notice.terms.timeZone);
  const terms = common.termsOf(notice);
  const outdated = isOutdated(notice, common);
  // Cancelled while the change and the agreement run on: a revision took the agreement out of it.
  const noLongerConcerned = notice.effect === 'cancelled' && common.change.status === 'published' && agreement.state !== 'ended';
  return {
    today,
    change: common.change,
    agreement: agreementInGate(agreement, today),
    terms,
    notice: {
      received: !outdated && (notice.receivedAt !== null || startsElsewhere(notice)),
      undeliverable: !outdated && notice.state === 'undeliverable',
      dropped: notice.effect === 'dropped' || noLongerConcerned,
    },
    deadlines: outdated ? null : notice.deadlines,
    consentedFrom: day(notice.consent?.effectiveOn ?? null),
    objections: objections.map(objectionInGate),
    approvals: notice.approvals,
    transferUncovered: common.uncoveredOf({ notice, on: today }),
    contractRecorded,
    waitingForOthers: false,
  };
}

/** What the gate has to know of an agreement that a published change affects, before its notice is there. `now` is legal time. */
export function factsWithoutNotice({
  change,
  agreement,
  contractRecorded,
  adequacy,
  now,
}: {
  change: ChangeRecord;
  agreement: AgreementRecord;
  contractRecorded: boolean;
  adequacy: readonly AdequacyDecision[];
  now: Date;
}): GateFacts {
  const today = localDateOf(now, agreement.terms.timeZone);
  const traits = traitsFor(change, agreement);
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
    transferUncovered: uncoveredInChain({
      recipients: [change.details, ...change.chain],
      accepted: terms.transferBases,
      on: today,
      adequacy,
    }),
    contractRecorded,
    waitingForOthers: false,
  };
}

/** A later revision is published, and this agreement's notice of it is not written yet: until then it has received nothing that counts. */
export function isOutdated(
  { effect, revision }: Pick<NoticeRecord, 'effect' | 'revision'>,
  { noticesRevision }: Pick<ChangeRecord, 'noticesRevision'>,
): boolean {
  return (effect === 'pending' || effect === 'held') && revision < noticesRevision;
}

/** Terms whose clock can start at sending or publication have no receipt to wait for; the dates say whether it runs. */
function startsElsewhere({ terms, deadlines }: Pick<NoticeInGate, 'terms' | 'deadlines'>): boolean {
  const { from } = terms.notice;
  const first = Array.isArray(from) ? from : [from];
  return first.some((start) => start !== 'receipt') && deadlines?.earliestEffectiveOn != null;
}

export interface NoticeWithGate<Notice = NoticeRecord, Agreement = AgreementRecord> {
  notice: Notice;
  agreement: Agreement;
  objections: ObjectionRecord[];
  facts: GateFacts;
}

interface GatesToLoad<Notice> {
  change: ChangeRecord;
  notices: Notice[];
  /** Legal time. */
  now: Date;
}

/** Loads what the gates of these notices of one change need, in four queries however many they are. */
export async function loadGates(context: WorkflowContext, { change, notices, now }: GatesToLoad<NoticeRecord>): Promise<NoticeWithGate[]> {
  return gatesFrom(context, { changes: [change], notices, now }, (ids) => context.data.agreements.findMany(ids));
}

/** The gates of the next undecided notices of a change, by id after `afterId`, with no more of each record than decides them. */
export async function loadUndecidedGates(
  context: WorkflowContext,
  { change, limit, afterId, now }: { change: ChangeRecord; limit: number; afterId: string | null; now: Date },
): Promise<UndecidedGate[]> {
  return undecidedGates(context, {
    changes: [change],
    rows: await context.data.notices.listUndecidedForEffect([change._id], { limit, afterId }),
    now,
  });
}

/** The gates of all undecided notices of several changes, in six queries; null when there are more than `most`. `now` is legal time. */
export async function loadFewUndecidedGates(
  context: WorkflowContext,
  { changes, most, now }: { changes: ChangeRecord[]; most: number; now: Date },
): Promise<UndecidedGate[] | null> {
  const ids = changes.map(({ _id }) => _id);
  const rows = await context.data.notices.listUndecidedForEffect(ids, { limit: most + 1, afterId: null });
  return rows.length > most ? null : undecidedGates(context, { changes, rows, now });
}

async function undecidedGates(
  context: WorkflowContext,
  { changes, rows, now }: { changes: ChangeRecord[]; rows: UndecidedNotice[]; now: Date },
): Promise<UndecidedGate[]> {
  const { data } = context;
  const firstOf = new Map<string, string>();
  for (const { _id, commonHash } of rows) if (!firstOf.has(commonHash)) firstOf.set(commonHash, _id);
  const sharedById = await data.notices.findShared([...firstOf.values()]);
  const notices = rows.map((row) => {
    const first = firstOf.get(row.commonHash) ?? row._id;
    const shared = sharedById.get(first);
    if (!shared) throw new Error(`notice ${first} is gone`);
    return { ...row, ...shared };
  });
  return gatesFrom(context, { changes, notices, now }, (ids) => data.agreements.findStandings(ids));
}

/** What its content says of agreement and controller may be another's: the rest is what notices share. */
export type UndecidedGate = NoticeWithGate<UndecidedNotice & SharedByNotices, AgreementStanding>;

async function gatesFrom<Notice extends NoticeInGate & Pick<NoticeRecord, 'changeId'>, Agreement extends AgreementReadByGate>(
  context: WorkflowContext,
  { changes, notices, now }: { changes: ChangeRecord[]; notices: Notice[]; now: Date },
  findAgreements: (ids: string[]) => Promise<Agreement[]>,
): Promise<NoticeWithGate<Notice, Agreement>[]> {
  const { data } = context;
  if (notices.length === 0) return [];
  const [agreements, objections, subprocessors, adequacy] = await Promise.all([
    findAgreements([...new Set(notices.map(({ agreementId }) => agreementId))]),
    data.objections.listOfNotices(notices.map(({ _id }) => _id)),
    data.subprocessors.findMany([...new Set(changes.map(({ subprocessorId }) => subprocessorId))]),
    adequacyInForce(context),
  ]);
  const agreementById = new Map(agreements.map((agreement) => [agreement._id, agreement]));
  const objectionsByNotice = groupBy(objections, ({ noticeId }) => noticeId);
  const withContract = new Set(subprocessors.filter(({ contract }) => contract).map(({ _id }) => _id));
  const ofChange = new Map(
    changes.map((change) => [
      change._id,
      { common: commonFacts(change, { adequacy, now }), contractRecorded: withContract.has(change.subprocessorId) },
    ]),
  );
  return notices.map((notice) => {
    const agreement = agreementById.get(notice.agreementId);
    const shared = ofChange.get(notice.changeId);
    if (!agreement || !shared) throw new Error(`notice ${notice._id} names an agreement or a change that is gone`);
    const own = objectionsByNotice.get(notice._id) ?? [];
    return { notice, agreement, objections: own, facts: gateFactsOf({ ...shared, notice, agreement, objections: own }) };
  });
}
