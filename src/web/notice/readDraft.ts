import { answersOf, ownDraft, postedInstants } from '../../workflows/objections/objectionDraft';
import type { NoticeDesk, OpenNotice } from './noticeDesk';
import type { Answers } from './noticeForms';

export interface Draft {
  id: string;
  act: string;
  answers: Answers;
  fields: Record<string, string>;
  postedAt: Date[];
  /** What confirming it led to. */
  reference: string | null;
}

/** This contact's own answers under `id`; null for anything else. */
export async function readDraft(desk: NoticeDesk, { visit }: OpenNotice, id: unknown): Promise<Draft | null> {
  if (typeof id !== 'string' || !/^[0-9a-f]{24}$/.test(id)) return null;
  const record = ownDraft(await desk.context.data.formDrafts.find(id), visit.actor);
  if (!record) return null;
  const { _id, act, fields, reference } = record;
  return { id: _id, act, fields, reference, answers: answersOf(record), postedAt: postedInstants(record) };
}
