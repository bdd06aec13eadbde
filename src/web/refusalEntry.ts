import type { BothLanguages } from '../domain/outcome';

/** What the table of refusals says of one code. */
export interface RefusalEntry {
  status: number;
  title: BothLanguages;
  /** What to do, where the refusal itself does not say. */
  detail: BothLanguages;
}
