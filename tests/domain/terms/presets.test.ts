import { checkTerms } from '../../../src/domain/terms/checkTerms';
import { isPresetName, type PresetName, presetClause, termsPresets } from '../../../src/domain/terms/presets';

test('the Videonor preset is the values of the design, field by field', () => {
  expect(termsPresets.videonor).toEqual({
    authorisation: 'general',
    notice: { period: { length: 4, unit: 'weeks' }, from: 'receipt', clearDays: true },
    objection: { window: { length: 2, unit: 'weeks' }, from: 'receipt', rollsForward: true, mustCloseBeforeEffect: true, grounds: 'none' },
    onObjection: 'mayTerminate',
    thirdCountry: 'transferBasis',
    transferBases: ['adequacy', 'scc-46-2-c', 'scc-46-2-d', 'bcr', 'derogation'],
    newLocation: 'asAnyChange',
    removal: 'announce',
    intraGroupInEea: 'asAnyChange',
    receiptEvidence: 'accepted',
    overrides: [],
    emergency: null,
    afterObjection: null,
    timeZone: 'Europe/Oslo',
    calendar: 'NO',
  });
});

test('the 2020 template differs from it as the design says, and its third box in two fields more', () => {
  const { videonor, 'dfo-2020-general': general, 'dfo-2020-specific': specific } = termsPresets;
  expect(general).toEqual({
    ...videonor,
    notice: { ...videonor.notice, period: { length: 1, unit: 'months' } },
    objection: { ...videonor.objection, window: null, grounds: 'objective' },
    onObjection: 'negotiate',
    thirdCountry: 'writtenApproval',
    transferBases: ['adequacy', 'scc-46-2-c', 'scc-46-2-d', 'bcr'],
    newLocation: 'writtenApproval',
    removal: 'asAnyChange',
    intraGroupInEea: 'informOnly',
  });
  expect(specific).toEqual({ ...general, authorisation: 'specific', notice: { ...general.notice, period: null } });
});

test.each(Object.entries(termsPresets))('the preset %s passes the check of terms from outside', (_name, terms) => {
  expect(checkTerms(JSON.parse(JSON.stringify(terms)))).toEqual([]);
});

test.each<[PresetName, string]>([
  ['videonor', '5.4'],
  ['dfo-2020-general', 'B.1'],
  ['dfo-2020-specific', 'B.1'],
])('presetClause: %s is clause %s', (name, clause) => {
  expect(isPresetName(name)).toBe(true);
  expect(presetClause(name)).toBe(clause);
});

test.each(['', 'Videonor', 'toString', '__proto__', 'dfo-2020'])('isPresetName: %j is none', (name) => {
  expect(isPresetName(name)).toBe(false);
});
