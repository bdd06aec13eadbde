import fc from 'fast-check';
import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import { type NoticeActFacts, noticeActs, objectionCountsFrom } from '../../../src/domain/notice/noticeActs';
import { computeDeadlines } from '../../../src/domain/periods/computeDeadlines';
import { termsPresets } from '../../../src/domain/terms/presets';
import { traitsOf } from '../../support/clauses';

const terms = termsPresets.videonor;
const receivedAt = new Date('2026-06-02T08:00:00Z');
const facts: NoticeActFacts = {
  standing: 'usable',
  effect: 'pending',
  changeType: 'add',
  plannedEffectiveOn: calendarDate('2026-06-10'),
  terms,
  deadlines: computeDeadlines({ terms, traits: traitsOf(), starts: { receivedAt } }),
  agreement: 'active',
  agreedFrom: null,
  terminating: false,
  acknowledged: false,
  approvals: [],
  consent: null,
  openObjection: null,
  now: new Date('2026-06-03T08:00:00Z'),
};

describe('noticeActs: what makes sense now', () => {
  test('a fresh notice: acknowledge and object', () => {
    expect(noticeActs(facts)).toEqual({
      acknowledge: true,
      contact: true,
      object: 'inTime',
      approve: [],
      refuse: [],
      terminate: null,
      withdraw: false,
      stands: false,
      answer: false,
      grounds: false,
      ask: true,
      consent: { kind: 'give', first: '2026-06-10', last: '2026-06-30' },
    });
  });

  test.each([
    ['the last second of the window', '2026-06-16T21:59:59.999Z', 'inTime'],
    ['24:00 of the last day', '2026-06-16T22:00:00Z', 'late'],
  ])('object at %s: %s is %s', (_situation, now, expected) => {
    expect(noticeActs({ ...facts, now: new Date(now) }).object).toBe(expected);
  });

  test('in effect: objecting stays, late; acknowledging does not', () => {
    expect(noticeActs({ ...facts, effect: 'inEffect' })).toMatchObject({ acknowledge: false, object: 'late', contact: false });
  });

  test.each(['dropped', 'cancelled'] as const)('%s: nothing is left to do', (effect) => {
    expect(noticeActs({ ...facts, effect, standing: 'readOnly' })).toMatchObject({ acknowledge: false, object: null });
    expect(noticeActs({ ...facts, effect }).object).toBeNull();
  });

  describe('consenting to an earlier day', () => {
    const consent = { effectiveOn: calendarDate('2026-06-20') };
    test.each<[string, Partial<NoticeActFacts>, unknown]>([
      [
        'the planned day has passed: from today',
        { now: new Date('2026-06-20T22:00:00Z') },
        { kind: 'give', first: '2026-06-21', last: '2026-06-30' },
      ],
      ['the planned day is no earlier than the agreement’s own: no day helps', { plannedEffectiveOn: calendarDate('2026-07-01') }, null],
      ['the clocks have ended', { now: new Date('2026-07-01T08:00:00Z') }, null],
      ['no clock runs yet', { deadlines: null }, null],
      [
        'an objection holds the change',
        { openObjection: { state: 'underReview', proposalUnanswered: false, askedIfStands: false, stages: null } },
        null,
      ],
      [
        'a late objection holds nothing',
        { openObjection: { state: 'late', proposalUnanswered: false, askedIfStands: false, stages: null } },
        { kind: 'give' },
      ],
      ['settled from a later day: no consent goes before it', { agreedFrom: calendarDate('2026-09-15') }, null],
      [
        'settled from a day within: from that day',
        { agreedFrom: calendarDate('2026-06-25') },
        { kind: 'give', first: '2026-06-25', last: '2026-06-30' },
      ],
      ['a removal that is only announced', { changeType: 'remove' }, null],
      ['in effect', { effect: 'inEffect' }, null],
      ['given: it can be taken back', { consent }, { kind: 'withdraw', effectiveOn: '2026-06-20' }],
      ['given, and its day has come', { consent, now: new Date('2026-06-19T22:00:00Z') }, null],
    ])('%s', (_situation, different, expected) => {
      const found = noticeActs({ ...facts, ...different }).consent;
      if (expected === null) expect(found).toBeNull();
      else expect(found).toMatchObject(expected as object);
    });
  });

  test('approvals: asked for can be given and refused, refused only given, given neither', () => {
    const approvals = [
      { kind: 'specific', state: 'requested' },
      { kind: 'third-country', state: 'refused' },
      { kind: 'location', state: 'granted' },
    ] as const;
    expect(noticeActs({ ...facts, approvals: [...approvals] })).toMatchObject({
      approve: ['specific', 'third-country'],
      refuse: ['specific'],
    });
  });

  test('an objection under negotiation: withdraw and answer', () => {
    const openObjection = { state: 'negotiating', proposalUnanswered: true, askedIfStands: false, stages: null } as const;
    expect(noticeActs({ ...facts, openObjection })).toMatchObject({ withdraw: true, answer: true, grounds: false, object: 'inTime' });
  });

  test('grounds asked for: giving them', () => {
    const openObjection = { state: 'awaitingGrounds', proposalUnanswered: false, askedIfStands: false, stages: null } as const;
    expect(noticeActs({ ...facts, openObjection })).toMatchObject({ grounds: true, answer: false });
  });

  test('read-only: nothing, whatever else', () => {
    const acts = noticeActs({
      ...facts,
      standing: 'readOnly',
      openObjection: { state: 'submitted', proposalUnanswered: false, askedIfStands: false, stages: null },
    });
    expect(acts).toMatchObject({ acknowledge: false, object: null, withdraw: false });
  });
});

describe('objectionCountsFrom', () => {
  const confirmed = new Date('2026-06-16T22:05:00Z');
  const minutesBefore = (minutes: number): Date => new Date(confirmed.getTime() - minutes * 60_000);

  test('posted within the hour: from the first posting', () => {
    expect(objectionCountsFrom([minutesBefore(60), minutesBefore(3)], confirmed)).toEqual(minutesBefore(60));
  });

  test('first posted more than an hour ago and again within it: from the second', () => {
    expect(objectionCountsFrom([minutesBefore(61), minutesBefore(20)], confirmed)).toEqual(minutesBefore(20));
  });

  test('nothing within the hour: from the confirmation', () => {
    expect(objectionCountsFrom([minutesBefore(61)], confirmed)).toEqual(confirmed);
    expect(objectionCountsFrom([], confirmed)).toEqual(confirmed);
  });

  test('any postings: never later than the confirmation, never more than an hour before it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -10_000_000, max: 10_000_000 })), (offsets) => {
        const counts = objectionCountsFrom(
          offsets.map((offset) => new Date(confirmed.getTime() + offset)),
          confirmed,
        );
        const age = confirmed.getTime() - counts.getTime();
        return age >= 0 && age <= 3_600_000;
      }),
    );
  });
});

test('noticeActs, after a material revision: whether it stands can be said once, of an objection in time', () => {
  const asked = (state: 'submitted' | 'late', askedIfStands: boolean) =>
    noticeActs({ ...facts, openObjection: { state, proposalUnanswered: false, askedIfStands, stages: null } }).stands;
  expect([asked('submitted', true), asked('submitted', false), asked('late', true)]).toEqual([true, false, false]);
});

test('noticeActs, a notice that a corrected one took the place of: nothing at all', () => {
  const acts = noticeActs({ ...facts, effect: 'superseded', approvals: [{ kind: 'specific', state: 'requested' }] });
  expect(Object.values(acts).filter((act) => act !== false && act !== null && !(Array.isArray(act) && act.length === 0))).toEqual([]);
});

describe('noticeActs, the agreement ends', () => {
  const asked = { approvals: [{ kind: 'specific', state: 'requested' }] } as const;
  const saying = (different: Partial<NoticeActFacts>) => {
    const { acknowledge, object, approve, refuse, consent, ask, contact } = noticeActs({
      ...facts,
      approvals: [...asked.approvals],
      ...different,
    });
    return { acknowledge, object, approve: approve.length, refuse: refuse.length, consent: consent !== null, ask, contact };
  };
  const onlyAsking = { acknowledge: false, object: null, approve: 0, refuse: 0, consent: false, ask: true };

  test.each<[string, Partial<NoticeActFacts>]>([
    ['ending, because an objection ended with it', { agreement: 'ending', terminating: true }],
    ['ending, and the change held', { agreement: 'ending', effect: 'held' }],
    ['ended, before a sweep was there', { agreement: 'ended' }],
    ['ended, a removal that is only announced', { agreement: 'ended', changeType: 'remove' }],
  ])('%s: nothing about the change, but asking and the contact', (_situation, different) => {
    expect(saying(different)).toEqual({ ...onlyAsking, contact: true });
  });

  test('ending, a removal that is only announced: it takes effect all the same, so everything stays', () => {
    expect(saying({ agreement: 'ending', changeType: 'remove' })).toMatchObject({ acknowledge: true, object: 'inTime', approve: 1 });
  });

  test.each<[string, Partial<NoticeActFacts>, 'late' | null]>([
    ['ending by itself: a late objection can still suspend', { agreement: 'ending' }, 'late'],
    ['ending over an objection: the use is suspended already', { agreement: 'ending', terminating: true }, null],
    ['ended: nothing is processed any more', { agreement: 'ended' }, null],
  ])('in effect, and %s', (_situation, different, expected) => {
    expect(saying({ ...different, effect: 'inEffect' }).object).toBe(expected);
  });
});
