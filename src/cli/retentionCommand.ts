import { listRetention, runRetention } from '../workflows/retention/runRetention';
import { type RecordCommand, told } from './cliCommand';

/** Of each rule: a list that long is not read, and a run takes what is left in the next round. */
const mostListed = 10_000;
const mostAtOnce = 1_000;

export const retentionCommand: RecordCommand = {
  name: 'retention',
  summary: 'Erase now what has been kept long enough; the portal does it by itself once a day',
  positionals: [],
  options: { 'dry-run': { type: 'boolean', help: 'only list what would go: rule, record, since when' } },
  needs: 'record',
  async run({ dependencies: { context }, actor, now }, { options }) {
    if (options['dry-run'] === true) {
      const lists = await listRetention(context, { now, most: mostListed });
      const lines = lists.flatMap(({ rule, records, more }) => [
        ...records.map(({ kind, id, since }) => `${rule}\t${kind} ${id}\tsince ${since.toISOString().slice(0, 10)}`),
        ...(more ? [`${rule}\tand more`] : []),
      ]);
      return told({ dryRun: true, now, rules: lists }, lines.length > 0 ? lines : ['Nothing has been kept for too long.']);
    }
    const erased: Record<string, number> = {};
    for (let more = true; more; ) {
      const run = await runRetention(context, { now, actor, most: mostAtOnce });
      for (const [rule, count] of Object.entries(run.counts)) erased[rule] = (erased[rule] ?? 0) + count;
      more = run.more && Object.keys(run.counts).length > 0;
    }
    const lines = Object.entries(erased).map(([rule, count]) => `${rule}\t${count} erased`);
    return told({ dryRun: false, now, erased }, lines.length > 0 ? lines : ['Nothing has been kept for too long.']);
  },
};
