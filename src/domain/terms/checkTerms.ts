import type { FieldProblem } from '../outcome';
import { comparePeriods } from '../periods/addPeriod';
import { type Check, isRecord, listOf, type Member, object, oneOf, orNull, shortText, trueOrFalse, wholeNumber } from './checks';
import type { Period, Terms } from './terms';

/** Two years in every unit. The longest clause known gives six months; more is taken for a typing error. */
const longest: Record<Period['unit'], number> = { days: 731, weeks: 104, months: 24, businessDays: 520 };
const units = Object.keys(longest) as Period['unit'][];

const isUnit = (value: unknown): value is Period['unit'] => units.some((unit) => unit === value);

function periodFrom(least: 0 | 1): Check {
  return (value, pointer, report) => {
    // With an unknown unit the length is held against the largest limit, so that one mistake is one problem.
    const unit = isRecord(value) && isUnit(value.unit) ? value.unit : undefined;
    const length = wholeNumber(least, unit ? longest[unit] : longest.days, unit ?? 'days');
    object({ length: { check: length }, unit: { check: oneOf(units) } })(value, pointer, report);
  };
}

const period = periodFrom(1);

const starts = ['receipt', 'sending', 'publication'];
const start: Check = (value, pointer, report) => {
  const check = Array.isArray(value) ? listOf(oneOf(starts), 1, starts.length) : oneOf(starts);
  check(value, pointer, report);
};

const timeZone: Check = (value, pointer, report) => {
  if (typeof value === 'string' && isKnownZone(value)) return;
  report({
    pointer,
    code: 'unknown-zone',
    detail: {
      nb: 'Må være en tidssone fra IANA-listen, skrevet som der, for eksempel Europe/Oslo.',
      en: 'Must be a time zone of the IANA list, spelled as there, for example Europe/Oslo.',
    },
  });
};

/** An offset ("+01:00") is no zone: it knows no summer time. Another spelling ("europe/oslo") would not compare equal later. */
function isKnownZone(name: string): boolean {
  if (!/^[A-Z]/.test(name)) return false;
  const otherSpelling = Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase() === name.toLowerCase());
  if (otherSpelling) return otherSpelling === name;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const noticeMembers: Record<keyof Terms['notice'], Member> = {
  period: { check: orNull(period) },
  from: { check: start },
  clearDays: { check: trueOrFalse },
};

const objectionMembers: Record<keyof Terms['objection'], Member> = {
  window: { check: orNull(period) },
  from: { check: start },
  rollsForward: { check: trueOrFalse },
  mustCloseBeforeEffect: { check: trueOrFalse },
  grounds: { check: oneOf(['none', 'objective']) },
};

/** Some of these members: an override names only what it changes. */
function someOf(members: Record<string, Member>): Check {
  const check = object(Object.fromEntries(Object.entries(members).map(([name, member]) => [name, { ...member, optional: true as const }])));
  return (value, pointer, report) => {
    check(value, pointer, report);
    if (!isRecord(value) || Object.keys(value).length > 0) return;
    report({
      pointer,
      code: 'empty',
      detail: {
        nb: `Oppgi minst ett av feltene ${Object.keys(members).join(', ')}.`,
        en: `Give at least one of the fields ${Object.keys(members).join(', ')}.`,
      },
    });
  };
}

const override: Check = (value, pointer, report) => {
  object({
    when: {
      check: someOf({
        changeType: { check: listOf(oneOf(['add', 'replace', 'modify', 'remove']), 1, 4) },
        dataCategories: { check: listOf(shortText(200), 1, 100) },
      }),
    },
    notice: { check: someOf(noticeMembers), optional: true },
    objection: { check: someOf(objectionMembers), optional: true },
  })(value, pointer, report);
  if (!isRecord(value) || 'notice' in value || 'objection' in value) return;
  report({
    pointer,
    code: 'empty',
    detail: {
      nb: 'Oppgi hva unntaket endrer: notice, objection eller begge.',
      en: 'Say what the override changes: notice, objection or both.',
    },
  });
};

const members: Record<keyof Terms, Member> = {
  authorisation: { check: oneOf(['general', 'specific']) },
  notice: { check: object(noticeMembers) },
  objection: { check: object(objectionMembers) },
  onObjection: { check: oneOf(['mayTerminate', 'negotiate', 'notEngaged']) },
  thirdCountry: { check: oneOf(['transferBasis', 'writtenApproval']) },
  transferBases: { check: listOf(oneOf(['adequacy', 'scc-46-2-c', 'scc-46-2-d', 'bcr', 'derogation']), 0, 5) },
  newLocation: { check: oneOf(['asAnyChange', 'writtenApproval']) },
  removal: { check: oneOf(['announce', 'asAnyChange']) },
  intraGroupInEea: { check: oneOf(['asAnyChange', 'informOnly']) },
  receiptEvidence: { check: oneOf(['presumed', 'accepted', 'delivered', 'acknowledged']) },
  overrides: { check: listOf(override, 0, 50) },
  emergency: { check: orNull(object({ period: { check: orNull(period) } })) },
  afterObjection: {
    check: orNull(
      object({
        answer: { check: period },
        terminate: { check: period },
        // 0: termination takes effect at once.
        terminationEffect: { check: periodFrom(0) },
        silence: { check: oneOf(['accepts', 'dropped']) },
      }),
    ),
  },
  timeZone: { check: timeZone },
  calendar: { check: oneOf(['NO']) },
};

/** What only shows when every field is right by itself. */
function contradictionsIn(terms: Terms): FieldProblem[] {
  const ordinary = [
    terms.notice.period,
    ...terms.overrides.flatMap((each) => (each.notice?.period === undefined ? [] : [each.notice.period])),
  ];
  const emergency = terms.emergency?.period;
  if (!emergency || ordinary.some((each) => comparePeriods(emergency, each, terms.calendar, null) <= 0)) return [];
  return [
    {
      pointer: '/emergency/period',
      code: 'not-shorter',
      detail: {
        nb: 'En hastefrist kan bare forkorte, men denne er lengre enn varslingsfristen. Oppgi en kortere frist, eller null for ingen.',
        en: 'An emergency period can only shorten, but this one is longer than the notice period. Give a shorter one, or null for none.',
      },
    },
  ];
}

/**
 * Everything that is wrong with terms from outside (an API body, an import, a form), field by field; none means that the value is `Terms`.
 * Unknown fields are refused, so that a misspelt rule is never silently left out; lengths are whole, from 1 and at most two years.
 */
export function checkTerms(terms: unknown): FieldProblem[] {
  const problems: FieldProblem[] = [];
  object(members)(terms, '', (problem) => problems.push(problem));
  return problems.length > 0 ? problems : contradictionsIn(terms as Terms);
}
