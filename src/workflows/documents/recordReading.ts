import type { DocumentFacts } from '../../data/document.repository';
import type { NoticeRecord } from '../../data/notice.model';
import type { Actor } from '../../domain/actor';
import type { WorkflowContext } from '../context';
import { idsOf } from '../delivery/controllerMail';

/** Writes into the audit trail that somebody is given a document of a change to read. `notice`: the one whose link they hold. `now` is legal time. */
export async function recordReading(
  { data, inTransaction }: Pick<WorkflowContext, 'data' | 'inTransaction'>,
  {
    actor,
    now,
    document,
    notice,
  }: { actor: Actor; now: Date; document: Pick<DocumentFacts, '_id' | 'sha256' | 'about'>; notice: NoticeRecord | null },
): Promise<void> {
  await inTransaction((session) =>
    data.auditEvents.record(
      {
        ...{ at: now, type: 'document.read', actor, subject: { kind: 'document', id: document._id }, changeId: document.about.changeId },
        ...(notice ? idsOf(notice) : {}),
        facts: { documentHash: document.sha256 },
      },
      session,
    ),
  );
}
