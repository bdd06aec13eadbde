import type { DeliveryReportRecord } from '../../data/deliveryReport.model';
import type { WorkflowContext } from '../context';
import { processorDay } from '../processorDay';
import { type BundleFile, jsonFile } from './bundleFile';
import type { Gathering } from './noticeFiles';
import { type MadeFrom, type Rebuilt, rebuildMessage } from './rebuildMessage';

/**
 * The messages of some sendings, byte for byte, and a list of what became of each: every try with the server's words, every report. A message that cannot be
 * made exactly as it was lies beside under another name, and is a finding; one that was erased is counted with its day.
 */
export async function* deliveryFiles(
  context: WorkflowContext,
  {
    path,
    made,
    reports,
    gathering: { keeper },
  }: { path: string; made: readonly MadeFrom[]; reports: ReadonlyMap<string, DeliveryReportRecord[]>; gathering: Gathering },
): AsyncIterable<BundleFile> {
  const listed: object[] = [];
  for (const from of made) {
    const { sending } = from;
    const rebuilt = await rebuildMessage(context, from);
    const file = fileOf(sending._id, rebuilt);
    if (file && 'raw' in rebuilt) yield { path: file, content: rebuilt.raw };
    if (rebuilt.kind === 'differs' || rebuilt.kind === 'lost')
      keeper.addFinding({ kind: rebuilt.kind, sendingId: sending._id, mail: sending.kind });
    if (rebuilt.kind === 'erased') keeper.addErased(processorDay(rebuilt.at));
    const {
      dedupeKey: _key,
      nextAttemptAt: _next,
      leaseOwner: _owner,
      leaseUntil: _until,
      staffUserId: _user,
      bodyKept: _kept,
      ...told
    } = sending;
    const erased = rebuilt.kind === 'erased' ? { erased: { at: rebuilt.at, rule: rebuilt.rule } } : {};
    listed.push({ ...told, message: { is: rebuilt.kind, file, ...erased }, reports: (reports.get(sending._id) ?? []).map(reportTold) });
  }
  if (listed.length > 0) yield jsonFile(path, listed);
}

/** The verifier holds `messages/<sending id>.eml` against what the event of its sending says. */
function fileOf(sendingId: string, rebuilt: Rebuilt): string | null {
  if (rebuilt.kind === 'exact') return `messages/${sendingId}.eml`;
  return rebuilt.kind === 'differs' ? `messages/${sendingId}.differs.eml` : null;
}

function reportTold({ dedupeKey: _key, ...report }: DeliveryReportRecord): object {
  return report;
}
