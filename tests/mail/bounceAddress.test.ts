import { bounceAddressOf, readBounceAddress } from '../../src/mail/bounceAddress';
import type { SigningKey } from '../../src/mail/links';

const domain = 'retur.processor.example';
const sendingId = '0123456789abcdef01234567';
const key = (kid: string): SigningKey => ({ kid, secret: Buffer.alloc(32, kid) });
const [older, newer, stranger] = [key('2025'), key('2026'), key('elsewhere')];
const address = bounceAddressOf(sendingId, domain, [newer, older]);

describe('a bounce address', () => {
  test('of one sending: one plain address within 64 octets before the @, and the sending is read from it', () => {
    expect(address).toMatch(/^bounce\+0123456789abcdef01234567\.[0-9a-f]{16}@retur\.processor\.example$/);
    expect(address.indexOf('@')).toBeLessThanOrEqual(64);
    expect(readBounceAddress(address, domain, [newer, older])).toBe(sendingId);
  });

  test('written in capitals by a server on the way: read all the same', () => {
    expect(readBounceAddress(address.toUpperCase(), domain, [newer, older])).toBe(sendingId);
  });

  test('signed with an older key that is still there: read; rotated out: not', () => {
    const old = bounceAddressOf(sendingId, domain, [older]);
    expect(readBounceAddress(old, domain, [newer, older])).toBe(sendingId);
    expect(readBounceAddress(old, domain, [newer])).toBeNull();
  });

  test.each([
    ['of another sending with this signature', address.replace('0123456789', '9876543210')],
    ['with another signature', address.replace(/\.[0-9a-f]{16}@/, '.0000000000000000@')],
    ['signed with a key of somebody else', bounceAddressOf(sendingId, domain, [stranger])],
    ['cut short', address.replace(/[0-9a-f]@/, '@')],
    ['without a signature', `bounce+${sendingId}@${domain}`],
    ['at another domain', address.replace(domain, 'retur.other.example')],
    ['at a subdomain', address.replace(domain, `sub.${domain}`)],
    ['with a second @', `${address}@${domain}`],
    ['with a line break behind it', `${address}\r\nRCPT TO:<x@y.example>`],
    ['behind something else', `x${address}`],
    ['very long', `${'x'.repeat(100_000)}${address}`],
    ['empty', ''],
  ])('%s: nothing is read', (_situation, forged) => {
    expect(readBounceAddress(forged, domain, [newer, older])).toBeNull();
  });

  test('no key, or an id that is none: refused', () => {
    expect(() => bounceAddressOf(sendingId, domain, [])).toThrow(RangeError);
    expect(() => bounceAddressOf(`${sendingId}@x`, domain, [newer])).toThrow(RangeError);
  });
});
