import type { ClientSession } from 'mongoose';
import type { ChangeRecord } from '../../data/change.model';
import type { WorkflowContext } from '../context';
import { closeUndecided } from '../delivery/closeNotices';
import { enqueueMail } from '../delivery/enqueueMail';
import { informOfCorrection } from './informOfCorrection';
import { renewNotices } from './renewNotices';
import { renewedChunk } from './revisionReach';

/** The next part of a fan-out, not written yet. */
export interface FanOutChunk {
  /** Where the part after it begins; `done`: there is none. */
  next: { afterAgreementId: string | null; planned: number; done: boolean };
  /** Writes it inside the caller's transaction; returns the sendings to enqueue after the commit. */
  write(session: ClientSession): Promise<string[]>;
}

/** After every id there can be: all agreements on the services have been gone through. */
const endOfLine = 'f'.repeat(24);
const restAtOnce = 100;

/**
 * The next part of a correction. Of a material one: the notices of the next agreements are renewed, and at the end those that the change no longer
 * concerns are told so. Of an immaterial one: the notices of the next agreements are told of it, and at the end those whose agreement is no longer on the
 * services. Once `stop` has fired the end may be reached with some left: then nothing may be written of it.
 */
export async function nextOfRevision(
  context: WorkflowContext,
  { change, limit, now, stop }: { change: ChangeRecord; limit: number; now: Date; stop?: AbortSignal | undefined },
): Promise<FanOutChunk> {
  const afterId = change.fanOut?.afterAgreementId ?? null;
  if (!change.publication) throw new Error(`change ${change._id} was never published`);
  const { material: isMaterial, at: publishedAt } = change.publication;
  if (afterId === endOfLine) {
    // What is left of earlier revisions belongs to agreements that the corrected change does not reach.
    await (isMaterial
      ? closeUndecided(context, { change, now, revision: change.revision, stop })
      : informRest(context, { change, now, stop }));
    return { next: { afterAgreementId: null, planned: 0, done: true }, write: async () => [] };
  }
  if (isMaterial) {
    const { affected, nextAfterId } = await renewedChunk(context, { revised: change, afterId, limit });
    return {
      next: { afterAgreementId: nextAfterId ?? endOfLine, planned: affected.length, done: false },
      write: (session) => renewNotices(context, session, { change, affected, publishedAt, now }),
    };
  }
  const agreements = await context.data.agreements.listOnServices(change.services, { limit, afterId });
  const last = agreements.at(-1)?._id;
  return {
    next: { afterAgreementId: agreements.length === limit && last ? last : endOfLine, planned: 0, done: false },
    async write(session) {
      const ids = agreements.map(({ _id }) => _id);
      return informOfCorrection(context, session, { change, notices: await context.data.notices.findFor(change._id, ids, session), now });
    },
  };
}

async function informRest(
  context: WorkflowContext,
  { change, now, stop }: { change: ChangeRecord; now: Date; stop: AbortSignal | undefined },
): Promise<void> {
  while (!stop?.aborted) {
    const rest = await context.data.noticeRevisions.listUncorrected(change._id, change.revision, restAtOnce);
    if (rest.length === 0) return;
    const ids = rest.map(({ agreementId }) => agreementId);
    const sendingIds = await context.inTransaction(async (session) =>
      informOfCorrection(context, session, { change, notices: await context.data.notices.findFor(change._id, ids, session), now }),
    );
    await enqueueMail(context, sendingIds);
  }
}
