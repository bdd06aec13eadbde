import type { z } from 'zod';
import { type BothLanguages, done, type FieldProblem, type Outcome, refuse } from '../domain/outcome';
import { type Limits, problemText } from './problemTexts';

type Issue = z.core.$ZodIssue;

/** What a check of ours says with its issue; the rest is found by code. */
interface OwnParams {
  detail?: BothLanguages;
  limits?: Limits;
}

/** A JSON pointer (RFC 6901) to `path`; '' for the whole. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

const typeNames: Record<string, string> = {
  object: 'object',
  array: 'array',
  string: 'string',
  number: 'number',
  int: 'whole number',
  boolean: 'boolean',
};

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined),
    input,
  );
}

function problem(path: readonly PropertyKey[], code: string, limits: Limits = {}): FieldProblem {
  return { pointer: jsonPointer(path), code, detail: problemText(code, limits) };
}

/** Of the branches of a union, the one that the value was meant for: one that does not fail on the value's own type, and knows its fields if any does. */
function meantBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const failsAtOnce = (issues: readonly Issue[], failure: Issue['code']) =>
    issues.some(({ code, path }) => code === failure && path.length === 0);
  const possible = branches.filter((issues) => !failsAtOnce(issues, 'invalid_type'));
  return possible.find((issues) => !failsAtOnce(issues, 'unrecognized_keys')) ?? possible[0];
}

function tooBig(issue: z.core.$ZodIssueTooBig, path: readonly PropertyKey[]): FieldProblem {
  const codes: Record<string, string> = { string: 'too-long', array: 'too-many', set: 'too-many' };
  return problem(path, codes[issue.origin] ?? 'out-of-range', { maximum: Number(issue.maximum) });
}

function tooSmall(issue: z.core.$ZodIssueTooSmall, path: readonly PropertyKey[]): FieldProblem {
  const minimum = Number(issue.minimum);
  const codes: Record<string, string> = { string: minimum === 1 ? 'required' : 'too-short', array: minimum === 1 ? 'required' : 'too-few' };
  return problem(path, codes[issue.origin] ?? 'out-of-range', { minimum });
}

function problemsOfIssue(issue: Issue, input: unknown, above: readonly PropertyKey[]): FieldProblem[] {
  const path = [...above, ...issue.path];
  switch (issue.code) {
    case 'invalid_type': {
      const value = valueAt(input, path);
      if (value === undefined || value === null) return [problem(path, 'required')];
      return [problem(path, 'wrong-type', { values: [typeNames[issue.expected] ?? issue.expected] })];
    }
    case 'unrecognized_keys':
      return issue.keys.map((key) => problem([...path, key], 'unknown-field'));
    case 'invalid_value':
      if (valueAt(input, path) === undefined) return [problem(path, 'required')];
      return [problem(path, 'not-one-of', { values: issue.values.map(String) })];
    case 'too_big':
      return [tooBig(issue, path)];
    case 'too_small':
      return [tooSmall(issue, path)];
    case 'invalid_union': {
      const meant = meantBranch(issue.errors);
      if (meant) return meant.flatMap((each) => problemsOfIssue(each, input, path));
      return [problem(path, valueAt(input, path) === undefined ? 'required' : 'wrong-type', { values: expectedTypes(issue.errors) })];
    }
    case 'custom': {
      const { detail, limits } = (issue.params ?? {}) as OwnParams;
      return [{ pointer: jsonPointer(path), code: issue.message, detail: detail ?? problemText(issue.message, limits) }];
    }
    default:
      return [problem(path, 'invalid')];
  }
}

function expectedTypes(branches: readonly (readonly Issue[])[]): string[] {
  return [
    ...new Set(branches.flat().flatMap((issue) => (issue.code === 'invalid_type' ? [typeNames[issue.expected] ?? issue.expected] : []))),
  ];
}

/** Everything that is wrong with `input`, field by field: pointers into it, stable codes, and a text in both languages. */
export function problemsOf(error: z.ZodError, input: unknown): FieldProblem[] {
  const problems = error.issues.flatMap((issue) => problemsOfIssue(issue as Issue, input, []));
  const seen = new Set<string>();
  return problems.filter(({ pointer, code }) => {
    const key = `${pointer} ${code}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * Reads what came from outside (an API body, a form, a row of a spreadsheet) by its schema: the value it stands for, or the refusal `invalid` with
 * every problem at once.
 */
export function readInput<T>(schema: z.ZodType<T>, input: unknown): Outcome<T> {
  const result = schema.safeParse(input);
  return result.success ? done(result.data) : refuse('invalid', { errors: problemsOf(result.error, input) });
}
