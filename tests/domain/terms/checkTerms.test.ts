import { checkTerms } from '../../../src/domain/terms/checkTerms';
import { termsPresets } from '../../../src/domain/terms/presets';
import * as clauses from '../../support/clauses';

const { traitsOf: _traitsOf, ...everyClause } = clauses;

/** The Videonor terms as JSON with one place changed; undefined takes the member away. */
function changed(path: string, value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(termsPresets.videonor));
  const names = path.split('/').slice(1);
  const last = names.pop() ?? '';
  const parent = names.reduce((node, name) => node[name], copy);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

test.each(Object.entries(everyClause))('checkTerms: the clause %s is accepted', (_name, terms) => {
  expect(checkTerms(JSON.parse(JSON.stringify(terms)))).toEqual([]);
});

test.each<[string, unknown]>([
  ['/notice/from', ['publication', 'sending', 'receipt']],
  ['/notice/period', { length: 24, unit: 'months' }],
  ['/transferBases', []],
  ['/timeZone', 'America/Santiago'],
  ['/timeZone', 'UTC'],
  ['/emergency', { period: null }],
  ['/overrides', [{ when: { changeType: ['replace'] }, objection: { grounds: 'objective' } }]],
])('checkTerms: %s may be %j', (path, value) => {
  expect(checkTerms(changed(path, value))).toEqual([]);
});

test.each<[path: string, value: unknown, pointer: string, code: string]>([
  ['/authorisation', undefined, '/authorisation', 'required'],
  ['/authorisation', 'silent', '/authorisation', 'not-one-of'],
  ['/authorization', 'general', '/authorization', 'unknown-field'],
  ['/a~b', 1, '/a~0b', 'unknown-field'],
  ['/notice', null, '/notice', 'not-an-object'],
  ['/notice', [], '/notice', 'not-an-object'],
  ['/notice/period', undefined, '/notice/period', 'required'],
  ['/notice/period', 28, '/notice/period', 'not-an-object'],
  ['/notice/period/length', 0, '/notice/period/length', 'out-of-range'],
  ['/notice/period/length', -4, '/notice/period/length', 'out-of-range'],
  ['/notice/period/length', 1.5, '/notice/period/length', 'out-of-range'],
  ['/notice/period/length', '4', '/notice/period/length', 'out-of-range'],
  ['/notice/period/length', 105, '/notice/period/length', 'out-of-range'],
  ['/notice/period/unit', 'fortnights', '/notice/period/unit', 'not-one-of'],
  ['/notice/period/hours', 1, '/notice/period/hours', 'unknown-field'],
  ['/notice/from', 'delivery', '/notice/from', 'not-one-of'],
  ['/notice/from', [], '/notice/from', 'not-a-list'],
  ['/notice/from', ['receipt', 'receipt'], '/notice/from/1', 'repeated'],
  ['/notice/from', ['receipt', 'telepathy'], '/notice/from/1', 'not-one-of'],
  ['/notice/clearDays', 'yes', '/notice/clearDays', 'not-a-boolean'],
  ['/objection/window', { length: 1, unit: 'years' }, '/objection/window/unit', 'not-one-of'],
  ['/objection/rollsForward', null, '/objection/rollsForward', 'not-a-boolean'],
  ['/objection/mustCloseBeforeEffect', undefined, '/objection/mustCloseBeforeEffect', 'required'],
  ['/objection/grounds', true, '/objection/grounds', 'not-one-of'],
  ['/transferBases', ['privacy-shield'], '/transferBases/0', 'not-one-of'],
  ['/transferBases', ['bcr', 'bcr'], '/transferBases/1', 'repeated'],
  ['/transferBases', 'bcr', '/transferBases', 'not-a-list'],
  ['/timeZone', 'Europe/Olso', '/timeZone', 'unknown-zone'],
  ['/timeZone', 'europe/oslo', '/timeZone', 'unknown-zone'],
  ['/timeZone', '+01:00', '/timeZone', 'unknown-zone'],
  ['/timeZone', 1, '/timeZone', 'unknown-zone'],
  ['/calendar', 'SE', '/calendar', 'not-one-of'],
  ['/overrides', [{ when: {}, notice: { clearDays: false } }], '/overrides/0/when', 'empty'],
  ['/overrides', [{ when: { changeType: ['add'] } }], '/overrides/0', 'empty'],
  ['/overrides', [{ when: { changeType: ['add'] }, notice: {} }], '/overrides/0/notice', 'empty'],
  ['/overrides', [{ when: { changeType: [] }, notice: { clearDays: true } }], '/overrides/0/when/changeType', 'not-a-list'],
  ['/overrides', [{ when: { dataCategories: [' '] }, notice: { clearDays: true } }], '/overrides/0/when/dataCategories/0', 'not-a-text'],
  ['/overrides', [{ when: { changeType: ['add'] }, notice: { window: null } }], '/overrides/0/notice/window', 'unknown-field'],
  ['/overrides', {}, '/overrides', 'not-a-list'],
  ['/emergency', {}, '/emergency/period', 'required'],
  ['/emergency', { period: { length: 5, unit: 'weeks' } }, '/emergency/period', 'not-shorter'],
  ['/afterObjection', { answer: { length: 30, unit: 'days' } }, '/afterObjection/terminate', 'required'],
])('checkTerms: %s as %j is a problem at %s, %s', (path, value, pointer, code) => {
  const problems = checkTerms(changed(path, value));
  expect(problems).toContainEqual({ pointer, code, detail: { nb: expect.stringMatching(/\S/), en: expect.stringMatching(/\S/) } });
});

test.each([undefined, null, 'videonor', 4, [], true])('checkTerms: %j as a whole is no object', (terms) => {
  expect(checkTerms(terms)).toEqual([expect.objectContaining({ pointer: '', code: 'not-an-object' })]);
});

test('checkTerms reports every problem at once', () => {
  const problems = checkTerms({});
  expect(problems.map((problem) => problem.pointer).sort()).toEqual(
    Object.keys(termsPresets.videonor)
      .map((name) => `/${name}`)
      .sort(),
  );
});
