import { isDeepStrictEqual } from 'node:util';

/** The names of the members of `after` that differ from `before`, deeply. */
export function fieldsChanged<T extends object>(before: T, after: T): (keyof T & string)[] {
  return (Object.keys(after) as (keyof T & string)[]).filter((name) => !isDeepStrictEqual(before[name], after[name]));
}
