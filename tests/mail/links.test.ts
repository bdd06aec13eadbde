import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { createLinkSigner } from '../../src/mail/links';
import { deriveCode, matchesCode } from '../../src/mail/oneTimeCode';

const newest = { kid: 'k2', secret: randomBytes(32) };
const older = { kid: 'k1', secret: randomBytes(32) };
const now = new Date('2026-06-02T10:00:00Z');
const link = {
  noticeId: '66a1b2c3d4e5f60718293a4b',
  contactId: '66a1b2c3d4e5f60718293a4c',
  purpose: 'notice' as const,
  expiresAt: new Date('2027-06-02T10:00:00Z'),
};
const signer = createLinkSigner([newest, older]);
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const id = fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => Buffer.from(bytes).toString('hex'));
const anyLink = fc.record({
  noticeId: id,
  contactId: id,
  purpose: fc.constant('notice' as const),
  expiresAt: fc.date({ min: new Date('2026-06-03T00:00:00Z'), max: new Date('2105-01-01T00:00:00Z'), noInvalidDate: true }),
});

describe('a signed link', () => {
  test('any link: verifies as what was signed, its expiry to the second', () => {
    fc.assert(
      fc.property(anyLink, (signed) => {
        const expiresAt = new Date(Math.floor(signed.expiresAt.getTime() / 1000) * 1000);
        expect(signer.verify(signer.sign(signed), now)).toEqual({
          ok: true,
          noticeId: signed.noticeId,
          contactId: signed.contactId,
          issuedKid: 'k2',
          expiresAt,
          issuedAt: null,
        });
      }),
    );
  });

  test('the instant of issue, where it is given, comes back', () => {
    expect(signer.verify(signer.sign({ ...link, issuedAt: now }), now)).toMatchObject({ ok: true, issuedAt: now });
  });

  test('any one character altered: refused', () => {
    const token = signer.sign(link);
    for (let at = 0; at < token.length; at += 1) {
      for (const character of alphabet) {
        if (character === token[at]) continue;
        expect(signer.verify(token.slice(0, at) + character + token.slice(at + 1), now).ok).toBe(false);
      }
    }
  });

  test('any other spelling of the same bytes: malformed', () => {
    // Twelve more letters in the kid, so that the last character has spare bits.
    for (const kid of ['a', 'ab', 'abc']) {
      const other = createLinkSigner([{ ...newest, kid }]);
      const token = other.sign(link);
      const spellings = [
        `${token}=`,
        `${token}==`,
        ` ${token}`,
        `${token}\n`,
        `${token}.`,
        token.replaceAll('-', '+').replaceAll('_', '/'),
        `${token}A`,
      ];
      const lastSpellings = [...alphabet].map((character) => token.slice(0, -1) + character);
      for (const spelling of [...spellings, ...lastSpellings]) {
        if (spelling !== token) expect(other.verify(spelling, now).ok).toBe(false);
      }
    }
  });

  test.each(['', 'x', '.', 'AQ', '%00', '../../etc', 'A'.repeat(100_000), 'æøå'])('no token at all (%#): malformed', (token) => {
    expect(signer.verify(token, now)).toEqual({ ok: false, reason: 'malformed' });
  });

  test('anything at all: an answer, never an exception', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
        ),
        (token) => signer.verify(token, now).ok === false,
      ),
    );
  });

  test('signed with a key that has become the older: verifies, and says which key', () => {
    const token = createLinkSigner([older]).sign(link);
    expect(signer.verify(token, now)).toMatchObject({ ok: true, issuedKid: 'k1' });
  });

  test('signed with a key that is gone: forged', () => {
    const token = createLinkSigner([{ kid: 'k0', secret: randomBytes(32) }]).sign(link);
    expect(signer.verify(token, now)).toEqual({ ok: false, reason: 'forged' });
  });

  test('signed with another secret under a known name: forged', () => {
    const token = createLinkSigner([{ kid: 'k1', secret: randomBytes(32) }]).sign(link);
    expect(signer.verify(token, now)).toEqual({ ok: false, reason: 'forged' });
  });

  test('its expiry: good a millisecond before, expired at the instant itself', () => {
    const token = signer.sign(link);
    expect(signer.verify(token, new Date(link.expiresAt.getTime() - 1)).ok).toBe(true);
    expect(signer.verify(token, link.expiresAt)).toEqual({ ok: false, reason: 'expired' });
  });

  test.each([
    ['no key', []],
    ['two keys of one name', [newest, newest]],
    ['a short secret', [{ kid: 'k', secret: randomBytes(31) }]],
    ['a name with a blank', [{ kid: 'k 1', secret: randomBytes(32) }]],
  ])('%s: refused at the start', (_situation, keys) => {
    expect(() => createLinkSigner(keys)).toThrow(RangeError);
  });

  test('an id that is none: refused', () => {
    expect(() => signer.sign({ ...link, noticeId: 'abc' })).toThrow(RangeError);
  });
});

describe('a one-time code', () => {
  test('any id: six digits, matched by themselves, spaced as people type them', () => {
    fc.assert(
      fc.property(fc.string(), (codeId) => {
        const code = deriveCode([newest, older], codeId);
        expect(code).toMatch(/^\d{6}$/);
        expect(matchesCode([newest, older], codeId, ` ${code.slice(0, 3)}\u00a0${code.slice(3)} `)).toBe(true);
      }),
    );
  });

  test('made with a key that has become the older: still matches', () => {
    expect(matchesCode([newest, older], 'id', deriveCode([older], 'id'))).toBe(true);
  });

  test('of another id, of a key that is gone, or not six digits: no match', () => {
    const code = deriveCode([newest], 'id');
    expect(matchesCode([newest], 'other', code)).toBe(false);
    expect(matchesCode([older], 'id', code)).toBe(false);
    for (const typed of ['', '12345', `${code}0`, `+${code.slice(1)}`, 'abcdef', '\0\0\0\0\0\0'])
      expect(matchesCode([newest], 'id', typed)).toBe(false);
  });
});
