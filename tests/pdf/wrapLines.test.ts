import { wrapLines } from '../../src/pdf/wrapLines';

const measure = (text: string) => text.length;

describe('wrapping a text into lines', () => {
  test.each([
    ['', 10, ['']],
    ['kort', 10, ['kort']],
    ['en to tre', 6, ['en to', 'tre']],
    ['to linjer\n\nog en blank imellom', 12, ['to linjer', '', 'og en blank', 'imellom']],
    ['personvern@leverandor.example', 12, ['personvern@', 'leverandor.', 'example']],
    ['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['æ\u0301æ\u0301æ\u0301', 4, ['æ\u0301æ\u0301', 'æ\u0301']],
    ['slutt på linjen    neste', 16, ['slutt på linjen', 'neste']],
  ])('%j at width %i', (text, width, lines) => {
    expect(wrapLines(text, width, measure)).toEqual(lines);
  });

  test('no line is wider than asked for, and no letter is lost', () => {
    const text =
      'Underdatabehandleren https://example.example/svært-lang/adresse?x=1 behandler 1234567890123456789012345678901234567890 opplysninger';
    const lines = wrapLines(text, 13, measure);
    expect(lines.filter((line) => line.length > 13)).toEqual([]);
    expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
  });
});
