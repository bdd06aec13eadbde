import { isRecord } from './checks';

/** What an agreement has when it says nothing of it: no exceptions, and Norwegian time and holidays. No rule of notice or objection is ever assumed. */
const usual = { overrides: [], emergency: null, afterObjection: null, timeZone: 'Europe/Oslo', calendar: 'NO' };

/** Terms from outside with what may be left out of them filled in; anything but an object is returned as it is, for `checkTerms` to refuse. */
export function withUsual(terms: unknown): unknown {
  return isRecord(terms) ? { ...structuredClone(usual), ...terms } : terms;
}
