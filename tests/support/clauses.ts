import { termsPresets } from '../../src/domain/terms/presets';
import type { ChangeTraits, Terms } from '../../src/domain/terms/terms';

/** Real clauses as terms, each by its agreement (the list of clauses the terms must be able to say). What a clause is silent on is as in the Videonor preset. */
const base = termsPresets.videonor;

/** The seed, clause 5.4. */
export const videonorClause: Terms = termsPresets.videonor;

/** The 2020 standard template, B.1 second box, 9.4, 10, C.4. */
export const standardTemplate2020: Terms = termsPresets['dfo-2020-general'];

/** The same, third box. */
export const standardTemplate2020Specific: Terms = termsPresets['dfo-2020-specific'];

/** EU standard contractual clauses 2021/915, 7.7 option 2; the parties filled in 30 days. The objection comes inside that period, and the change is dropped. */
export const euStandardClauses: Terms = {
  ...base,
  notice: { ...base.notice, period: { length: 30, unit: 'days' } },
  objection: { ...base.objection, window: { length: 30, unit: 'days' }, rollsForward: false },
  onObjection: 'notEngaged',
};

/** 30 days before use, 14 days after notification to object, under Norwegian law. */
export const smartout: Terms = {
  ...base,
  notice: { ...base.notice, period: { length: 30, unit: 'days' } },
  objection: { ...base.objection, window: { length: 14, unit: 'days' } },
};

/** 30 days; objections inside them; without a solution the controller ends the agreement from the day of the change. */
export const danishStyle: Terms = {
  ...base,
  notice: { ...base.notice, period: { length: 30, unit: 'days' } },
  objection: { ...base.objection, window: null },
  onObjection: 'negotiate',
  afterObjection: {
    answer: { length: 14, unit: 'days' },
    terminate: { length: 14, unit: 'days' },
    terminationEffect: { length: 0, unit: 'days' },
    silence: 'accepts',
  },
};

/** 30 days from the publication on the list, whenever the mail comes; objections until they end. */
export const gitHub: Terms = {
  ...base,
  notice: { ...base.notice, period: { length: 30, unit: 'days' }, from: 'publication' },
  objection: {
    ...base.objection,
    window: { length: 30, unit: 'days' },
    from: 'publication',
    rollsForward: false,
  },
};

/** 10 days before enabling, 10 days from the date of the notice; reasonable grounds. */
export const tailscale: Terms = {
  ...base,
  notice: { ...base.notice, period: { length: 10, unit: 'days' }, from: 'sending' },
  objection: { ...base.objection, window: { length: 10, unit: 'days' }, from: 'sending', rollsForward: false, grounds: 'objective' },
};

/** Before authorising; 10 business days after receipt to object; then 30 days for an offer, and termination. */
export const thirtySevenSignals: Terms = {
  ...base,
  notice: { ...base.notice, period: null },
  objection: { ...base.objection, window: { length: 10, unit: 'businessDays' } },
  afterObjection: {
    answer: { length: 30, unit: 'days' },
    terminate: { length: 30, unit: 'days' },
    terminationEffect: { length: 0, unit: 'days' },
    silence: 'accepts',
  },
};

/** 6 months for customer data, 30 days for other personal data. */
export const microsoft: Terms = {
  ...base,
  notice: { ...base.notice, period: { length: 30, unit: 'days' } },
  objection: { ...base.objection, window: null },
  overrides: [{ when: { dataCategories: ['customer data'] }, notice: { period: { length: 6, unit: 'months' } } }],
};

/** Before processing starts; two weeks to object. */
export const openProject: Terms = {
  ...base,
  notice: { ...base.notice, period: null },
  objection: { ...base.objection, window: { length: 2, unit: 'weeks' } },
};

/** 30 days, shorter where security or availability needs it. */
export const aglyn: Terms = {
  ...base,
  notice: { ...base.notice, period: { length: 30, unit: 'days' } },
  objection: { ...base.objection, window: null },
  emergency: { period: { length: 3, unit: 'days' } },
};

/** A new Norwegian subprocessor without anything special about it; pass what differs. */
export function traitsOf(different: Partial<ChangeTraits> = {}): ChangeTraits {
  return {
    changeType: 'add',
    dataCategories: ['contact details'],
    intraGroup: false,
    countries: ['NO'],
    newLocation: false,
    emergency: false,
    ...different,
  };
}
