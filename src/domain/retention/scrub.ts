import { erasedText, type Pseudonyms } from './pseudonyms';

/** Members that hold a person's name, wherever they stand. */
const names = new Set(['name', 'personName', 'byName', 'by', 'toName', 'recordedBy']);
const addresses = new Set(['email']);
/** Members that hold what people typed or what another system said. */
const texts = new Set(['text', 'note', 'reason', 'title', 'grounds', 'detail', 'response', 'words', 'question', 'comment']);
const recordId = /^[0-9a-f]{24}$/;

/**
 * The value with every name and address in it replaced by its pseudonym, and every free text by a mark that it was one. Members are told by their names, as
 * deep as they lie; codes, days, instants, ids and hashes stay. What was empty stays empty.
 * Example: `{ name: 'Kari', at, text: 'Nei' }` gives `{ name: 'Person 1', at, text: '[…]' }`.
 */
export function scrub<Value>(value: Value, pseudonyms: Pseudonyms): Value {
  return scrubbed(value, '', pseudonyms) as Value;
}

function scrubbed(value: unknown, member: string, pseudonyms: Pseudonyms): unknown {
  if (typeof value === 'string') return scrubbedText(value, member, pseudonyms);
  if (Array.isArray(value)) return value.map((each) => scrubbed(each, member, pseudonyms));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, scrubbed(each, name, pseudonyms)]));
}

function scrubbedText(text: string, member: string, pseudonyms: Pseudonyms): string {
  if (text === '' || recordId.test(text)) return text;
  if (names.has(member)) return pseudonyms.ofName(text);
  if (addresses.has(member)) return pseudonyms.ofAddress(text);
  return texts.has(member) ? erasedText : text;
}
