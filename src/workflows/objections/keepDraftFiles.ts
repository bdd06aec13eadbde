import type { FileContent } from '../../data/document.model';
import type { DraftFileFacts } from '../../data/draftFile.repository';
import { newId } from '../../data/id';
import type { ControllerActor } from '../../domain/actor';
import type { WorkflowContext } from '../context';
import { draftLifeMs } from './prepareObjection';

/** More than any form takes, several times over: an older one makes room. */
const mostKept = 25;

/** Keeps files that came with a form until it is confirmed, so that a mistake in another field costs nobody their files. Real time: they are forgotten with the form. */
export async function keepDraftFiles(
  { data }: WorkflowContext,
  { actor, files }: { actor: ControllerActor; files: readonly FileContent[] },
): Promise<DraftFileFacts[]> {
  const { noticeId, contactId } = actor;
  const expiresAt = new Date(Date.now() + draftLifeMs);
  const records = files.map(({ name, type, size, sha256, bytes }) => ({
    ...{ _id: newId(), noticeId, contactId, expiresAt },
    ...{ name, type, size, sha256, bytes },
  }));
  await data.draftFiles.insertMany(records);
  if (records.length > 0) await data.draftFiles.keepNewest(mostKept, actor);
  return records.map(({ bytes: _bytes, ...facts }) => facts);
}
