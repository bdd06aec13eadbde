import type { ChangeRecord } from '../../data/change.model';
import { localized } from '../../data/localText';
import type { NoticeRecord } from '../../data/notice.model';
import { changeTitle } from '../../mail/viewModels/subprocessorFacts';
import { signHead } from '../audit/signHead';
import type { WorkflowContext } from '../context';
import { attachmentFiles } from './attachmentFiles';
import { type BundleFile, jsonFile } from './bundleFile';
import { chainFiles } from './chainFiles';
import type { EvidenceMaking } from './evidence';
import { indexFiles } from './indexFiles';
import { type Gathering, noticeFiles } from './noticeFiles';
import { keepSummary } from './summary';

/** Notices that are in memory at once, with all that is about them. */
const atOnce = 50;

/** Everything of one change, file by file as it is read: for whoever may see all of it. The head is signed when all records have been read. */
export async function* evidenceOfChange(context: WorkflowContext, change: ChangeRecord, making: EvidenceMaking): AsyncIterable<BundleFile> {
  const { data } = context;
  const { signer, verifierFile, madeAt, fileName } = making;
  const gathering: Gathering = { reader: 'processor', keeper: keepSummary(madeAt) };
  yield jsonFile('change/change.json', change);
  const attached = (await data.documents.listAbout('changeId', [change._id])).filter(({ about }) => about.noticeId === null);
  yield* attachmentFiles(context, { folder: 'change', documents: attached, gathering });
  for await (const notices of noticesOf(context, change._id)) yield* noticeFiles(context, notices, gathering);

  const head = await signHead(context, { signer, at: new Date() });
  const part = { scopes: [{ changeId: change._id }], shown: <Event>(event: Event) => event };
  if (head) yield* chainFiles(context, { head, part, signer, verifierFile });
  const told = { ...change, changeType: change.type };
  const subject = {
    kind: 'change' as const,
    title: { nb: changeTitle(told, 'nb'), en: changeTitle(told, 'en') },
    reason: { nb: localized(change.reason, 'nb'), en: localized(change.reason, 'en') },
    plannedEffectiveOn: change.plannedEffectiveOn,
  };
  yield* indexFiles(context, { subject, keeper: gathering.keeper, head, madeAt, fileName });
}

async function* noticesOf({ data }: WorkflowContext, changeId: string): AsyncIterable<NoticeRecord[]> {
  let cursor: string | undefined;
  do {
    // What a revision took the place of was told too.
    const page = await data.noticeRevisions.listOfChange(changeId, { limit: atOnce, cursor });
    if (page.items.length > 0) yield page.items;
    cursor = page.next ?? undefined;
  } while (cursor);
}
