import type { ChangeRecord } from '../../data/change.model';
import type { NoticeRecord } from '../../data/notice.model';
import { type AffectedAgreement, type AffectedChunk, affectedChunk } from '../changes/affectedChunk';
import type { WorkflowContext } from '../context';

/** Where the change is in effect they keep what they have, and dropped stays dropped; neither gets a new notice. */
export function keepsItsNotice(notice: Pick<NoticeRecord, 'effect'> | undefined): boolean {
  return notice?.effect === 'inEffect' || notice?.effect === 'dropped';
}

/** Of the next `limit` agreements on the corrected change's services, those that a material revision renews the notice of. `revised`: the change as it will be. */
export async function renewedChunk(
  context: WorkflowContext,
  { revised, afterId, limit }: { revised: ChangeRecord; afterId: string | null; limit: number },
): Promise<AffectedChunk> {
  const { affected, nextAfterId } = await affectedChunk(context, { change: revised, afterId, limit });
  const notices = await context.data.notices.findFor(
    revised._id,
    affected.map(({ agreement }) => agreement._id),
  );
  const keeping = new Set(notices.filter(keepsItsNotice).map(({ agreementId }) => agreementId));
  return { affected: affected.filter(({ agreement }) => !keeping.has(agreement._id)), nextAfterId };
}

/** Every agreement that a material revision renews the notice of. */
export async function allRenewed(context: WorkflowContext, revised: ChangeRecord): Promise<AffectedAgreement[]> {
  const found: AffectedAgreement[] = [];
  let afterId: string | null = null;
  do {
    const chunk: AffectedChunk = await renewedChunk(context, { revised, afterId, limit: 1_000 });
    found.push(...chunk.affected);
    afterId = chunk.nextAfterId;
  } while (afterId);
  return found;
}

/** Whether a material revision reaches anybody at all. */
export async function renewsAnyone(context: WorkflowContext, revised: ChangeRecord): Promise<boolean> {
  let afterId: string | null = null;
  do {
    const chunk: AffectedChunk = await renewedChunk(context, { revised, afterId, limit: 200 });
    if (chunk.affected.length > 0) return true;
    afterId = chunk.nextAfterId;
  } while (afterId);
  return false;
}
