import fc from 'fast-check';
import { addDays, type CalendarDate, calendarDate, startOfDay } from '../../../src/domain/calendar/calendarDate';
import { holidayOn } from '../../../src/domain/calendar/holidays';
import { computeDeadlines, isWithinObjectionWindow } from '../../../src/domain/periods/computeDeadlines';
import { describeDate, describeInstant } from '../../../src/domain/periods/describe';
import { latestReceiptFor } from '../../../src/domain/periods/latestReceiptFor';
import { checkTerms } from '../../../src/domain/terms/checkTerms';
import { termsPresets } from '../../../src/domain/terms/presets';
import type { ChangeTraits, Period, Start, Terms, TermsOverride } from '../../../src/domain/terms/terms';
import { termsFor } from '../../../src/domain/terms/termsFor';
import { traitsOf } from '../../support/clauses';
import { naiveEnd, naiveIsWorkingDay, naiveLocalDate, naivePlusDays, naiveRolled } from './naive';

// Among them zones whose clocks change at midnight, so that some days have no 00:00 and others have 25 hours before it.
const zone = fc.constantFrom(
  ...[
    'Europe/Oslo',
    'America/Santiago',
    'Asia/Beirut',
    'Africa/Cairo',
    'America/Havana',
    'Atlantic/Azores',
    'America/Nuuk',
    'America/New_York',
  ],
  ...['Australia/Lord_Howe', 'Pacific/Auckland', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kathmandu', 'UTC'],
);
const period: fc.Arbitrary<Period> = fc.oneof(
  fc.record({ length: fc.integer({ min: 1, max: 120 }), unit: fc.constant('days' as const) }),
  fc.record({ length: fc.integer({ min: 1, max: 16 }), unit: fc.constant('weeks' as const) }),
  fc.record({ length: fc.integer({ min: 1, max: 12 }), unit: fc.constant('months' as const) }),
  fc.record({ length: fc.integer({ min: 1, max: 60 }), unit: fc.constant('businessDays' as const) }),
);
const start = fc.constantFrom<Start>('receipt', 'sending', 'publication');
const from = fc.oneof(start, fc.uniqueArray(start, { minLength: 1, maxLength: 3 }));
const notice = fc.record({ period: fc.option(period, { freq: 6 }), from, clearDays: fc.boolean() });
const objection = fc.record({
  window: fc.option(period, { freq: 6 }),
  from,
  rollsForward: fc.boolean(),
  mustCloseBeforeEffect: fc.boolean(),
  grounds: fc.constantFrom('none' as const, 'objective' as const),
});
const ofAdd: TermsOverride['when'] = { changeType: ['add'] };
const overridesOfAdd: fc.Arbitrary<TermsOverride[]> = fc.array(
  fc
    .record({
      when: fc.constant(ofAdd),
      notice: fc.option(notice, { nil: undefined }),
      objection: fc.option(objection, { nil: undefined }),
    })
    .filter((each) => each.notice !== undefined || each.objection !== undefined),
  { maxLength: 3 },
);
const plainTerms: fc.Arbitrary<Terms> = fc
  .record({ notice, objection, timeZone: zone })
  .map((rules) => ({ ...termsPresets.videonor, ...rules }));
const anyTerms: fc.Arbitrary<Terms> = fc
  .record({ terms: plainTerms, overrides: overridesOfAdd, emergency: fc.option(fc.record({ period: fc.option(period) })) })
  .map(({ terms, ...more }) => ({ ...terms, ...more }));
const anyTraits: fc.Arbitrary<ChangeTraits> = fc
  .record({
    changeType: fc.constantFrom('add', 'replace', 'modify', 'remove'),
    intraGroup: fc.boolean(),
    emergency: fc.boolean(),
    newLocation: fc.boolean(),
  })
  .map((different) => traitsOf(different));
const instant = fc.date({ min: new Date('2024-01-01T00:00Z'), max: new Date('2036-12-31T00:00Z'), noInvalidDate: true });
const day = fc.integer({ min: 0, max: 4500 }).map((count): CalendarDate => addDays(calendarDate('2024-01-01'), count));

const allAt = (at: Date) => ({ receivedAt: at, sentAt: at, publishedAt: at });

describe('computeDeadlines, for all terms without overrides', () => {
  test('every date is what a plain recomputation by other means gives, so never earlier than allowed', () => {
    fc.assert(
      fc.property(plainTerms, instant, (terms, at) => {
        const deadlines = computeDeadlines({ terms, traits: traitsOf(), starts: allAt(at) });
        const received = naiveLocalDate(at, terms.timeZone);
        expect(deadlines.receivedOn).toBe(received);

        const { period: length, clearDays } = terms.notice;
        const noticeEnd = length && naiveEnd(received, length);
        expect(deadlines.notice?.lastDay ?? null).toBe(noticeEnd);
        const byNotice = noticeEnd === null ? naivePlusDays(received, 1) : naivePlusDays(noticeEnd, clearDays ? 1 : 0);

        const { window, rollsForward, mustCloseBeforeEffect } = terms.objection;
        const rawEnd = window && naiveEnd(received, window);
        const lastDay = rawEnd && (rollsForward ? naiveRolled(rawEnd) : rawEnd);
        expect(deadlines.objection?.rawLastDay ?? null).toBe(rawEnd);
        expect(deadlines.objection?.lastDay ?? null).toBe(lastDay);

        const byWindow = lastDay && mustCloseBeforeEffect ? naivePlusDays(lastDay, 1) : byNotice;
        expect(deadlines.earliestEffectiveOn).toBe([byWindow, byNotice].sort().at(-1));
      }),
      { numRuns: 200 },
    );
  });
});

describe('computeDeadlines, for all terms, changes and starts', () => {
  test('the window closes at the very instant its last day ends in the zone, also where there is no midnight', () => {
    fc.assert(
      fc.property(anyTerms, anyTraits, instant, (terms, traits, at) => {
        const deadlines = computeDeadlines({ terms, traits, starts: allAt(at) });
        fc.pre(deadlines.objection !== null);
        const { closesAt, lastDay } = deadlines.objection;
        const lastMillisecond = new Date(closesAt.getTime() - 1);
        expect(naiveLocalDate(lastMillisecond, terms.timeZone)).toBe(lastDay);
        expect(naiveLocalDate(closesAt, terms.timeZone)).toBe(naivePlusDays(lastDay, 1));
        expect(isWithinObjectionWindow(deadlines, lastMillisecond)).toBe(true);
        expect(isWithinObjectionWindow(deadlines, closesAt)).toBe(false);
        expect(describeInstant(closesAt, terms.timeZone, 'nb')).toContain(`${describeDate(lastDay, 'nb')} kl. 24.00 (`);
        expect(describeInstant(closesAt, terms.timeZone, 'en')).toContain(`${describeDate(lastDay, 'en')} at 24:00 (`);
      }),
      { numRuns: 120 },
    );
  });

  test('a later receipt never gives an earlier effect or an earlier close', () => {
    fc.assert(
      fc.property(anyTerms, anyTraits, instant, fc.integer({ min: 1, max: 40 * 86_400_000 }), (terms, traits, at, later) => {
        const others = { sentAt: at, publishedAt: at };
        const first = computeDeadlines({ terms, traits, starts: { ...others, receivedAt: at } });
        const second = computeDeadlines({ terms, traits, starts: { ...others, receivedAt: new Date(at.getTime() + later) } });
        expect(String(second.earliestEffectiveOn) >= String(first.earliestEffectiveOn)).toBe(true);
        expect(second.objection === null).toBe(first.objection === null);
        if (first.objection && second.objection)
          expect(second.objection.closesAt.getTime()).toBeGreaterThanOrEqual(first.objection.closesAt.getTime());
      }),
      { numRuns: 120 },
    );
  });

  test('no matching override is broken by another: no effect before any of them allows', () => {
    fc.assert(
      fc.property(plainTerms, overridesOfAdd, instant, (terms, overrides, at) => {
        const together = computeDeadlines({ terms: { ...terms, overrides }, traits: traitsOf(), starts: allAt(at) });
        for (const each of overrides) {
          if (!each.notice) continue;
          const noticeAlone: Terms = {
            ...terms,
            overrides: [{ when: each.when, notice: each.notice }],
            objection: { ...terms.objection, window: null },
          };
          const alone = computeDeadlines({ terms: noticeAlone, traits: traitsOf(), starts: allAt(at) });
          expect(String(together.earliestEffectiveOn) >= String(alone.earliestEffectiveOn)).toBe(true);
        }
      }),
      { numRuns: 80 },
    );
  });

  test('explanations say the same in both languages, are never empty, and name the rolled-over holiday', () => {
    fc.assert(
      fc.property(
        anyTerms,
        anyTraits,
        fc.option(instant, { freq: 8 }),
        fc.option(fc.constantFrom('5.4', 'B.1', '§ 6')),
        (terms, traits, at, clause) => {
          const { objection: window, explanation } = computeDeadlines({ terms, traits, starts: at ? allAt(at) : {}, clause });
          expect(explanation.nb.length).toBeGreaterThan(0);
          expect(explanation.en).toHaveLength(explanation.nb.length);
          for (const line of [...explanation.nb, ...explanation.en]) {
            expect(line).toMatch(/^\p{Lu}.*\.$/u);
            expect(line).not.toMatch(/undefined|null|NaN|\[object/);
          }
          if (!window || window.rawLastDay === window.lastDay) return;
          const holiday = holidayOn(window.rawLastDay, 'NO');
          for (const locale of ['nb', 'en'] as const) {
            const text = explanation[locale].join(' ');
            expect(text).toContain(describeDate(window.rawLastDay, locale));
            expect(text).toContain(describeDate(window.lastDay, locale));
            if (holiday) expect(text).toContain(holiday[locale]);
          }
        },
      ),
      { numRuns: 120 },
    );
  });

  test('a window that rolls ends on a working day', () => {
    fc.assert(
      fc.property(plainTerms, instant, (terms, at) => {
        const rolling: Terms = { ...terms, objection: { ...terms.objection, rollsForward: true } };
        const { objection: window } = computeDeadlines({ terms: rolling, traits: traitsOf(), starts: allAt(at) });
        if (window) expect(naiveIsWorkingDay(window.lastDay)).toBe(true);
      }),
      { numRuns: 80 },
    );
  });
});

describe('latestReceiptFor, for all terms and wishes', () => {
  test('a start on the latest day is in time to its last millisecond, one on the day after is not', () => {
    fc.assert(
      fc.property(anyTerms, anyTraits, day, (terms, traits, plannedEffectiveOn) => {
        const latest = latestReceiptFor({ terms, traits, plannedEffectiveOn });
        fc.pre(latest !== null);
        const dayAfter = startOfDay(addDays(latest, 1), terms.timeZone);
        const effectOf = (at: Date) => String(computeDeadlines({ terms, traits, starts: allAt(at) }).earliestEffectiveOn);
        expect(effectOf(startOfDay(latest, terms.timeZone)) <= plannedEffectiveOn).toBe(true);
        expect(effectOf(new Date(dayAfter.getTime() - 1)) <= plannedEffectiveOn).toBe(true);
        expect(effectOf(dayAfter) > plannedEffectiveOn).toBe(true);
      }),
      { numRuns: 120 },
    );
  });

  test('there is always such a day for terms that the check lets in', () => {
    fc.assert(
      fc.property(anyTerms, anyTraits, day, (terms, traits, plannedEffectiveOn) => {
        fc.pre(checkTerms(JSON.parse(JSON.stringify(terms))).length === 0);
        expect(latestReceiptFor({ terms, traits, plannedEffectiveOn })).not.toBeNull();
      }),
      { numRuns: 50 },
    );
  });
});

test('termsFor, for all terms and changes: narrowing twice is narrowing once', () => {
  fc.assert(
    fc.property(anyTerms, anyTraits, (terms, traits) => {
      const once = termsFor(terms, traits);
      expect(once.overrides).toEqual([]);
      expect(termsFor(once, traits)).toEqual(once);
    }),
    { numRuns: 80 },
  );
});
