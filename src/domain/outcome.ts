/** The same text in the two languages that every page and mail has. */
export interface BothLanguages {
  nb: string;
  en: string;
}

/** One thing wrong with what came in. `pointer` is a JSON pointer (RFC 6901) into it, '' for the whole. */
export interface FieldProblem {
  pointer: string;
  code: string;
  detail: BothLanguages;
}

/**
 * Why something was not done. `code` is stable and maps to an HTTP status and a page text in one table (src/web/refusals.ts).
 * `extra` holds members for the problem document, such as `earliestEffectiveOn`.
 */
export interface Refusal {
  code: string;
  detail?: BothLanguages;
  errors?: FieldProblem[];
  extra?: Record<string, unknown>;
}

/** What an act answers: its value, or a typed refusal. Exceptions are for bugs. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

export function done<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function refuse(code: string, more: Omit<Refusal, 'code'> = {}): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { code, ...more } };
}
