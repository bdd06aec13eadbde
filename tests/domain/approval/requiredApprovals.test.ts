import { requiredApprovals } from '../../../src/domain/approval/requiredApprovals';
import { termsPresets } from '../../../src/domain/terms/presets';
import type { ChangeTraits, Terms } from '../../../src/domain/terms/terms';
import { traitsOf } from '../../support/clauses';

const videonor = termsPresets.videonor;
const general = termsPresets['dfo-2020-general'];
const specific = termsPresets['dfo-2020-specific'];
const specificButAnnounced: Terms = { ...specific, removal: 'announce' };

test.each<[string, Terms, Partial<ChangeTraits>, string[]]>([
  ['general authorisation, in Norway', videonor, {}, []],
  ['general authorisation without approval of transfers, in the United States', videonor, { countries: ['US'] }, []],
  ['the template, in Norway', general, {}, []],
  ['the template, add in the United States', general, { countries: ['NO', 'US'] }, ['third-country']],
  ['the template, replace by one in the United States', general, { changeType: 'replace', countries: ['US'] }, ['third-country']],
  ['the template, modify of one in the United States', general, { changeType: 'modify', countries: ['US'] }, ['third-country']],
  ['the template, removal of one in the United States', general, { changeType: 'remove', countries: ['US'] }, []],
  ['the template, group company in the United States', general, { intraGroup: true, countries: ['US'] }, ['third-country']],
  [
    'the template, modify with a new place in the EEA',
    general,
    { changeType: 'modify', newLocation: true, countries: ['SE'] },
    ['location'],
  ],
  ['the template, modify without a new place', general, { changeType: 'modify', countries: ['SE'] }, []],
  ['the template, add with a new place', general, { changeType: 'add', newLocation: true, countries: ['SE'] }, []],
  [
    'the template, new place of a group company in the EEA',
    general,
    { changeType: 'modify', newLocation: true, intraGroup: true, countries: ['SE'] },
    [],
  ],
  [
    'the template, new place of a group company partly outside the EEA',
    general,
    { changeType: 'modify', newLocation: true, intraGroup: true, countries: ['SE', 'US'] },
    ['third-country', 'location'],
  ],
  [
    'the template, new place of a group company whose places nobody knows',
    general,
    { changeType: 'modify', newLocation: true, intraGroup: true, countries: [] },
    ['location'],
  ],
  ['Videonor terms, modify with a new place', videonor, { changeType: 'modify', newLocation: true }, []],
  ['specific authorisation, in Norway', specific, {}, ['specific']],
  [
    'specific authorisation, everything at once',
    specific,
    { changeType: 'modify', newLocation: true, countries: ['US'] },
    ['specific', 'third-country', 'location'],
  ],
  [
    'specific authorisation, group company in the EEA: inform only drops the period only',
    specific,
    { intraGroup: true, countries: ['SE'] },
    ['specific'],
  ],
  ['specific authorisation, removal as any change', specific, { changeType: 'remove' }, ['specific']],
  ['specific authorisation, removal only announced', specificButAnnounced, { changeType: 'remove' }, []],
  ['specific authorisation, an emergency lifts no approval', specific, { emergency: true }, ['specific']],
])('requiredApprovals, %s', (_situation, terms, traits, approvals) => {
  expect(requiredApprovals(terms, traitsOf(traits))).toEqual(approvals);
});
