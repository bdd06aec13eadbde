import type { DocumentFacts } from '../../data/document.repository';
import { sha256Hex } from '../../mail/canonical';
import type { WorkflowContext } from '../context';
import { type BundleFile, jsonFile, safeFileName } from './bundleFile';
import { withoutStaffNames } from './forController';
import type { Gathering } from './noticeFiles';

/** The attachments of one folder, as they came, and what is known of each. Bytes that no longer fit the hash written when they came are told as a finding. */
export async function* attachmentFiles(
  { data }: Pick<WorkflowContext, 'data'>,
  { folder, documents, gathering: { reader, keeper } }: { folder: string; documents: readonly DocumentFacts[]; gathering: Gathering },
): AsyncIterable<BundleFile> {
  if (documents.length === 0) return;
  const listed: object[] = [];
  for (const facts of documents) {
    const document = facts.erased ? null : await data.documents.find(facts._id);
    const file = document ? `${folder}/attachments/${facts._id}-${safeFileName(facts.name)}` : null;
    listed.push({ ...facts, file });
    if (!document || !file) continue;
    if (sha256Hex(document.bytes) !== facts.sha256) keeper.addFinding({ kind: 'attachment', documentId: facts._id });
    yield { path: file, content: document.bytes };
  }
  yield jsonFile(`${folder}/attachments.json`, reader === 'controller' ? withoutStaffNames(listed) : listed);
}
