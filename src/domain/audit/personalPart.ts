import type { Actor } from '../actor';

/** What of an event can name or describe a person. It is kept apart, so that it can be erased one day without breaking the chain. */
export interface PersonalPart {
  /** The actor's name and title, as known or typed. */
  actor?: Record<string, unknown>;
  /** Free text, and the words of other systems, which may repeat an address. */
  facts?: Record<string, unknown>;
}

/** An event's two parts as they are stored: what stays for ever, and what can be erased. */
export interface SplitEvent {
  actor: Record<string, unknown>;
  facts: Record<string, unknown>;
  personal: PersonalPart | null;
}

const personalOfActor = new Set(['name', 'title']);

/** Facts that people type or other systems say. Codes, days, ids, hashes and counts are none of them. */
const personalFacts = new Set([
  'address',
  'answer',
  'comment',
  'detail',
  'email',
  'grounds',
  'name',
  'note',
  'question',
  'reason',
  'response',
  'text',
  'title',
  'words',
]);

/**
 * Takes what is personal out of an event. Ids of people and contacts stay: whom they mean is said elsewhere, where it can be erased. The portal's own
 * name (a system actor) is nobody's.
 * Example: a person's `{ note: 'Spoke to Kari', revision: 1 }` gives `facts: { revision: 1 }`, `personal: { actor: { name }, facts: { note } }`.
 */
export function splitPersonal({ actor, facts }: { actor: Actor; facts: Record<string, unknown> }): SplitEvent {
  const ofActor = actor.kind === 'system' ? divide({ ...actor }, new Set()) : divide({ ...actor }, personalOfActor);
  const ofFacts = divide(facts, personalFacts);
  const personal = {
    ...(ofActor.taken ? { actor: ofActor.taken } : {}),
    ...(ofFacts.taken ? { facts: ofFacts.taken } : {}),
  };
  return { actor: ofActor.left, facts: ofFacts.left, personal: Object.keys(personal).length > 0 ? personal : null };
}

/** Puts an event together again for whoever reads it. Of an erased one, a person has an empty name and the texts are gone. */
export function joinPersonal({ actor, facts, personal }: SplitEvent): { actor: Actor; facts: Record<string, unknown> } {
  const nameless = actor.kind === 'person' ? { name: '' } : {};
  return {
    actor: { ...nameless, ...actor, ...personal?.actor } as unknown as Actor,
    facts: { ...facts, ...personal?.facts },
  };
}

function divide(whole: Record<string, unknown>, names: ReadonlySet<string>) {
  const left: Record<string, unknown> = {};
  const taken: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(whole)) {
    if (value === undefined) continue;
    // A member that says nothing is nobody's, and costs no salt.
    const isTaken = names.has(name) && value !== null && value !== '';
    (isTaken ? taken : left)[name] = value;
  }
  return { left, taken: Object.keys(taken).length > 0 ? taken : null };
}
