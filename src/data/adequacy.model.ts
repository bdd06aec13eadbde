import type { CalendarDate } from '../domain/calendar/calendarDate';
import type { AdequacyContent, AdequacyDecision } from '../domain/transfer/adequacy';
import type { AdequacyVersion } from '../domain/transfer/adequacyList';
import { newId } from './id';

/** One thing that was said of a decision, and by whom; null: the list began with it. Whoever the ids mean is in the audit trail, where names can be erased. */
interface SaidVersion extends AdequacyVersion {
  saidBy: string | null;
  /** A second person, where one was needed. */
  confirmedBy: string | null;
}

/** What one person said and another has to confirm, since it can open gates. The name is for whoever confirms it: empty once it was given up. */
interface WaitingContent {
  content: AdequacyContent;
  by: { personId: string; name: string };
  at: Date;
}

/** One decision of the list; a `ListedDecision` with who said what. Days in the processor's zone. */
export interface AdequacyRecord {
  id: string;
  country: string;
  versions: SaidVersion[];
  waiting: WaitingContent | null;
  discardedOn: CalendarDate | null;
  /** Rises with every act on this decision. */
  version: number;
}

/** The whole list, written as one document: days that would meet are seen by whoever writes second. */
export interface AdequacyListRecord {
  decisions: AdequacyRecord[];
  version: number;
}

/** The list as a new installation has it. */
export function initialList(decisions: readonly AdequacyDecision[]): Pick<AdequacyListRecord, 'decisions'> {
  return {
    decisions: decisions.map(({ country, ...content }) => ({
      id: newId(),
      country,
      versions: [{ ...content, countsFrom: null, saidBy: null, confirmedBy: null }],
      waiting: null,
      discardedOn: null,
      version: 1,
    })),
  };
}
