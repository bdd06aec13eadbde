import { termsPresets } from '../../../src/domain/terms/presets';
import type { Terms } from '../../../src/domain/terms/terms';
import { type TermsRuleName, termsInWords } from '../../../src/domain/terms/termsInWords';
import * as clauses from '../../support/clauses';

const { videonor } = termsPresets;

function said(terms: Terms, name: TermsRuleName, language: 'nb' | 'en' = 'en'): string {
  const rule = termsInWords(terms).find((each) => each.name === name);
  return (rule?.sentences ?? []).map((sentence) => sentence[language]).join(' ');
}

const { traitsOf: _traits, ...everyClause } = clauses;

test.each(Object.entries<Terms>(everyClause))(
  '%s is said in whole sentences, in both languages, with nothing left open',
  (_name, terms) => {
    for (const { label, sentences } of termsInWords(terms)) {
      expect(sentences.length).toBeGreaterThan(0);
      for (const text of [label, ...sentences].flatMap(({ nb, en }) => [nb, en])) {
        expect(text).toMatch(/\S/);
        expect(text).not.toMatch(/undefined|null|NaN|\[object/);
      }
      for (const sentence of sentences) expect([sentence.nb.at(-1), sentence.en.at(-1)]).toEqual(['.', '.']);
    }
  },
);

test('the words follow from the values alone: a copy of a preset reads as the preset does', () => {
  expect(termsInWords(structuredClone(videonor))).toEqual(termsInWords(videonor));
});

test('four weeks from receipt, two to object', () => {
  expect(said(videonor, 'notice')).toBe(
    '4 weeks from receipt. The first day is not counted. The change may take effect the day after the last day of the period.',
  );
  expect(said(videonor, 'objection', 'nb')).toBe(
    'Den behandlingsansvarlige kan motsette seg innen 2 uker fra mottak, til kl. 24.00 den siste dagen. ' +
      'Er den siste dagen en lørdag, søndag eller helligdag, flyttes den til neste virkedag. ' +
      'Endringen trer tidligst i kraft dagen etter denne fristen. Innsigelsen trenger ingen bestemt grunn.',
  );
});

test('no window is open until effect, objective grounds are asked for, and a third country needs a yes', () => {
  const terms = termsPresets['dfo-2020-general'];
  expect(said(terms, 'objection')).toBe(
    'The controller can object until the change takes effect for the agreement. The objection must have objective grounds.',
  );
  expect(said(terms, 'transfer')).toContain('needs the controller’s written approval, and a transfer basis.');
  expect(said(terms, 'transfer')).not.toContain('art. 49');
});

test('specific authorisation: silence is never a yes, and there is no fixed period', () => {
  const terms = termsPresets['dfo-2020-specific'];
  expect(said(terms, 'authorisation')).toContain('Silence is never a yes.');
  expect(said(terms, 'notice', 'nb')).toBe('Varsles på forhånd, uten en bestemt frist. Tidligst i kraft dagen etter mottak.');
});

test('an override says when it counts and what it changes; none is not mentioned', () => {
  expect(said(videonor, 'overrides')).toBe('');
  const terms: Terms = {
    ...videonor,
    overrides: [
      {
        when: { changeType: ['add', 'replace'], dataCategories: ['customer data'] },
        notice: { period: { length: 6, unit: 'months' }, from: ['publication', 'receipt'], clearDays: false },
        objection: { window: null, grounds: 'objective', rollsForward: false, mustCloseBeforeEffect: false, from: 'receipt' },
      },
    ],
  };
  expect(said(terms, 'overrides')).toBe(
    'Change: new subprocessor or replacement. Data: customer data. Then: notice period 6 months; notice period from publication, or else receipt; ' +
      'in effect no earlier than on the last day; objection window open until effect; objection window from receipt; ' +
      'last day moves to a working day: no; window must close before effect: no; objective grounds needed: yes.',
  );
});

test('chained clocks and an emergency are said with their lengths', () => {
  const terms: Terms = {
    ...videonor,
    emergency: { period: { length: 2, unit: 'days' } },
    afterObjection: {
      answer: { length: 30, unit: 'days' },
      terminate: { length: 10, unit: 'businessDays' },
      terminationEffect: { length: 1, unit: 'months' },
      silence: 'accepts',
    },
  };
  expect(said(terms, 'emergency')).toBe('With a recorded reason the notice period is 2 days.');
  expect(said({ ...terms, emergency: { period: null } }, 'emergency')).toBe('With a recorded reason there is no notice period.');
  const atOnce = {
    ...terms,
    afterObjection: terms.afterObjection && { ...terms.afterObjection, terminationEffect: { length: 0, unit: 'days' as const } },
  };
  expect(said(atOnce, 'afterObjection')).toContain('with effect on the same day');
  expect(said(terms, 'afterObjection')).toContain(
    'The processor answers within 30 days. The controller may then terminate within 10 business days, with effect 1 month later. Silence then counts as a yes.',
  );
});
