import type { FieldProblem } from '../outcome';

/** Looks at one value and reports what is wrong with it; `pointer` says where it is. */
export type Check = (value: unknown, pointer: string, report: (problem: FieldProblem) => void) => void;

/** A member of an object: what it must be, and whether it may be left out. */
export interface Member {
  check: Check;
  optional?: true;
}

/** A member's name as part of a JSON pointer (RFC 6901). */
function token(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

const listed = (values: readonly string[]): string => values.join(', ');

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object with these members and no others. */
export function object(members: Record<string, Member>): Check {
  return (value, pointer, report) => {
    if (!isRecord(value)) {
      report({ pointer, code: 'not-an-object', detail: { nb: 'Må være et objekt.', en: 'Must be an object.' } });
      return;
    }
    const names = Object.keys(members);
    for (const name of Object.keys(value)) {
      if (Object.hasOwn(members, name)) continue;
      report({
        pointer: `${pointer}/${token(name)}`,
        code: 'unknown-field',
        detail: {
          nb: `Ukjent felt. Feltene her er ${listed(names)}.`,
          en: `Unknown field. The fields here are ${listed(names)}.`,
        },
      });
    }
    for (const [name, member] of Object.entries(members)) {
      const at = `${pointer}/${token(name)}`;
      if (Object.hasOwn(value, name) && value[name] !== undefined) member.check(value[name], at, report);
      else if (!member.optional)
        report({ pointer: at, code: 'required', detail: { nb: 'Mangler og må oppgis.', en: 'Is missing and must be given.' } });
    }
  };
}

/** One of these words. */
export function oneOf(words: readonly string[]): Check {
  return (value, pointer, report) => {
    if (typeof value === 'string' && words.includes(value)) return;
    report({
      pointer,
      code: 'not-one-of',
      detail: { nb: `Må være en av: ${listed(words)}.`, en: `Must be one of: ${listed(words)}.` },
    });
  };
}

export const trueOrFalse: Check = (value, pointer, report) => {
  if (typeof value === 'boolean') return;
  report({ pointer, code: 'not-a-boolean', detail: { nb: 'Må være true eller false.', en: 'Must be true or false.' } });
};

/** A whole number from `least` to `most`. */
export function wholeNumber(least: number, most: number, unit: string): Check {
  return (value, pointer, report) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return;
    report({
      pointer,
      code: 'out-of-range',
      detail: {
        nb: `Må være et helt tall fra ${least} til ${most} (${unit}).`,
        en: `Must be a whole number from ${least} to ${most} (${unit}).`,
      },
    });
  };
}

/** A text with at least one visible character and at most `most` characters. */
export function shortText(most: number): Check {
  return (value, pointer, report) => {
    if (typeof value === 'string' && value.trim() !== '' && value.length <= most) return;
    report({
      pointer,
      code: 'not-a-text',
      detail: { nb: `Må være en tekst på 1 til ${most} tegn.`, en: `Must be a text of 1 to ${most} characters.` },
    });
  };
}

/** A list of `least` to `most` values that each pass `check`, none of them twice. */
export function listOf(check: Check, least: number, most: number): Check {
  return (value, pointer, report) => {
    if (!Array.isArray(value) || value.length < least || value.length > most) {
      report({
        pointer,
        code: 'not-a-list',
        detail: { nb: `Må være en liste med ${least} til ${most} verdier.`, en: `Must be a list of ${least} to ${most} values.` },
      });
      return;
    }
    value.forEach((each, index) => {
      check(each, `${pointer}/${index}`, report);
      if (typeof each !== 'string' || value.indexOf(each) === index) return;
      report({
        pointer: `${pointer}/${index}`,
        code: 'repeated',
        detail: { nb: 'Står flere ganger i listen. Fjern gjentakelsen.', en: 'Is in the list more than once. Remove the repetition.' },
      });
    });
  };
}

export function orNull(check: Check): Check {
  return (value, pointer, report) => {
    if (value !== null) check(value, pointer, report);
  };
}
