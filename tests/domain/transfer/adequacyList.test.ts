import { type CalendarDate, calendarDate } from '../../../src/domain/calendar/calendarDate';
import { type AdequacyContent, adequacyOf } from '../../../src/domain/transfer/adequacy';
import {
  type AdequacyVersion,
  countedDecisions,
  daysMeet,
  decisionState,
  type ListedDecision,
  opensGates,
} from '../../../src/domain/transfer/adequacyList';

const day = (text: string | null): CalendarDate | null => (text ? calendarDate(text) : null);

function content(from: string, until: string | null = null, certifiedOnly = false): AdequacyContent {
  return { name: 'Decision', decision: '(EU) 2026/1', from: calendarDate(from), until: day(until), scope: null, certifiedOnly };
}

function said(countsFrom: string | null, ...rest: Parameters<typeof content>): AdequacyVersion {
  return { ...content(...rest), countsFrom: day(countsFrom) };
}

function listed(versions: AdequacyVersion[], discardedOn: string | null = null): ListedDecision {
  return { country: 'KE', versions, discardedOn: day(discardedOn) };
}

describe('countedDecisions', () => {
  const withdrawn = listed([said(null, '2020-01-01'), said('2026-06-12', '2020-01-01', '2026-06-10')]);
  const later = listed([said('2026-03-01', '2026-01-26')]);
  const certified = listed([said(null, '2020-01-01'), said('2026-06-12', '2020-01-01', null, true)]);
  const prolonged = listed([said(null, '2020-01-01', '2026-05-31'), said('2026-06-12', '2020-01-01')]);
  const twiceInADay = listed([said(null, '2020-01-01'), said('2026-06-12', '2020-01-01', '2026-06-12'), said('2026-06-12', '2020-01-01')]);

  test.each<[string, ListedDecision, [string, boolean][]]>([
    ['from its first day on, unless nobody has confirmed it', listed([said(null, '2020-01-01')]), [['2019-12-31', false], ['2020-01-01', true]]], // biome-ignore format: a row a case
    ['waiting: on no day', listed([]), [['2026-06-01', false]]],
    ['ended on a day: that day is its last', listed([said(null, '2020-01-01', '2026-06-10')]), [['2026-06-10', true], ['2026-06-11', false]]], // biome-ignore format: a row a case
    [
      'said too late to have ended: what held until it was said stays',
      withdrawn,
      [
        ['2026-06-11', true],
        ['2026-06-12', false],
      ],
    ],
    [
      'entered later than adopted: from its confirmation',
      later,
      [
        ['2026-02-28', false],
        ['2026-03-01', true],
      ],
    ],
    ['prolonged after it had ended: the days between stay bare', prolonged, [['2026-05-31', true], ['2026-06-11', false], ['2026-06-12', true]]], // biome-ignore format: a row a case
    [
      'said twice in a day: the last word counts',
      twiceInADay,
      [
        ['2026-06-12', true],
        ['2026-06-13', true],
      ],
    ],
    ['given up before it began: on no day', listed([said('2026-06-01', '2026-07-01')], '2026-06-15'), [['2026-07-01', false]]],
  ])('%s', (_situation, decision, days) => {
    for (const [on, counts] of days) {
      expect([on, adequacyOf('KE', calendarDate(on), countedDecisions([decision])) !== undefined]).toEqual([on, counts]);
    }
  });

  test('a certification that is asked for later is not asked for earlier days', () => {
    const counted = countedDecisions([certified]);
    expect(adequacyOf('KE', calendarDate('2026-06-11'), counted)?.certifiedOnly).toBe(false);
    expect(adequacyOf('KE', calendarDate('2026-06-12'), counted)?.certifiedOnly).toBe(true);
  });
});

describe('opensGates', () => {
  const today = calendarDate('2026-06-01');
  const lasting = content('2020-01-01');
  test.each<[boolean, string, AdequacyContent | null, AdequacyContent]>([
    [true, 'a new one', null, lasting],
    [false, 'a new one that is over already', null, content('2020-01-01', '2026-05-31')],
    [false, 'the end of one', lasting, content('2020-01-01', '2026-06-30')],
    [true, 'a later last day', content('2020-01-01', '2026-06-30'), content('2020-01-01', '2026-07-01')],
    [true, 'no last day any more', content('2020-01-01', '2026-06-30'), lasting],
    [false, 'an earlier last day', content('2020-01-01', '2026-06-30'), content('2020-01-01', '2026-06-29')],
    [true, 'back after its end', content('2020-01-01', '2026-05-31'), lasting],
    [true, 'an earlier first day that lies ahead', content('2026-09-01'), content('2026-08-01')],
    [false, 'a later first day', content('2026-08-01'), content('2026-09-01')],
    [false, 'an earlier first day, both passed', content('2020-02-01'), lasting],
    [true, 'no certification any more', content('2020-01-01', null, true), lasting],
    [false, 'a certification from now on', lasting, content('2020-01-01', null, true)],
    [false, 'other words', lasting, { ...lasting, name: 'Another name' }],
  ])('%s: %s', (opens, _situation, before, after) => {
    expect(opensGates(before, after, today)).toBe(opens);
  });
});

test.each<[boolean, [string, string | null], [string, string | null]]>([
  [true, ['2020-01-01', null], ['2026-01-01', null]],
  [true, ['2020-01-01', '2026-01-01'], ['2026-01-01', null]],
  [false, ['2020-01-01', '2025-12-31'], ['2026-01-01', null]],
  [true, ['2020-01-01', null], ['2010-01-01', '2020-01-01']],
])('daysMeet: %s', (meet, one, other) => {
  expect([daysMeet(content(...one), content(...other)), daysMeet(content(...other), content(...one))]).toEqual([meet, meet]);
});

test.each([
  ['waiting', listed([])],
  ['coming', listed([said(null, '2026-07-01')])],
  ['inForce', listed([said(null, '2026-06-01', '2026-06-01')])],
  ['ended', listed([said(null, '2020-01-01', '2026-05-31')])],
  ['discarded', listed([said(null, '2026-07-01')], '2026-06-01')],
])('decisionState: %s', (state, decision) => {
  expect(decisionState(decision, calendarDate('2026-06-01'))).toBe(state);
});
