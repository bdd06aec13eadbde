/**
 * An objection that came by mail, letter or phone is entered by one of the staff. It shuts the gate at once, and waits until another person has confirmed that it says what
 * the document says (docs/adr/0013-objection-desk.md). This stands beside the objection's state and is none.
 */
export const entryStates = ['waiting', 'confirmed', 'struckOut'] as const;
export type EntryState = (typeof entryStates)[number];

/**
 * What the staff can do with an entry that waits. `correct` and `strikeOut` only propose: what may open a gate is decided by two, so another person has to `agree`.
 */
export const entryActs = ['confirm', 'correct', 'strikeOut', 'agree'] as const;
export type EntryAct = (typeof entryActs)[number];

/** What an entry's acts are called in the objection's history. */
export const entryEvents = ['confirmEntry', 'proposeCorrection', 'correctEntry', 'proposeStrikeOut', 'strikeOut'] as const;
export type EntryEvent = (typeof entryEvents)[number];

export const entryRefusalCodes = ['no-entry-waiting', 'own-entry', 'nothing-proposed', 'own-proposal'] as const;
export type EntryRefusalCode = (typeof entryRefusalCodes)[number];

export interface EntryFacts {
  /** Null where nothing was entered by the staff. */
  state: EntryState | null;
  enteredByPersonId: string | null;
  /** Who found it wrong, while that waits for another person. */
  proposedByPersonId: string | null;
  actorPersonId: string;
}

/**
 * Why this person cannot do this with the entry; undefined where it can. Whoever entered it cannot confirm it, whoever proposed a correction cannot agree to it. Whoever entered
 * it may agree that it was wrong: that is two persons who say so.
 */
export function entryRefusal(
  act: EntryAct,
  { state, enteredByPersonId, proposedByPersonId, actorPersonId }: EntryFacts,
): EntryRefusalCode | undefined {
  if (state !== 'waiting') return 'no-entry-waiting';
  if (act === 'confirm' && actorPersonId === enteredByPersonId) return 'own-entry';
  if (act !== 'agree') return undefined;
  if (!proposedByPersonId) return 'nothing-proposed';
  return proposedByPersonId === actorPersonId ? 'own-proposal' : undefined;
}
