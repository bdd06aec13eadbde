import fc from 'fast-check';
import { isMailAddress, needsSmtpUtf8, readMailAddress, sameAddressKey, wireAddress } from '../../src/mail/addresses';
import { cleanLine, cleanLines } from '../../src/mail/cleanText';

describe('a mail address', () => {
  test.each([
    'a@b.example',
    'post.mottak+dba@eksempel-kommune.example',
    "o'brien@x.example",
    'blå@bær.example',
    `${'a'.repeat(64)}@x.example`,
  ])('%s: is one', (text) => expect(isMailAddress(text)).toBe(true));

  test.each([
    '',
    'a',
    '@b.example',
    'a@',
    'a@b@c.example',
    'a b@c.example',
    'a@c.example, b@c.example',
    '<a@c.example>',
    'a@c.example\r\nBcc: b@c.example',
    'a@c.example\0',
    '"a b"@c.example',
    'a@[127.0.0.1]',
    'a@-c.example',
    'a@c..example',
    '.a@c.example',
    'a..b@c.example',
    `${'a'.repeat(65)}@x.example`,
    `a@${'b'.repeat(64)}.example`,
    `a@${'b.'.repeat(130)}example`,
    'a@127.0.0.1',
    'a@127.1',
    'a@xn--a',
    'a@b.example%0d%0aBcc',
    'a@c.example\u2028Bcc: b@c.example',
    'a\u202e@c.example',
    'a@c.example>\nRCPT TO:<b@c.example',
    '\u212aari@c.example',
  ])('%j: is none', (text) => expect(isMailAddress(text)).toBe(false));

  test('with a name, quoted or not: both are read', () => {
    expect(readMailAddress('Prosessor AS <varsel@prosessor.example>')).toEqual({
      name: 'Prosessor AS',
      address: 'varsel@prosessor.example',
    });
    expect(readMailAddress('"Prosessor, AS" <varsel@prosessor.example>')).toEqual({
      name: 'Prosessor, AS',
      address: 'varsel@prosessor.example',
    });
    expect(readMailAddress(' varsel@prosessor.example ')).toEqual({ name: '', address: 'varsel@prosessor.example' });
    expect(() => readMailAddress('Prosessor AS')).toThrow(RangeError);
  });

  test.each([
    ['postmottak@blåbær.example', 'postmottak@xn--blbr-roah.example', false],
    ['blåbær@rømmegrøt.example', 'blåbær@xn--rmmegrt-q1af.example', true],
    ['Contact@Controller.example', 'Contact@Controller.example', false],
    ['nobody', 'nobody', false],
  ])('%s: goes over the wire as %s, beyond ASCII before the @: %p', (address, wire, utf8) => {
    expect(wireAddress(address)).toBe(wire);
    expect(needsSmtpUtf8(address)).toBe(utf8);
  });

  test('two spellings of one address: the same key; another address: another key', () => {
    expect(sameAddressKey(' Kari@BLÅBÆR.example ')).toBe(sameAddressKey('kari@xn--blbr-roah.example'));
    for (const other of ['kari+x@a.example', 'kåri@a.example', 'kari@a.example.no', '\u212aari@a.example']) {
      expect(sameAddressKey(other)).not.toBe(sameAddressKey('kari@a.example'));
    }
  });

  test('any text: an address that is accepted holds nothing that could end a line or begin another recipient, on the wire neither', () => {
    const piece = fc.oneof(
      fc.constantFrom('a', 'ø', '@', '.', '\r\n', '\n', '<', '>', ',', ';', ' ', '\u2028', '\u0000', 'b.example'),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        if (!isMailAddress(text)) return;
        expect(wireAddress(text)).not.toMatch(/[\s<>,;:"()\\[\]\p{Cc}\u2028\u2029]/u);
        expect(wireAddress(text).split('@')).toHaveLength(2);
        expect(wireAddress(text).split('@')[1]).toMatch(/^[\x21-\x7e]+$/);
      }),
    );
  });
});

describe('cleaning what people type', () => {
  test('any text: one line without control characters, however it is cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 50 }), (text, longest) => {
        const line = cleanLine(text, longest);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the point
        expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
        expect([...line].length).toBeLessThanOrEqual(longest);
        expect(cleanLine(line, longest)).toBe(line);
      }),
    );
  });

  test('letters, accents and emoji stay as they are', () => {
    expect(cleanLine('Ærlig Øl & Sønn 👩‍💻 café')).toBe('Ærlig Øl & Sønn 👩‍💻 café');
  });

  test('the direction of writing turned round: the marks go', () => {
    expect(cleanLine('invoice\u202egpj.exe')).toBe('invoice gpj.exe');
  });

  test('several lines: blank ones at most one at a time, none at the ends', () => {
    expect(cleanLines('\n\n one\r\n\r\n\r\ntwo\u0007\nthree\n\n')).toEqual(['one', '', 'two', 'three']);
  });
});
