import type { RetentionRunRecord } from '../../../data/retentionRun.model';
import { localDateOf } from '../../../domain/calendar/calendarDate';
import { describeDate, describeInstant } from '../../../domain/periods/describe';
import { processorZone } from '../../../workflows/processorDay';
import { type DueRecord, type RetentionRuleName, retentionRuleNames } from '../../../workflows/retention/retentionRule';
import type { PageLocale } from '../../locale';
import { retentionTexts } from '../../texts/retentionTexts';

/** What the page of retention tells. */
export interface RetentionFacts {
  lists: { rule: RetentionRuleName; records: DueRecord[]; more: boolean }[];
  next: Map<RetentionRuleName, Date | null>;
  totals: Record<string, number>;
  runs: RetentionRunRecord[];
  held: { _id: string; reference: string; at: Date; reason: string }[];
  years: number;
}

export function retentionPage({ lists, next, totals, runs, held, years }: RetentionFacts, locale: PageLocale) {
  const texts = retentionTexts[locale];
  const day = (instant: Date) => describeDate(localDateOf(instant, processorZone), locale);
  const counted = (counts: Record<string, number>) =>
    retentionRuleNames.flatMap((rule) => (counts[rule] ? [`${texts.rules[rule].name}: ${counts[rule]}`] : []));
  return {
    lead: texts.lead,
    automatic: texts.automatic,
    rules: {
      title: texts.rulesTitle,
      columns: texts.columns,
      rows: lists.map(({ rule, records, more }) => {
        const nextAt = next.get(rule);
        return {
          name: texts.rules[rule].name,
          words: texts.rules[rule].words(years),
          due: records.length === 0 ? texts.nothing : texts.count(records.length, more),
          next: nextAt ? day(nextAt) : texts.never,
          erased: String(totals[rule] ?? 0),
        };
      }),
    },
    due: {
      title: texts.dueTitle,
      none: texts.dueNone,
      columns: texts.dueColumns,
      rows: lists.flatMap(({ rule, records }) =>
        records.map(({ kind, id, since }) => ({
          rule: texts.rules[rule].name,
          kind: texts.kinds[kind],
          id,
          href: kind === 'agreement' ? `/desk/agreements/${id}` : null,
          since: day(since),
        })),
      ),
    },
    held: {
      title: texts.heldTitle,
      none: texts.heldNone,
      rows: held.map(({ _id, reference, at, reason }) => ({
        href: `/desk/agreements/${_id}`,
        label: texts.heldRow(reference, day(at)),
        reason,
      })),
    },
    runs: {
      title: texts.runsTitle,
      none: texts.runsNone,
      columns: texts.runsColumns,
      rows: runs.map(({ at, personId, counts }) => ({
        at: describeInstant(at, processorZone, locale, 'sameDay'),
        datetime: at.toISOString(),
        what: counted(counts),
        who: personId ? texts.byPerson : texts.bySystem,
      })),
    },
  };
}
