import type { FormDraftRecord } from '../../data/formDraft.model';
import type { ControllerActor } from '../../domain/actor';

/** What the objection form asks for, as typed. */
export interface ObjectionAnswers {
  grounds: string;
  name: string;
  title: string;
}

/** A draft's fields: the answers, the instants at which the form was posted before, and the files that came with it. */
export function toDraftFields(
  { grounds, name, title }: ObjectionAnswers,
  { postedAt, fileIds }: { postedAt: readonly Date[]; fileIds: readonly string[] },
): Record<string, string> {
  return { grounds, name, title, posted: postedAt.map((each) => each.toISOString()).join(' '), files: fileIds.join(' ') };
}

export function answersOf({ fields }: Pick<FormDraftRecord, 'fields'>): ObjectionAnswers {
  return { grounds: fields.grounds ?? '', name: fields.name ?? '', title: fields.title ?? '' };
}

/** The files that came with the form, as draft files. */
export function draftFileIds({ fields }: Pick<FormDraftRecord, 'fields'>): string[] {
  return (fields.files ?? '').split(' ').filter((each) => each !== '');
}

/** Every instant at which the form was posted, the draft's own among them. */
export function postedInstants({ fields, postedAt }: Pick<FormDraftRecord, 'fields' | 'postedAt'>): Date[] {
  const earlier = (fields.posted ?? '').split(' ').filter((each) => each !== '');
  return [...earlier.map((each) => new Date(each)), postedAt];
}

/** The draft, if it is this contact's for this notice; a draft of another contact is as good as none. */
export function ownDraft(draft: FormDraftRecord | null, { noticeId, contactId }: ControllerActor): FormDraftRecord | null {
  return draft?.noticeId === noticeId && draft.contactId === contactId ? draft : null;
}
