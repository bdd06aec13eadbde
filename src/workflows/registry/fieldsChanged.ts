/** The names of the members of `after` that differ from `before`, deeply. */
export function fieldsChanged<T extends object>(before: T, after: T): (keyof T & string)[] {
  return (Object.keys(after) as (keyof T & string)[]).filter((name) => !isSameValue(before[name], after[name]));
}

/** Whether two plain values say the same: the order of members and members that are undefined make no difference, as in the record. */
export function isSameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (one instanceof Date || other instanceof Date) return Number(one) === Number(other);
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [oneMembers, otherMembers] = [one as Record<string, unknown>, other as Record<string, unknown>];
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => isSameValue(oneMembers[name], otherMembers[name]));
}
