import type { AgreementRecord } from '../../data/agreement.model';
import type { SubprocessorRecord } from '../../data/subprocessor.model';
import { localDateOf } from '../../domain/calendar/calendarDate';
import { groupBy } from '../../domain/groupBy';
import { adequacyInForce } from '../adequacy/adequacyInForce';
import type { WorkflowContext } from '../context';
import { annexDrift, type DriftFinding, type NoticeOnTheWay, type Register } from './annexDrift';

export interface DriftedAgreement {
  agreement: AgreementRecord;
  findings: DriftFinding[];
}

export interface DriftReport {
  items: DriftedAgreement[];
  /** The id of the agreement to go on after; null when all have been looked at. */
  next: string | null;
}

/** So many agreements are read with one query each for agreements, entries and notices. */
const chunk = 500;

/**
 * Agreements whose annex and the register no longer say the same, by id, after `cursor`; ended ones are left out. Reads the register and the list of adequacy decisions once and three queries
 * for each five hundred agreements, and stops where `limit` have been found. `now` is legal time.
 */
export async function reportDrift(
  context: WorkflowContext,
  { now, limit, cursor }: { now: Date; limit: number; cursor: string | null },
): Promise<DriftReport> {
  const { data } = context;
  const [subprocessors, adequacy] = await Promise.all([data.subprocessors.listAll(), adequacyInForce(context)]);
  const register = registerOf(subprocessors);
  const items: DriftedAgreement[] = [];
  let afterId = cursor;
  for (;;) {
    const agreements = await data.agreements.listRunning({ limit: chunk, afterId });
    const ids = agreements.map(({ _id }) => _id);
    const [entries, notices] = await Promise.all([data.annexes.listInForceOfAgreements(ids), data.noticeTasks.listOnTheWay(ids)]);
    const entriesOf = groupBy(entries, ({ agreementId }) => agreementId);
    const noticesOf = groupBy(notices, ({ agreementId }) => agreementId);
    for (const agreement of agreements) {
      const onTheWay = (noticesOf.get(agreement._id) ?? []).map(
        ({ effect, content }): NoticeOnTheWay => ({ ...content, dropped: effect === 'dropped' }),
      );
      const today = localDateOf(now, agreement.terms.timeZone);
      const findings = annexDrift({ agreement, entries: entriesOf.get(agreement._id) ?? [], onTheWay, register, adequacy, today });
      if (findings.length === 0) continue;
      items.push({ agreement, findings });
      if (items.length === limit) return { items, next: agreement._id };
    }
    afterId = ids.at(-1) ?? null;
    if (agreements.length < chunk) return { items, next: null };
  }
}

function registerOf(subprocessors: readonly SubprocessorRecord[]): Register {
  const children = groupBy(
    subprocessors.filter(({ parentId }) => parentId !== null),
    ({ parentId }) => parentId ?? '',
  );
  const belowOf = (id: string, seen: Set<string>): SubprocessorRecord[] =>
    (children.get(id) ?? []).flatMap((child) => {
      if (seen.has(child._id)) return [];
      seen.add(child._id);
      return [child, ...belowOf(child._id, seen)];
    });
  return {
    byId: new Map(subprocessors.map((each) => [each._id, each])),
    below: new Map(subprocessors.map(({ _id }) => [_id, belowOf(_id, new Set([_id]))])),
  };
}
