import { z } from 'zod';

/** A form as the browser sends it: names and texts. What they mean is read by each form, and checked by the schema of the API's call. */
export const formBody = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
export type FormBody = z.output<typeof formBody>;

/** One field, trimmed; '' where it is missing. Browsers send CRLF for every line break (HTML, "normalize newlines"): a text that nobody touched stays the same. */
export function textOf(body: FormBody, name: string): string {
  const value = body[name];
  return unixLines(Array.isArray(value) ? (value[0] ?? '') : (value ?? '')).trim();
}

export function unixLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** Every value of a group of boxes. */
export function listOf(body: FormBody, name: string): string[] {
  const value = body[name] ?? [];
  return Array.isArray(value) ? value : [value];
}

/** Words separated by spaces, commas or lines. */
export function wordsOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter((word) => word !== '');
}

/** The version that the page was made from; undefined where the form does not say. */
export function versionOf(body: FormBody): number | undefined {
  const version = Number(textOf(body, 'version'));
  return Number.isInteger(version) && version > 0 ? version : undefined;
}
