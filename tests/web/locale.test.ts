import { localeFromHeader, pageLocaleOf } from '../../src/web/locale';

describe('pageLocaleOf', () => {
  test.each([
    ['nb', 'nb'],
    ['nb-NO', 'nb'],
    ['no', 'nb'],
    ['nn-NO', 'nb'],
    ['EN-gb', 'en'],
  ])('%s is read in %s', (tag, locale) => expect(pageLocaleOf(tag)).toBe(locale));

  test.each(['de', '', '*', 'constructor', '__proto__', undefined, ['nb'], 7])('%p is neither language', (tag) =>
    expect(pageLocaleOf(tag)).toBeUndefined(),
  );
});

describe('localeFromHeader', () => {
  test.each([
    ['en-GB,en;q=0.9,nb;q=0.8', 'en'],
    ['de-DE,de;q=0.9,nb;q=0.3,en;q=0.2', 'nb'],
    ['en;q=0.1, nn', 'nb'],
    ['en;q=0, nb;q=0.1', 'nb'],
  ])('%s asks for %s', (header, locale) => expect(localeFromHeader(header)).toBe(locale));

  test.each(['de', '', ';;;,,,q=', undefined])('%p asks for neither', (header) => expect(localeFromHeader(header)).toBeUndefined());
});
