import fc from 'fast-check';
import { addDays, calendarDate } from '../../../src/domain/calendar/calendarDate';
import { decidePlannedDay, earliestForAll, margins } from '../../../src/domain/change/tooEarly';

const day = calendarDate;
const videonor = { agreementId: 'videonor', earliestEffectiveOn: day('2026-07-01') };
const template = { agreementId: 'template', earliestEffectiveOn: day('2026-07-03') };
const planned = { plannedEffectiveOn: day('2026-07-01'), days: [videonor, template] };

describe('decidePlannedDay', () => {
  test('together, one agreement cannot meet the day: too early, with the earliest day and who prevents an earlier one', () => {
    expect(decidePlannedDay({ ...planned, rollout: 'together' })).toEqual({
      ok: false,
      code: 'too-early',
      earliestEffectiveOn: '2026-07-03',
      agreements: [template],
      cannotMeet: [template],
    });
  });

  test('together, two cannot meet the day: only the later prevents an earlier one', () => {
    expect(decidePlannedDay({ ...planned, plannedEffectiveOn: day('2026-06-20'), rollout: 'together' })).toMatchObject({
      agreements: [template],
      cannotMeet: [videonor, template],
    });
  });

  test('perAgreement, the same day: accepted', () => {
    expect(decidePlannedDay({ ...planned, rollout: 'perAgreement' })).toEqual({ ok: true });
  });

  test('nobody affected: not too early', () => {
    expect(decidePlannedDay({ ...planned, days: [], rollout: 'together' })).toEqual({ ok: true });
    expect(earliestForAll([])).toEqual({ earliestEffectiveOn: null, agreements: [] });
  });

  test('for any days: the day it names is accepted, the day before is not', () => {
    const someDay = fc.integer({ min: 0, max: 400 }).map((days) => addDays(day('2026-01-01'), days));
    const agreements = fc.array(fc.record({ agreementId: fc.uuid(), earliestEffectiveOn: someDay }), { minLength: 1 });
    fc.assert(
      fc.property(agreements, (days) => {
        const { earliestEffectiveOn } = earliestForAll(days);
        if (!earliestEffectiveOn) throw new Error('somebody is affected');
        expect(decidePlannedDay({ plannedEffectiveOn: earliestEffectiveOn, days, rollout: 'together' }).ok).toBe(true);
        expect(decidePlannedDay({ plannedEffectiveOn: addDays(earliestEffectiveOn, -1), days, rollout: 'together' }).ok).toBe(false);
      }),
    );
  });
});

test('margins: none, three and seven days, each asked for its own day of receipt', () => {
  const found = margins(day('2026-06-02'), (receivedOn) => [{ agreementId: 'a', earliestEffectiveOn: addDays(receivedOn, 29) }]);
  expect(found.map(({ days, receivedOn, earliestEffectiveOn }) => [days, receivedOn, earliestEffectiveOn])).toEqual([
    [0, '2026-06-02', '2026-07-01'],
    [3, '2026-06-05', '2026-07-04'],
    [7, '2026-06-09', '2026-07-08'],
  ]);
});
