import { termsPresets } from '../../../src/domain/terms/presets';
import { thirtySevenSignals } from '../../support/clauses';
import { createTestbed, type Testbed } from '../../support/testbed';
import { as, problems } from './apiCalls';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed();
});
afterAll(() => testbed.close());

const ask = (body: object) => as(testbed, 'system').post('/deadlines', body);

describe('POST /deadlines, the table of DESIGN.md', () => {
  const rows: [string, string, string, string, string, string][] = [
    ['2026-03-18T23:30Z', '2026-03-19', '2026-04-07', '2026-04-07T22:00:00Z', '2026-04-17', '2026-04-20'],
    ['2026-05-03T10:00Z', '2026-05-03', '2026-05-18', '2026-05-18T22:00:00Z', '2026-06-01', '2026-06-04'],
    ['2026-05-11T10:00Z', '2026-05-11', '2026-05-26', '2026-05-26T22:00:00Z', '2026-06-09', '2026-06-12'],
    ['2026-12-11T10:00Z', '2026-12-11', '2026-12-28', '2026-12-28T23:00:00Z', '2027-01-09', '2027-01-12'],
    ['2026-01-31T10:00Z', '2026-01-31', '2026-02-16', '2026-02-16T23:00:00Z', '2026-03-01', '2026-03-01'],
    ['2028-01-31T10:00Z', '2028-01-31', '2028-02-14', '2028-02-14T23:00:00Z', '2028-02-29', '2028-03-01'],
    ['2026-10-12T10:00Z', '2026-10-12', '2026-10-26', '2026-10-26T23:00:00Z', '2026-11-10', '2026-11-13'],
  ];
  test.each(rows)('received %s', async (received, receivedOn, lastDay, closesAt, earliest, earliestMonth) => {
    const receivedAt = received.replace('Z', ':00Z');
    const weeks = await ask({ preset: 'videonor', receivedAt });
    expect(weeks.status).toBe(200);
    expect(weeks.body).toMatchObject({ receivedOn, objection: { lastDay, closesAt }, earliestEffectiveOn: earliest });
    const month = await ask({ preset: 'dfo-2020-general', receivedAt });
    expect(month.body).toMatchObject({ receivedOn, objection: null, earliestEffectiveOn: earliestMonth });
  });

  test('terms written out without their exceptions, zone and calendar: as the preset, which has the usual ones', async () => {
    const { overrides, emergency, afterObjection, timeZone, calendar, ...terms } = termsPresets.videonor;
    const receivedAt = '2026-03-18T23:30:00Z';
    const answer = await ask({ terms, clause: '5.4', receivedAt });
    expect(answer.body).toEqual((await ask({ preset: 'videonor', receivedAt })).body);
  });

  test('the example of CONTRACT.md, member by member', async () => {
    const answer = await ask({ preset: 'videonor', receivedAt: '2026-03-18T23:30:00Z', plannedEffectiveOn: '2026-03-31' });
    const { explanation, ...dates } = answer.body;
    expect(dates).toEqual({
      receivedOn: '2026-03-19',
      notice: { lastDay: '2026-04-16', earliestEffectiveOn: '2026-04-17' },
      objection: { rawLastDay: '2026-04-02', lastDay: '2026-04-07', closesAt: '2026-04-07T22:00:00Z' },
      earliestEffectiveOn: '2026-04-17',
      latestReceiptOn: '2026-03-02',
      approvals: [],
    });
    expect(explanation.nb.join(' ')).toContain('skjærtorsdag');
    expect(explanation.en.length).toBe(explanation.nb.length);
  });

  const wishes: [string, string, string][] = [
    ['2026-03-31', '2026-03-02', '2026-02-28'],
    ['2026-06-01', '2026-05-03', '2026-04-30'],
    ['2026-07-01', '2026-06-02', '2026-05-31'],
  ];
  test.each(wishes)('latest receipt for effect on %s', async (plannedEffectiveOn, weeks, month) => {
    expect((await ask({ preset: 'videonor', plannedEffectiveOn })).body).toMatchObject({
      latestReceiptOn: weeks,
      receivedOn: null,
      notice: null,
    });
    expect((await ask({ preset: 'dfo-2020-general', plannedEffectiveOn })).body.latestReceiptOn).toBe(month);
  });

  test('approvals follow from countries, authorisation and location', async () => {
    const approvals = async (body: object) => (await ask(body)).body.approvals;
    expect(await approvals({ preset: 'dfo-2020-general', countries: ['US'] })).toEqual(['third-country']);
    expect(await approvals({ preset: 'videonor', countries: ['US'] })).toEqual([]);
    expect(await approvals({ preset: 'dfo-2020-specific', countries: ['NO'] })).toEqual(['specific']);
    expect(await approvals({ preset: 'dfo-2020-general', changeType: 'modify', countries: ['SE'] })).toEqual(['location']);
    expect(await approvals({ preset: 'dfo-2020-general', changeType: 'modify', countries: ['SE'], newLocation: false })).toEqual([]);
  });

  test('terms written out are counted by, and their mistakes have a place', async () => {
    const terms = {
      authorisation: 'general',
      notice: { period: { length: 30, unit: 'days' }, from: ['receipt', 'sending'], clearDays: true },
      objection: {
        window: { length: 10, unit: 'businessDays' },
        from: 'receipt',
        rollsForward: true,
        mustCloseBeforeEffect: true,
        grounds: 'none',
      },
      onObjection: 'mayTerminate',
      thirdCountry: 'transferBasis',
      transferBases: ['adequacy'],
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
    const answer = await ask({ terms, receivedAt: '2026-05-03T10:00:00Z' });
    expect(answer.body).toMatchObject({
      notice: { lastDay: '2026-06-02' },
      objection: { lastDay: '2026-05-18' },
      earliestEffectiveOn: '2026-06-03',
    });
    const wrong = await ask({ terms: { ...terms, notice: { ...terms.notice, period: { length: 0, unit: 'weeks' }, extra: 1 } } });
    expect(wrong.status).toBe(422);
    expect(problems(wrong).sort()).toEqual(['/terms/notice/extra unknown-field', '/terms/notice/period/length out-of-range']);
  });
});

test('POST /deadlines, terms with chained clocks: their lengths before an objection, their days after one', async () => {
  const lengths = await ask({ terms: thirtySevenSignals, clause: '5.3' });
  expect(lengths.body.afterObjection).toMatchObject({
    answer: { length: 30, unit: 'days' },
    silence: 'accepts',
    answerDue: null,
    terminateUntil: null,
  });
  expect(lengths.body.afterObjection.explanation.en[0]).toBe(
    'The processor is to answer an objection or offer something within 30 days (clause 5.3 of the agreement).',
  );
  const days = await ask({ terms: thirtySevenSignals, objectedAt: '2026-05-22T10:00:00Z', answeredAt: '2026-06-01T10:00:00Z' });
  expect(days.body.afterObjection).toMatchObject({
    answerDue: { rawLastDay: '2026-06-21', lastDay: '2026-06-22', closesAt: '2026-06-22T22:00:00Z' },
    terminateUntil: { rawLastDay: '2026-07-01', lastDay: '2026-07-01', closesAt: '2026-07-01T22:00:00Z' },
  });
  expect((await ask({ preset: 'videonor' })).body).not.toHaveProperty('afterObjection');
});

describe('POST /deadlines, refusals', () => {
  const cases: [string, object, string[]][] = [
    ['neither preset nor terms', {}, ['/preset preset-or-terms']],
    ['both', { preset: 'videonor', terms: {} }, expect.arrayContaining(['/terms/notice required']) as never],
    ['an unknown preset', { preset: 'videosor' }, ['/preset unknown-preset']],
    ['a day that does not exist', { preset: 'videonor', plannedEffectiveOn: '2026-02-30' }, ['/plannedEffectiveOn invalid-date']],
    ['an instant without a zone', { preset: 'videonor', receivedAt: '2026-02-20T10:00:00' }, ['/receivedAt invalid-instant']],
    ['an answer before the objection', { preset: 'videonor', answeredAt: '2026-02-20T10:00:00Z' }, ['/answeredAt answer-before-objection']],
    ['an unknown country', { preset: 'videonor', countries: ['NO', 'ZZ'] }, ['/countries/1 unknown-country']],
    ['an unknown field', { preset: 'videonor', recievedAt: '2026-02-20T10:00:00Z' }, ['/recievedAt unknown-field']],
    ['an unknown change type', { preset: 'videonor', changeType: 'swap' }, ['/changeType not-one-of']],
    ['a list for an object', [], [' wrong-type']],
  ];
  test.each(cases)('%s', async (_name, body, expected) => {
    const answer = await ask(body);
    expect(answer.status).toBe(422);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.body.code).toBe('invalid');
    expect(problems(answer)).toEqual(expected);
  });
});
