import { refusalNeedsGrounds } from '../../../src/domain/approval/refusalGrounds';
import { termsPresets } from '../../../src/domain/terms/presets';
import type { ApprovalKind } from '../../../src/domain/terms/terms';

const specific = termsPresets['dfo-2020-specific'];

test.each<[string, typeof specific, ApprovalKind[], boolean]>([
  ['specific authorisation where the terms ask for objective grounds', specific, ['specific'], true],
  ['the same together with a transfer', specific, ['third-country', 'specific'], true],
  ['a transfer alone', specific, ['third-country'], false],
  ['a new location alone', specific, ['location'], false],
  [
    'specific authorisation where no grounds are asked for',
    { ...specific, objection: termsPresets.videonor.objection },
    ['specific'],
    false,
  ],
])('grounds for a no, %s', (_name, terms, kinds, needed) => {
  expect(refusalNeedsGrounds(terms, kinds)).toBe(needed);
});
