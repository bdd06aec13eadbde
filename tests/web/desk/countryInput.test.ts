import { countryInputText, countryOfInput, countrySuggestions } from '../../../src/web/desk/changes/countryInput';

describe('countryOfInput', () => {
  test.each([
    ['NO', 'NO'],
    ['no', 'NO'],
    [' Norge ', 'NO'],
    ['norway', 'NO'],
    ['Norge (NO)', 'NO'],
    ['USA', 'US'],
    ['Åland', 'AX'],
  ])('%p is %s', (typed, code) => expect(countryOfInput(typed)).toBe(code));

  test.each(['Atlantis', 'EU', 'XX', '', '(NO) and more', 'Somewhere (XX)'])('%p is given back to be refused', (typed) =>
    expect(countryOfInput(typed)).toBe(typed),
  );

  test('every suggestion is understood, in both languages', () => {
    for (const locale of ['nb', 'en'] as const) {
      const suggestions = countrySuggestions(locale);
      expect(suggestions).toHaveLength(249);
      for (const suggestion of suggestions) expect(countryInputText(countryOfInput(suggestion), locale)).toBe(suggestion);
    }
  });
});
