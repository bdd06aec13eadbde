import type { ChangeRecord } from '../../data/change.model';
import type { DoneChange } from '../../data/retentionChange.repository';
import { localDateOf } from '../../domain/calendar/calendarDate';
import { createPseudonyms } from '../../domain/retention/pseudonyms';
import { monthsBefore, namesGoFrom } from '../../domain/retention/retentionPeriods';
import { scrub } from '../../domain/retention/scrub';
import { sequenceEvents } from '../audit/sequenceEvents';
import type { WorkflowContext } from '../context';
import { processorZone } from '../processorDay';
import { type DueRecord, retentionRule } from './retentionRule';

/**
 * Who of the staff drafted, released and published a change is proof for every agreement that was told of it. When the last of those names nobody any more, and the
 * change has been over for as many years (RETENTION_YEARS), its steps, its documents and its own events name nobody either. An agreement on hold holds its changes.
 */
export const changesRule = retentionRule<DueRecord>({
  name: 'changes',
  atOnce: 1,
  async *due({ data, settings }, { now }) {
    const before = monthsBefore(now, 12 * settings.retentionYears, processorZone);
    for await (const change of data.retentionChanges.doneBefore(before)) {
      const done = goesFrom(change, settings.retentionYears);
      if (!done || done > now || (await data.retentionChanges.hasNamedNotice(change._id))) continue;
      const noticesErasedAt = await data.retentionChanges.noticesErasedAt(change._id);
      yield { kind: 'change', id: change._id, since: noticesErasedAt && noticesErasedAt > done ? noticesErasedAt : done };
    }
  },
  async erase(context, { due, now, actor }) {
    let count = 0;
    for (const { id } of due) if (await eraseOne(context, { changeId: id, now, actor })) count += 1;
    return count;
  },
  // Where a notice keeps it longer, the rule for its agreement says when: this one runs after it.
  async nextDueAt({ data, settings }, after) {
    const doneAt = await data.retentionChanges.nextDone(monthsBefore(after, 12 * settings.retentionYears, processorZone));
    return doneAt && goesFrom({ completedAt: doneAt, withdrawnAt: null }, settings.retentionYears);
  },
});

function goesFrom({ completedAt, withdrawnAt }: Pick<DoneChange, 'completedAt' | 'withdrawnAt'>, years: number): Date | null {
  const doneAt = completedAt ?? withdrawnAt;
  return doneAt && namesGoFrom(localDateOf(doneAt, processorZone), years, processorZone);
}

type Act = Parameters<(typeof changesRule)['erase']>[1];

async function eraseOne(context: WorkflowContext, { changeId, now, actor }: { changeId: string } & Omit<Act, 'due'>): Promise<boolean> {
  const { data } = context;
  // What has no number yet keeps what it says.
  await sequenceEvents(context);
  return context.inTransaction(async (session) => {
    const change = await data.changes.find(changeId, session);
    if (!change || change.erased || (await data.retentionChanges.hasNamedNotice(changeId, session))) return false;
    const pseudonyms = createPseudonyms([]);
    const after: ChangeRecord = {
      ...change,
      steps: scrub(change.steps, pseudonyms),
      takenOver: scrub(change.takenOver, pseudonyms),
      erased: { at: now, rule: 'changes' },
      updatedAt: now,
    };
    if (!(await data.changes.replace(after, session))) throw new Error(`change ${changeId} changed inside a transaction`);
    const documents = await data.retentionChanges.documentPersons(changeId, session);
    const unnamed = documents.map(({ _id, uploadedBy, ofChange }) => ({
      _id,
      uploadedBy: scrub(uploadedBy, pseudonyms),
      ofChange: ofChange && { ...ofChange, withdrawn: scrub(ofChange.withdrawn, pseudonyms) },
    }));
    await data.retentionChanges.writeDocumentPersons(unnamed, session);
    await data.auditChain.erasePersonal({ changeId }, session);
    await data.auditEvents.record(
      {
        ...{ at: now, type: 'retention.erased', actor, subject: { kind: 'change', id: changeId }, changeId },
        facts: { rule: 'changes', steps: change.steps.length, documents: documents.length },
      },
      session,
    );
    return true;
  });
}
