import { countryName, isCountryCode, isInEea, thirdCountriesOf } from '../../../src/domain/transfer/countries';

const capitals = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
const everyPair = capitals.flatMap((first) => capitals.map((second) => first + second));

describe('isCountryCode', () => {
  test('of all pairs of capitals 249 are codes, and each has a name in both languages', () => {
    const codes = everyPair.filter(isCountryCode);
    expect(codes).toHaveLength(249);
    for (const code of codes) {
      expect(countryName(code, 'nb')).not.toBe(code);
      expect(countryName(code, 'en')).not.toBe(code);
    }
  });

  test.each(['no', 'NOR', '', 'EU', 'UK', 'EL', 'XK', 'ZZ', 'N O', '578', '__proto__'])('%j is none', (code) => {
    expect(isCountryCode(code)).toBe(false);
  });
});

describe('isInEea', () => {
  test('27 member states, three EFTA states and seven territories under Union law are inside', () => {
    expect(everyPair.filter(isInEea)).toHaveLength(27 + 3 + 7);
  });

  test.each(['NO', 'IS', 'LI', 'SE', 'GR', 'HR', 'AX', 'RE', 'GF'])('%s is inside', (code) => {
    expect(isInEea(code)).toBe(true);
  });

  test.each(['GB', 'CH', 'US', 'SJ', 'GL', 'FO', 'NC', 'PF', 'AW', 'GI', 'JE', 'IM', 'AD', 'MC', 'SM', 'VA'])('%s is outside', (code) => {
    expect(isCountryCode(code)).toBe(true);
    expect(isInEea(code)).toBe(false);
  });
});

test('thirdCountriesOf names each outside country once, in order, and anything unknown too', () => {
  expect(thirdCountriesOf(['NO', 'US', 'IE', 'GB', 'US', 'XX'])).toEqual(['US', 'GB', 'XX']);
  expect(thirdCountriesOf([])).toEqual([]);
});

test('countryName is in the language asked for, and gives back what is no code', () => {
  expect(countryName('NO', 'nb')).toBe('Norge');
  expect(countryName('DE', 'nb')).toBe('Tyskland');
  expect(countryName('DE', 'en')).toBe('Germany');
  expect(countryName('XX', 'en')).toBe('XX');
});
