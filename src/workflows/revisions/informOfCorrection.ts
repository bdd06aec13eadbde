import type { ClientSession } from 'mongoose';
import type { NewAuditEvent } from '../../data/auditEvent.repository';
import type { ChangeRecord } from '../../data/change.model';
import type { CorrectionRecord, NoticeRecord } from '../../data/notice.model';
import type { SendingRecord } from '../../data/sending.model';
import { asCorrected } from '../../mail/corrected';
import { commonHashOf, contentHashOf } from '../../mail/noticeHash';
import type { WorkflowContext } from '../context';
import { idsOf } from '../delivery/controllerMail';
import { loadContacts } from '../delivery/loadContacts';
import { sendingsFor } from '../delivery/planMail';
import { withFollowUps } from '../delivery/withFollowUps';
import { factsIn, toldFactsOf } from './revisionContent';

const actor = { kind: 'system', name: 'revision' } as const;

/**
 * Writes an immaterial correction beside what these notices said, inside the caller's transaction, and tells the agreements' contacts of it: those of
 * notices that are neither in effect nor over. Nothing else moves; a later planned day counts as announced by it. One that has not left yet says it itself.
 * Harmless to run again. Returns the sendings to enqueue. `now` is legal time.
 */
export async function informOfCorrection(
  context: WorkflowContext,
  session: ClientSession,
  { change, notices, now }: { change: ChangeRecord; notices: NoticeRecord[]; now: Date },
): Promise<string[]> {
  const { data } = context;
  const { revision } = change;
  const running = notices.filter(
    ({ effect, corrections, ...notice }) =>
      (effect === 'pending' || effect === 'held') &&
      notice.revision < revision &&
      !corrections.some((correction) => correction.revision === revision),
  );
  if (running.length === 0) return [];
  const mailOf = await mailFor(context, { change, notices: running });
  const corrected = running.map((notice) => withCorrection(notice, change, now));
  const updates = corrected.map(({ _id, version, corrections, announcedEffectiveOn, followUps }) => ({
    id: _id,
    version,
    set: { corrections, announcedEffectiveOn, followUps, updatedAt: now },
  }));
  if ((await data.notices.updateEach(updates, session)) < updates.length) throw new Error('a notice changed inside a transaction');
  const sendings = corrected.flatMap((notice) => mailOf(notice));
  await data.sendings.insertMany(sendings, session);
  await data.auditEvents.record(
    corrected.map(
      (notice): NewAuditEvent => ({
        at: now,
        type: 'notice.corrected',
        actor,
        subject: { kind: 'notice', id: notice._id },
        ...idsOf(notice),
        facts: { revision, contentHash: notice.corrections.at(-1)?.contentHash ?? null },
      }),
    ),
    session,
  );
  return sendings.map(({ _id }) => _id);
}

function withCorrection(notice: NoticeRecord, change: ChangeRecord, now: Date): NoticeRecord {
  const { publication, revision, plannedEffectiveOn } = change;
  if (!publication?.reasonForRevision) throw new Error(`change ${change._id} was not corrected`);
  const facts = toldFactsOf(change);
  const content = { ...notice.content, ...facts };
  const commonHash = commonHashOf(content, notice.terms, notice.traits);
  const correction: CorrectionRecord = {
    revision,
    at: publication.at,
    reason: publication.reasonForRevision,
    before: factsIn(asCorrected(notice, now).content),
    facts,
    contentHash: contentHashOf(commonHash, content),
    commonHash,
  };
  const told = notice.announcedEffectiveOn;
  const corrected = {
    ...notice,
    corrections: [...notice.corrections, correction],
    announcedEffectiveOn: told && told < plannedEffectiveOn ? plannedEffectiveOn : told,
  };
  return withFollowUps(corrected, now);
}

async function mailFor(
  context: WorkflowContext,
  { change, notices }: { change: ChangeRecord; notices: NoticeRecord[] },
): Promise<(notice: NoticeRecord) => SendingRecord[]> {
  const reachOf = await loadContacts(context, notices);
  return (notice) => {
    const { agreement, contacts } = reachOf(notice);
    if (!notice.sentAt && !notice.takenOver) return [];
    return sendingsFor({
      kind: 'revisionInformation',
      dedupe: `revisionInformation:${notice._id}:${change.revision}`,
      contacts,
      host: context.settings.messageIdHost,
      readyAt: new Date(),
      noticeId: notice._id,
      changeId: change._id,
      agreementId: agreement._id,
      detail: { revision: String(change.revision) },
    });
  };
}
