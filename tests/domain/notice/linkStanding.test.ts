import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import { type LinkFacts, linkStanding } from '../../../src/domain/notice/linkStanding';

const facts: LinkFacts = {
  effect: 'pending',
  inEffectSince: null,
  endedAt: null,
  objectionOpen: false,
  objectionEndedAt: null,
  contactIsCurrent: true,
  issuedAt: new Date('2026-06-02T08:00:00Z'),
  revokedAt: null,
  timeZone: 'Europe/Oslo',
  now: new Date('2026-06-03T08:00:00Z'),
};
const inEffect = { effect: 'inEffect' as const, inEffectSince: calendarDate('2026-07-01') };

describe('linkStanding: what a link opens', () => {
  test.each([
    ['pending, years later: usable', {}, '2029-01-01T00:00:00Z', 'usable'],
    ['held: usable', { effect: 'held' as const }, '2026-09-01T00:00:00Z', 'usable'],
    ['in effect, the 90th day: usable', inEffect, '2026-09-29T21:59:59Z', 'usable'],
    ['in effect, after the 90th day: read-only', inEffect, '2026-09-29T22:00:00Z', 'readOnly'],
    ['in effect, a year after that: still read-only on the last day', inEffect, '2027-09-30T21:59:59Z', 'readOnly'],
    ['in effect, a year and a day after that: closed', inEffect, '2027-09-30T22:00:00Z', 'closed'],
    [
      'in effect long ago with an objection that has not ended: usable',
      { ...inEffect, objectionOpen: true },
      '2027-12-01T00:00:00Z',
      'usable',
    ],
    [
      'in effect, an objection ended later than the 90 days: the year runs from its end',
      { ...inEffect, objectionEndedAt: new Date('2027-01-10T10:00:00Z') },
      '2028-01-10T10:00:00Z',
      'readOnly',
    ],
    [
      'dropped yesterday: read-only',
      { effect: 'dropped' as const, endedAt: new Date('2026-06-10T10:00:00Z') },
      '2026-06-11T10:00:00Z',
      'readOnly',
    ],
    [
      'withdrawn more than a year ago: closed',
      { effect: 'cancelled' as const, endedAt: new Date('2026-06-10T10:00:00Z') },
      '2027-06-11T10:00:00Z',
      'closed',
    ],
    ['revoked after it was made: closed', { revokedAt: new Date('2026-06-02T08:00:01Z') }, '2026-06-03T08:00:00Z', 'closed'],
    ['made after the revocation: usable', { revokedAt: new Date('2026-06-02T08:00:00Z') }, '2026-06-03T08:00:00Z', 'usable'],
    ['no longer a contact: closed', { contactIsCurrent: false }, '2026-06-03T08:00:00Z', 'closed'],
  ])('%s', (_situation, different, now, standing) => {
    expect(linkStanding({ ...facts, ...different, now: new Date(now) })).toBe(standing);
  });
});
