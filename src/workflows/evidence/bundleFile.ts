/** One file of a bundle. What is long comes in pieces, as the zip takes them. */
export interface BundleFile {
  /** Inside the bundle, with `/`. */
  path: string;
  content: string | Uint8Array | AsyncIterable<string>;
}

/** A record as people and programs can read it: instants as RFC 3339 in UTC, one member a line. */
export function jsonFile(path: string, value: unknown): BundleFile {
  return { path, content: `${JSON.stringify(value, null, 2)}\n` };
}

/** As much of a name as every file system takes, at the end of a path of our own. */
export function safeFileName(name: string): string {
  const safe = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '_')
    .replace(/^[._]+/, '');
  const dot = safe.lastIndexOf('.');
  const ending = dot > 0 ? safe.slice(dot) : '';
  return `${begin(safe.slice(0, dot > 0 ? dot : undefined), 80)}${begin(ending, 12)}`;
}

/** Whole letters only: half of one is written differently in the zip and in its manifest, which then fits no file. */
function begin(text: string, most: number): string {
  return [...text].slice(0, most).join('');
}
