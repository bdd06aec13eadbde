import { z } from 'zod';
import {
  asGiven,
  calendarDay,
  countryCode,
  email,
  id,
  instant,
  isEmailAddress,
  localText,
  longText,
  organisationNumber,
  pageQuery,
  services,
  shortText,
} from '../../src/schemas/primitives';
import { jsonPointer, readInput } from '../../src/schemas/readInput';

function codesOf(schema: z.ZodType, input: unknown): string[] {
  const outcome = readInput(schema, input);
  return outcome.ok ? [] : (outcome.refusal.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
}

function readBy(schema: z.ZodType, input: unknown): unknown {
  const outcome = readInput(schema, input);
  return outcome.ok ? outcome.value : outcome.refusal;
}

describe('primitives, what they refuse', () => {
  const cases: [string, z.ZodType, unknown, string][] = [
    ['a day that does not exist', calendarDay, '2026-02-30', ' invalid-date'],
    ['a day written otherwise', calendarDay, '30.06.2026', ' invalid-date'],
    ['a day with a time', calendarDay, '2026-06-30T00:00:00Z', ' invalid-date'],
    ['a day that is a number', calendarDay, 20260630, ' wrong-type'],
    ['an instant without a zone', instant, '2026-06-01T06:00:00', ' invalid-instant'],
    ['an instant on a day that does not exist', instant, '2026-02-30T06:00:00Z', ' invalid-instant'],
    ['an instant at 25 hours', instant, '2026-02-20T25:00:00Z', ' invalid-instant'],
    ['an instant that is a day', instant, '2026-02-20', ' invalid-instant'],
    ['a country there is none of', countryCode, 'XX', ' unknown-country'],
    ['a country in small letters', countryCode, 'no', ' unknown-country'],
    ['a country by its name', countryCode, 'Norge', ' unknown-country'],
    ['an id of another shape', id, '../../etc', ' invalid-id'],
    ['an operator for an id', id, { $ne: null }, ' wrong-type'],
    ['a blank name', shortText(), '   ', ' required'],
    ['a name of 201 characters', shortText(), 'a'.repeat(201), ' too-long'],
    ['a name with CRLF', shortText(), 'Ola\r\nBcc: alle@kommune.example', ' control-character'],
    ['a name with a trailing line break', shortText(), 'Ola\n', ' control-character'],
    ['a name that turns the writing round', shortText(), 'a\u202eb', ' control-character'],
    ['half a surrogate pair', shortText(), 'a\ud800', ' control-character'],
    ['two hundred thousand characters', longText(), 'x'.repeat(200_000), ' too-long'],
    ['a text with NUL', longText(), 'a\u0000b', ' control-character'],
    ['an address with CRLF', email, 'a@kommune.example\r\nBcc: b@kommune.example', ' control-character'],
    ['an address without a domain', email, 'a@', ' invalid-email'],
    ['an address with a name', email, 'Ola <a@kommune.example>', ' invalid-email'],
    ['two addresses', email, 'a@kommune.example,b@kommune.example', ' invalid-email'],
    ['an address at a number', email, 'a@127.0.0.1', ' invalid-email'],
    ['an address with a space', email, 'a b@kommune.example', ' invalid-email'],
    ['an address of 255 characters', email, `${'a'.repeat(60)}@${'b'.repeat(186)}.example`, ' too-long'],
    ['an organisation number with markup', organisationNumber, '<b>', ' invalid-organisation-number'],
    ['an organisation number of 51 characters', organisationNumber, '1'.repeat(51), ' too-long'],
    ['no services', services, [], ' required'],
    ['a service with capitals', services, ['Video'], '/0 invalid-service'],
    ['a service twice', services, ['video', 'video'], '/1 repeated'],
    ['a text in no language', localText(), {}, ' required'],
    ['a text in a language there is none of', localText(), { nb: 'Hei', de: 'Hallo' }, '/de unknown-field'],
    ['a blank text in one language', localText(), { nb: ' ' }, '/nb required'],
    ['a text that is a number', localText(), 4, ' wrong-type'],
    ['a page of none', z.strictObject(pageQuery), { limit: '0' }, '/limit out-of-range'],
    ['a page of 201', z.strictObject(pageQuery), { limit: '201' }, '/limit out-of-range'],
    ['a made-up cursor', z.strictObject(pageQuery), { cursor: 'abc' }, '/cursor invalid-cursor'],
  ];
  test.each(cases)('%s', (_name, schema, input, expected) => {
    expect(codesOf(schema, input)).toEqual([expected]);
  });
});

describe('primitives, what they read', () => {
  const cases: [string, z.ZodType, unknown, unknown][] = [
    ['a leap day', calendarDay, '2028-02-29', '2028-02-29'],
    ['an instant with an offset', instant, '2026-06-01T08:00:00+02:00', new Date('2026-06-01T06:00:00Z')],
    ['an instant with fractions', instant, '2026-06-01T06:00:00.123456Z', new Date('2026-06-01T06:00:00.123Z')],
    ['an international domain', email, 'post@blåbær.example', 'post@blåbær.example'],
    ['international letters before the @', email, 'bjørn@kommune.example', 'bjørn@kommune.example'],
    ['a number written with spaces', organisationNumber, ' 987 654 321 ', '987654321'],
    ['a foreign number', organisationNumber, 'HRB 12345 B', 'HRB 12345 B'],
    ['markup in a name, which is text', shortText(), '<b>Ola</b>', '<b>Ola</b>'],
    ['a text with line breaks', longText(), 'en\r\nto', 'en\r\nto'],
    ['a line break of a word processor', longText(), 'en\u2028to', 'en\nto'],
    ['a string for every language', localText(), 'Hei', { any: 'Hei' }],
    ['a text per language', localText(), { nb: 'Hei', en: 'Hello' }, { nb: 'Hei', en: 'Hello' }],
  ];
  test.each(cases)('%s', (_name, schema, input, expected) => {
    expect(readBy(schema, input)).toEqual(expected);
  });

  test('a local text is answered back as it was given', () => {
    expect(asGiven({ any: 'Hei' })).toBe('Hei');
    expect(asGiven({ nb: 'Hei', en: 'Hello' })).toEqual({ nb: 'Hei', en: 'Hello' });
  });

  test('an address is judged without looking it up', () => {
    expect(isEmailAddress('a.b+c@x-y.example')).toBe(true);
    expect(isEmailAddress('.a@kommune.example')).toBe(false);
    expect(isEmailAddress('a@kommune')).toBe(false);
    expect(isEmailAddress('a@-kommune.example')).toBe(false);
  });
});

describe('readInput', () => {
  test('says what is wrong by the branch of a union that knows the fields, or by the first', () => {
    const branches = z.union([z.strictObject({ items: z.array(id) }), z.strictObject({ confirm: z.literal(true), ids: z.array(id) })]);
    expect(codesOf(branches, { confirm: true })).toEqual(['/ids required']);
    expect(codesOf(branches, { other: 1 })).toEqual(['/items required', '/other unknown-field']);
  });

  const schema = z.strictObject({
    name: shortText(),
    kind: z.enum(['a', 'b']),
    tags: z.array(z.strictObject({ n: z.number().int().max(3) })).max(1),
  });

  test('all problems come at once, each with its pointer and a text in both languages', () => {
    const outcome = readInput(schema, { kind: 'c', tags: [{ n: 4, 'x/y~z': 1 }], __proto__x: 1 });
    if (outcome.ok) throw new Error('was read');
    expect(outcome.refusal.code).toBe('invalid');
    expect((outcome.refusal.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`).sort()).toEqual([
      '/__proto__x unknown-field',
      '/kind not-one-of',
      '/name required',
      '/tags/0/n out-of-range',
      '/tags/0/x~1y~0z unknown-field',
    ]);
    for (const { detail } of outcome.refusal.errors ?? []) {
      expect(detail.nb).not.toBe('');
      expect(detail.en).not.toBe('');
      expect(detail.nb).not.toBe(detail.en);
    }
  });

  test('what is no object at all is told at the root', () => {
    expect(codesOf(schema, [])).toEqual([' wrong-type']);
    expect(codesOf(schema, undefined)).toEqual([' required']);
    expect(codesOf(schema, { name: 'x', kind: 'a', tags: [{ n: 1 }, { n: 2 }] })).toEqual(['/tags too-many']);
  });

  test('a pointer escapes as RFC 6901 says', () => {
    expect(jsonPointer([])).toBe('');
    expect(jsonPointer(['a/b', 0, 'm~n'])).toBe('/a~1b/0/m~0n');
  });
});
