import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import { computeDeadlines } from '../../../src/domain/periods/computeDeadlines';
import { latestReceiptFor } from '../../../src/domain/periods/latestReceiptFor';
import type { ChangeTraits, Terms } from '../../../src/domain/terms/terms';
import * as clauses from '../../support/clauses';

// Published on the list on Friday 1 May 2026, sent and received on Monday 4 May. Ascension Day is Thursday 14 May, Whit Monday 25 May.
const starts = {
  publishedAt: new Date('2026-05-01T08:00Z'),
  sentAt: new Date('2026-05-04T08:00Z'),
  receivedAt: new Date('2026-05-04T08:01Z'),
};
const customerData = { dataCategories: ['customer data'] };

test.each<[string, Terms, Partial<ChangeTraits>, string | null, string | null, string]>([
  ['Videonor 5.4: 4 weeks, 2 weeks to object', clauses.videonorClause, {}, '2026-06-01', '2026-05-18', '2026-06-02'],
  ['standard template 2020, B.1: 1 month, objections until effect', clauses.standardTemplate2020, {}, '2026-06-04', null, '2026-06-05'],
  [
    'the same for a group company in the EEA: told beforehand',
    clauses.standardTemplate2020,
    { intraGroup: true },
    null,
    null,
    '2026-05-05',
  ],
  ['standard template 2020, third box: no period, an approval', clauses.standardTemplate2020Specific, {}, null, null, '2026-05-05'],
  ['EU standard clauses 7.7, 30 days filled in', clauses.euStandardClauses, {}, '2026-06-03', '2026-06-03', '2026-06-04'],
  ['Smartout: 30 days, 14 days to object', clauses.smartout, {}, '2026-06-03', '2026-05-18', '2026-06-04'],
  ['Danish style: 30 days, objections inside', clauses.danishStyle, {}, '2026-06-03', null, '2026-06-04'],
  ['GitHub: 30 days from publication, to a Sunday', clauses.gitHub, {}, '2026-05-31', '2026-05-31', '2026-06-01'],
  ['Tailscale: 10 days from the notice, to Ascension Day', clauses.tailscale, {}, '2026-05-14', '2026-05-14', '2026-05-15'],
  ['37signals: 10 business days over Ascension Day', clauses.thirtySevenSignals, {}, null, '2026-05-19', '2026-05-20'],
  ['Microsoft: 30 days for other personal data', clauses.microsoft, {}, '2026-06-03', null, '2026-06-04'],
  ['Microsoft: 6 months for customer data', clauses.microsoft, customerData, '2026-11-04', null, '2026-11-05'],
  ['OpenProject: before it starts, two weeks to object', clauses.openProject, {}, null, '2026-05-18', '2026-05-19'],
  ['Aglyn: 30 days', clauses.aglyn, {}, '2026-06-03', null, '2026-06-04'],
  ['Aglyn: shorter in an emergency', clauses.aglyn, { emergency: true }, '2026-05-07', null, '2026-05-08'],
])('computeDeadlines, %s', (_clause, terms, traits, noticeLastDay, objectionLastDay, effect) => {
  const deadlines = computeDeadlines({ terms, traits: clauses.traitsOf(traits), starts });
  expect(deadlines.notice?.lastDay ?? null).toBe(noticeLastDay);
  expect(deadlines.objection?.lastDay ?? null).toBe(objectionLastDay);
  expect(deadlines.earliestEffectiveOn).toBe(effect);
});

test.each<[string, Terms, Partial<ChangeTraits>, string]>([
  ['Videonor 5.4', clauses.videonorClause, {}, '2026-06-02'],
  ['standard template 2020, B.1', clauses.standardTemplate2020, {}, '2026-05-31'],
  ['standard template 2020, third box', clauses.standardTemplate2020Specific, {}, '2026-06-30'],
  ['EU standard clauses 7.7', clauses.euStandardClauses, {}, '2026-05-31'],
  ['Smartout', clauses.smartout, {}, '2026-05-31'],
  ['Danish style', clauses.danishStyle, {}, '2026-05-31'],
  ['GitHub, by publication', clauses.gitHub, {}, '2026-05-31'],
  ['Tailscale, by sending', clauses.tailscale, {}, '2026-06-20'],
  ['37signals', clauses.thirtySevenSignals, {}, '2026-06-16'],
  ['Microsoft, other personal data', clauses.microsoft, {}, '2026-05-31'],
  ['Microsoft, customer data', clauses.microsoft, customerData, '2025-12-31'],
  ['OpenProject', clauses.openProject, {}, '2026-06-16'],
  ['Aglyn in an emergency', clauses.aglyn, { emergency: true }, '2026-06-27'],
])('latestReceiptFor, %s: for effect on 1 July 2026', (_clause, terms, traits, latest) => {
  expect(latestReceiptFor({ terms, traits: clauses.traitsOf(traits), plannedEffectiveOn: calendarDate('2026-07-01') })).toBe(latest);
});
