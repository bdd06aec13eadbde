import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import { computeDeadlines } from '../../../src/domain/periods/computeDeadlines';
import { type FollowUpFacts, followUps, mostReminders } from '../../../src/domain/receipt/followUps';
import { termsPresets } from '../../../src/domain/terms/presets';
import { traitsOf } from '../../support/clauses';

const { videonor } = termsPresets;
const received = new Date('2026-05-11T10:00:00Z');
const accepted = { kind: 'accepted' as const, at: received, voidedAt: null };
const nothing = { presumedAt: null, unconfirmedAt: null, secondContactAt: null, remindAt: null };

function facts(different: Partial<FollowUpFacts> = {}): FollowUpFacts {
  const terms = different.terms ?? videonor;
  const receivedAt = different.receivedAt === undefined ? received : different.receivedAt;
  const starts = receivedAt ? { receivedAt } : {};
  return {
    effect: 'pending',
    terms,
    evidence: [accepted],
    sentAt: received,
    deadlines: computeDeadlines({ terms, traits: traitsOf(), starts }),
    plannedEffectiveOn: calendarDate('2026-07-01'),
    approvals: [],
    unconfirmedToldAt: null,
    secondContactDone: false,
    remindedAt: null,
    reminders: 0,
    ...different,
    receivedAt,
  };
}

/** As `2026-05-18T06:00Z`, eight o'clock in Oslo in summer. */
const at = (instant: Date | null) => instant?.toISOString().replace(':00.000', '') ?? null;

test('followUps, received and not acknowledged: the next contact and a reminder at half time', () => {
  const { secondContactAt, remindAt, ...rest } = followUps(facts());
  expect([at(secondContactAt), at(remindAt)]).toEqual(['2026-05-18T06:00Z', '2026-05-18T06:00Z']);
  expect(rest).toEqual({ presumedAt: null, unconfirmedAt: null });
});

test('followUps, reminded at half time: the last reminder three working days before the end, and none after it', () => {
  const once = facts({ secondContactDone: true, remindedAt: new Date('2026-05-18T06:00:00Z'), reminders: 1 });
  expect(at(followUps(once).remindAt)).toBe('2026-05-20T06:00Z');
  expect(followUps({ ...once, remindedAt: new Date('2026-05-20T06:00:00Z') })).toEqual(nothing);
});

test.each(['acknowledged', 'manual'] as const)('followUps, %s: nobody is reminded and no other contact is asked', (kind) => {
  expect(followUps(facts({ evidence: [accepted, { kind, at: received, voidedAt: null }] }))).toEqual(nothing);
});

test.each(['inEffect', 'dropped', 'cancelled'] as const)('followUps, %s: nothing more', (effect) => {
  expect(followUps(facts({ effect, approvals: [{ state: 'requested' }] }))).toEqual(nothing);
});

test('followUps, an approval is missing: every week from the receipt, also when it is acknowledged, ten times in all', () => {
  const evidence = [accepted, { kind: 'acknowledged' as const, at: received, voidedAt: null }];
  const asked = facts({ approvals: [{ state: 'requested' }], evidence });
  expect(at(followUps(asked).remindAt)).toBe('2026-05-18T06:00Z');
  expect(at(followUps({ ...asked, remindedAt: new Date('2026-06-10T08:00:00Z') }).remindAt)).toBe('2026-06-15T06:00Z');
  expect(followUps({ ...asked, reminders: mostReminders }).remindAt).toBeNull();
  expect(followUps({ ...asked, approvals: [{ state: 'refused' }] }).remindAt).toBeNull();
});

test('followUps, handed over under terms that presume: received 24 hours later, looked at after 72; a voided one starts neither', () => {
  const terms = { ...videonor, receiptEvidence: 'presumed' as const };
  const handedOver = { kind: 'handedOver' as const, at: received, voidedAt: null };
  const waiting = facts({ terms, evidence: [handedOver], receivedAt: null });
  expect(at(followUps(waiting).presumedAt)).toBe('2026-05-12T10:00Z');
  expect(at(followUps(waiting).unconfirmedAt)).toBe('2026-05-14T10:00Z');
  expect(followUps({ ...waiting, evidence: [{ ...handedOver, voidedAt: received }] })).toEqual(nothing);
});

test('followUps, told that nothing came: not told again until it has been handed over anew', () => {
  const again = new Date('2026-05-16T10:00:00Z');
  const told = facts({
    receivedAt: null,
    evidence: [{ ...accepted, kind: 'handedOver' }],
    unconfirmedToldAt: new Date('2026-05-14T10:00:00Z'),
  });
  expect(followUps(told).unconfirmedAt).toBeNull();
  const anew = [
    { ...accepted, kind: 'handedOver' as const, voidedAt: again },
    { kind: 'handedOver' as const, at: again, voidedAt: null },
  ];
  expect(at(followUps({ ...told, evidence: anew }).unconfirmedAt)).toBe('2026-05-19T10:00Z');
});
