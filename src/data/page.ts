/** One page of a list: `next` is the cursor of the following page, null on the last. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

/** Cuts a page out of `limit + 1` rows that are sorted by `_id`. */
export function pageOf<T extends { _id: string }>(rows: T[], limit: number): Page<T> {
  if (rows.length <= limit) return { items: rows, next: null };
  const items = rows.slice(0, limit);
  return { items, next: items[items.length - 1]?._id ?? null };
}

export interface PageRequest {
  limit: number;
  cursor?: string | undefined;
}
