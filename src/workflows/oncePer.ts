/**
 * Computes once for each distinct key and remembers it. A change touches thousands of agreements on a handful of terms, and counting days in
 * zones costs milliseconds. Make a new one for each run: nothing is ever forgotten.
 */
export function oncePer<Key, Value>(keyOf: (key: Key) => string, compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<string, { value: Value }>();
  return (key) => {
    const name = keyOf(key);
    const found = known.get(name);
    if (found) return found.value;
    const value = compute(key);
    known.set(name, { value });
    return value;
  };
}
