import { z } from 'zod';
import type { PageRequest } from '../../../data/page';
import { done, type Outcome, refuse } from '../../../domain/outcome';

const usualLimit = 50;

/** What a list was asked for, with the usual number of items where none was named. */
export function pageAsked({ limit, cursor }: { limit?: number; cursor?: string }): PageRequest {
  return { limit: limit ?? usualLimit, cursor };
}

/** A yes or no in an address. */
export const yesOrNo = z.enum(['true', 'false', '1', '0']);

export function isYes(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : text === 'true' || text === '1';
}

/** The outcome of an act with its record turned into its view. */
export function viewed<Record, View>(outcome: Outcome<Record>, view: (record: Record) => View): Outcome<View> {
  return outcome.ok ? done(view(outcome.value)) : outcome;
}

/** The view of a record that was looked up, or `not-found`. */
export function found<Record, View>(record: Record | null, view: (record: Record) => View): Outcome<View> {
  return record ? done(view(record)) : refuse('not-found');
}
