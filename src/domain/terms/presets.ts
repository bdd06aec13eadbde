import type { Terms } from './terms';

/** The named values of terms that an import or an API call may give instead of writing the terms out. */
export type PresetName = 'videonor' | 'dfo-2020-general' | 'dfo-2020-specific';

const videonor: Terms = {
  authorisation: 'general',
  notice: { period: { length: 4, unit: 'weeks' }, from: 'receipt', clearDays: true },
  objection: {
    window: { length: 2, unit: 'weeks' },
    from: 'receipt',
    rollsForward: true,
    mustCloseBeforeEffect: true,
    grounds: 'none',
  },
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
};

const dfo2020General: Terms = {
  ...videonor,
  notice: { ...videonor.notice, period: { length: 1, unit: 'months' } },
  // B.1 says only "as soon as possible", so there is no day on which the right to object would end before the change takes effect.
  objection: { ...videonor.objection, window: null, grounds: 'objective' },
  onObjection: 'negotiate',
  thirdCountry: 'writtenApproval',
  // Clause 10.3 lists these and leaves out article 49.
  transferBases: ['adequacy', 'scc-46-2-c', 'scc-46-2-d', 'bcr'],
  newLocation: 'writtenApproval',
  removal: 'asAnyChange',
  intraGroupInEea: 'informOnly',
};

const dfo2020Specific: Terms = {
  ...dfo2020General,
  authorisation: 'specific',
  notice: { ...dfo2020General.notice, period: null },
};

/** Every preset as terms (DESIGN.md, "Terms"). Whoever stores one stores a copy: a preset that changes never moves an agreement. */
export const termsPresets: Record<PresetName, Terms> = {
  videonor,
  'dfo-2020-general': dfo2020General,
  'dfo-2020-specific': dfo2020Specific,
};

export function isPresetName(text: string): text is PresetName {
  return Object.hasOwn(termsPresets, text);
}

const clauses: Record<PresetName, string> = { videonor: '5.4', 'dfo-2020-general': 'B.1', 'dfo-2020-specific': 'B.1' };

/** The clause of the agreement behind a preset, as the agreement numbers it. */
export function presetClause(preset: PresetName): string {
  return clauses[preset];
}
