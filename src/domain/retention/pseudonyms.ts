/** Stands where somebody's own words were. */
export const erasedText = '[…]';

/** Gives everybody who comes up in one agreement a name that means nothing and stays the same. */
export interface Pseudonyms {
  /** Of whoever typed or bears this name. */
  ofName(name: string): string;
  /** Of whoever reads this address: an address that no mail can reach (RFC 2606, `.invalid`). */
  ofAddress(address: string): string;
}

/**
 * Pseudonyms for one agreement, numbered in the order in which people come up. `known` says which name belongs to which address, so that a contact is one person
 * by either. Nothing is kept of who was who: once this value is gone nobody can tell.
 * Example: `Rådgiver` and `post@kommune.example`, known as one, become `Person 1` and `person-1@erased.invalid`.
 */
export function createPseudonyms(known: readonly { name: string | null; address: string }[]): Pseudonyms {
  const numbers = new Map<string, number>();
  const sameAs = new Map<string, string>();
  for (const { name, address } of known) {
    if (name && !sameAs.has(nameKey(name))) sameAs.set(nameKey(name), addressKey(address));
  }
  function numberOf(key: string): number {
    const person = sameAs.get(key) ?? key;
    const number = numbers.get(person) ?? numbers.size + 1;
    numbers.set(person, number);
    return number;
  }
  return {
    ofName: (name) => `Person ${numberOf(nameKey(name))}`,
    ofAddress: (address) => `person-${numberOf(addressKey(address))}@erased.invalid`,
  };
}

function nameKey(name: string): string {
  return `name ${name.trim().toLowerCase()}`;
}

function addressKey(address: string): string {
  return `address ${address.trim().toLowerCase()}`;
}
