import fc from 'fast-check';
import { canonicalJson, sha256Hex } from '../../src/mail/canonical';

describe('canonical JSON', () => {
  test('any JSON value: reads back as itself', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('members in another order: the same text', () => {
    expect(canonicalJson({ b: 1, a: [{ d: null, c: 'æ' }] })).toBe('{"a":[{"c":"æ","d":null}],"b":1}');
    expect(canonicalJson({ a: [{ c: 'æ', d: null }], b: 1 })).toBe(canonicalJson({ b: 1, a: [{ d: null, c: 'æ' }] }));
  });

  test('a date: RFC 3339; a member that is undefined: left out', () => {
    expect(canonicalJson({ at: new Date('2026-06-02T10:00:00Z'), gone: undefined })).toBe('{"at":"2026-06-02T10:00:00.000Z"}');
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, undefined, 1n, Symbol('s'), () => 1, [undefined]])('no JSON (%#): refused', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  test('SHA-256 of the empty text: as FIPS 180-4 has it', () => {
    expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});
