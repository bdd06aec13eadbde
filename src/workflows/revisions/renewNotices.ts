import type { ClientSession } from 'mongoose';
import type { NewAuditEvent } from '../../data/auditEvent.repository';
import type { ChangeRecord } from '../../data/change.model';
import type { NoticeRecord } from '../../data/notice.model';
import { overtakenKinds } from '../../data/sending.model';
import type { AffectedAgreement } from '../changes/affectedChunk';
import type { WorkflowContext } from '../context';
import { idsOf } from '../delivery/controllerMail';
import { noticeRows, plannedEvent } from '../delivery/noticeRows';
import { withFollowUps } from '../delivery/withFollowUps';
import { carryObjections } from './carryObjections';
import { keepsItsNotice } from './revisionReach';

interface NoticesToRenew {
  change: ChangeRecord;
  affected: AffectedAgreement[];
  /** Legal time. */
  publishedAt: Date;
  now: Date;
  /** To agreements that came after publication, or had no row. */
  late?: boolean;
}

const actor = { kind: 'system', name: 'revision' } as const;

/**
 * Gives these agreements the notice of a material revision, inside the caller's transaction: the new row and its mail, the notice whose place it takes
 * superseded with its waiting mail and its tasks, the objections carried over. An agreement without an earlier notice gets its first. Clocks that start at
 * publication start at `publishedAt`. Leaves out who has it in effect or dropped it, and who has a notice of this revision already. Returns the
 * sendings to enqueue. `now` is legal time.
 */
export async function renewNotices(
  context: WorkflowContext,
  session: ClientSession,
  { change, affected, publishedAt, now, late = false }: NoticesToRenew,
): Promise<string[]> {
  const { data } = context;
  const agreementIds = affected.map(({ agreement }) => agreement._id);
  const standing = await data.notices.findFor(change._id, agreementIds, session);
  const previous = new Map(standing.map((notice) => [notice.agreementId, notice]));
  const renewed = affected.filter(({ agreement }) => {
    const before = previous.get(agreement._id);
    return !before || (!keepsItsNotice(before) && before.revision < change.noticesRevision);
  });
  if (renewed.length === 0) return [];
  const rows = noticeRows(context, { change: { ...change, publishedAt }, affected: renewed, now, previous });
  const pairs = rows.flatMap(({ notice }) => {
    const before = previous.get(notice.agreementId);
    return before ? [{ before, notice }] : [];
  });
  const carried = await carryObjections(context, session, { pairs, now });
  const notices = rows.map(({ notice }) => ({ ...notice, ...takenOverFrom(previous.get(notice.agreementId)), ...carried.get(notice._id) }));
  const sendings = rows.flatMap((row) => row.sendings);
  await supersede(context, session, { pairs, now });
  await data.notices.insertMany(notices, session);
  await data.sendings.insertMany(sendings, session);
  await data.auditEvents.record(
    notices.map((notice) => {
      const event = plannedEvent(notice, now);
      return late ? { ...event, facts: { ...event.facts, late } } : event;
    }),
    session,
  );
  return sendings.map(({ _id }) => _id);
}

interface Renewal {
  before: NoticeRecord;
  notice: NoticeRecord;
}

/** An address that somebody proposed, and that nobody has decided on, is as good for the new notice; a link that was revoked does not open it. */
function takenOverFrom(before: NoticeRecord | undefined): Partial<NoticeRecord> {
  const contactProposals = (before?.contactProposals ?? []).filter(({ decision }) => decision === null);
  const linksRevokedAt = before?.linksRevokedAt ?? null;
  return { linksRevokedAt, ...(contactProposals.length > 0 ? { contactProposals, proposalWaiting: true } : {}) };
}

async function supersede(
  { data }: WorkflowContext,
  session: ClientSession,
  { pairs, now }: { pairs: Renewal[]; now: Date },
): Promise<void> {
  if (pairs.length === 0) return;
  const updates = pairs.map(({ before, notice }) => ({ id: before._id, version: before.version, set: overtaken(before, notice, now) }));
  if ((await data.notices.updateEach(updates, session)) < updates.length) throw new Error('a notice changed inside a transaction');
  const ids = pairs.map(({ before }) => before._id);
  await data.sendings.cancelWaitingKinds(ids, [...overtakenKinds, 'oneTimeCode'], session);
  await data.auditEvents.record(
    pairs.map(
      ({ before, notice }): NewAuditEvent => ({
        at: now,
        type: 'notice.superseded',
        actor,
        subject: { kind: 'notice', id: before._id },
        ...idsOf(before),
        facts: { revision: before.revision, by: notice._id, byRevision: notice.revision },
      }),
    ),
    session,
  );
}

function overtaken(before: NoticeRecord, { _id }: NoticeRecord, now: Date): Partial<NoticeRecord> {
  const supersededBy = { noticeId: _id, at: now };
  const attention = before.attention.map((entry) => (entry.clearedAt ? entry : { ...entry, clearedAt: now, clearedBy: 'system' }));
  const contactProposals = before.contactProposals.filter(({ decision }) => decision !== null);
  const ended: NoticeRecord = { ...before, effect: 'superseded', attention };
  return {
    effect: 'superseded',
    heldReasons: [],
    supersededBy,
    attention,
    contactProposals,
    proposalWaiting: false,
    receiptWaiting: false,
    answerWaiting: false,
    followUps: withFollowUps(ended, now).followUps,
    updatedAt: now,
  };
}
