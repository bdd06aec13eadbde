import type { Role } from '../actor';
import type { CalendarDate } from '../calendar/calendarDate';
import type { ChangeStatus } from './changeLife';

/**
 * Where a document stands that is attached now. `inNotice`: the notices will name it, and whoever releases the change sees it before; `beside`: it is read
 * on the notice's page, and is no part of what was released. null: nothing is attached to a withdrawn change.
 */
export function placeOfDocument(status: ChangeStatus): 'inNotice' | 'beside' | null {
  if (status === 'withdrawn') return null;
  return status === 'draft' || status === 'inReview' ? 'inNotice' : 'beside';
}

/**
 * How a document goes away. `remove`: nobody has relied on the draft; `withdraw`: it was told, so that it stays in the list with a mark. null: what is
 * being reviewed, or was released, is not changed under the reviewer's hands.
 */
export function removalOfDocument(status: ChangeStatus): 'remove' | 'withdraw' | null {
  if (status === 'draft') return 'remove';
  return status === 'published' || status === 'completed' ? 'withdraw' : null;
}

/**
 * Whether somebody with this role attaches documents to a change in this state, and takes them away: until the release whoever drafts, since a second person looks
 * at all of it; after it the DPO alone, since nobody else looks at what is put before the controllers then.
 */
export function mayHandleDocuments(role: Role, status: ChangeStatus): boolean {
  return role === 'dpo' || (role === 'publisher' && placeOfDocument(status) === 'inNotice');
}

/** Whether the controller may read a document now; `until`: the last day. */
export type DocumentStanding =
  | { state: 'open' | 'onRequest' | 'asked' | 'withdrawn' }
  | { state: 'given'; until: CalendarDate }
  | { state: 'expired'; until: CalendarDate };

/** What of a request for documents says whether they may be read. */
export interface RequestFacts {
  open: boolean;
  documents: readonly { documentId: string }[];
  decision: { readableUntil: string | null } | null;
}

/**
 * How a document of a change stands for one agreement. An open one is read by the link; another one when it was given on request, until the last day that was
 * stated, that day included. `today` is a day in the zone of the agreement's terms.
 */
export function documentStanding(
  document: { documentId: string; access: 'open' | 'onRequest'; isWithdrawn: boolean },
  requests: readonly RequestFacts[],
  today: CalendarDate,
): DocumentStanding {
  if (document.isWithdrawn) return { state: 'withdrawn' };
  if (document.access === 'open') return { state: 'open' };
  const about = requests.filter(({ documents }) => documents.some(({ documentId }) => documentId === document.documentId));
  const days = about.flatMap(({ decision }) => decision?.readableUntil ?? []).sort();
  const until = days.at(-1) as CalendarDate | undefined;
  if (until && today <= until) return { state: 'given', until };
  if (about.some(({ open }) => open)) return { state: 'asked' };
  return until ? { state: 'expired', until } : { state: 'onRequest' };
}
