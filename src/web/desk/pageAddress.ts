/** An address of the desk with its query; what is undefined or empty is left out. */
export function pageAddress(path: string, query: Record<string, string | undefined | null>): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) given.set(name, value);
  return given.size > 0 ? `${path}?${given}` : path;
}

/** The parameter of an address such as `/desk/agreements/:id`. */
export function pathId(parameters: Record<string, string | string[] | undefined>): string {
  const { id } = parameters;
  return typeof id === 'string' ? id : '';
}

/** The word of what has just been done that `?done=` asks for; null for anything that is none of `texts`. */
export function doneNotice(done: unknown, texts: Record<string, string>): string | null {
  return typeof done === 'string' && Object.hasOwn(texts, done) ? (texts[done] ?? null) : null;
}
