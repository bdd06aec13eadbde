/** A name as a slug: lower-case ASCII letters, digits and hyphens; æ, ø and å as ae, o and a. "Intility AS" → "intility-as". Empty for a name without letters. */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'o')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
}
