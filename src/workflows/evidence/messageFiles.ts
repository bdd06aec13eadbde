import type { DeliveryReportRecord } from '../../data/deliveryReport.model';
import type { WorkflowContext } from '../context';
import { processorDay } from '../processorDay';
import { type BundleFile, jsonFile } from './bundleFile';
import type { Gathering } from './noticeFiles';
import { type EarlierMessage, type MadeFrom, type Rebuilt, rebuildEarlier, rebuildMessage } from './rebuildMessage';

/**
 * The messages of some sendings, of each try that reached a server, byte for byte, and a list of what became of each: every try with the server's words, every report. A message that cannot be
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
    const earlier = (await rebuildEarlier(context, from)).map((each, index) => ({
      ...each,
      file: fileOf(earlierName(from, each, index), each.rebuilt),
    }));
    for (const message of [{ file, rebuilt }, ...earlier]) {
      if (message.file && 'raw' in message.rebuilt) yield { path: message.file, content: message.rebuilt.raw };
      const { kind } = message.rebuilt;
      if (kind === 'differs' || kind === 'lost') keeper.addFinding({ kind, sendingId: sending._id, mail: sending.kind });
    }
    if (rebuilt.kind === 'erased') keeper.addErased(processorDay(rebuilt.at));
    const {
      dedupeKey: _key,
      nextAttemptAt: _next,
      leaseOwner: _owner,
      leaseUntil: _until,
      staffUserId: _user,
      bodyKept: _body,
      addressKept: _address,
      ...told
    } = sending;
    const erased = rebuilt.kind === 'erased' ? { erased: { at: rebuilt.at, rule: rebuilt.rule } } : {};
    const others = earlier.map((each) => ({
      attempt: each.attempt,
      messageHash: each.messageHash,
      is: each.rebuilt.kind,
      file: each.file,
    }));
    const earlierMessages = others.length > 0 ? { earlierMessages: others } : {};
    listed.push({
      ...told,
      message: { is: rebuilt.kind, file, ...erased },
      ...earlierMessages,
      reports: (reports.get(sending._id) ?? []).map(reportTold),
    });
  }
  if (listed.length > 0) yield jsonFile(path, listed);
}

/** The verifier holds `messages/<sending id>.eml`, and `messages/<sending id>.<attempt>.eml`, against what the events of the sending say. */
function fileOf(name: string, rebuilt: Rebuilt): string | null {
  if (rebuilt.kind === 'exact') return `messages/${name}.eml`;
  return rebuilt.kind === 'differs' ? `messages/${name}.differs.eml` : null;
}

function earlierName({ sending }: MadeFrom, { attempt }: EarlierMessage, index: number): string {
  return `${sending._id}.${attempt ?? `lost-${index + 1}`}`;
}

function reportTold({ dedupeKey: _key, ...report }: DeliveryReportRecord): object {
  return report;
}
