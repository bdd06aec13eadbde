import { type CalendarDate, calendarDate } from '../calendar/calendarDate';
import type { BothLanguages } from '../outcome';

/** One adequacy decision of the European Commission (GDPR art. 45, earlier Directive 95/46/EC art. 25(6)). */
export interface AdequacyDecision {
  /** ISO 3166-1 alpha-2. */
  country: string;
  decision: string;
  /** The day it was adopted. */
  from: CalendarDate;
  /** The last day it counts; null: until repealed. */
  until: CalendarDate | null;
  /** Where it does not cover every recipient in the country. */
  scope: BothLanguages | null;
  /** Whether it counts only with a reference that shows the recipient is covered. */
  needsReference: boolean;
}

const commercial: BothLanguages = {
  nb: 'bare virksomheter som omfattes av den føderale personvernloven PIPEDA',
  en: 'only organisations subject to the federal privacy act PIPEDA',
};
const privateSector: BothLanguages = {
  nb: 'bare virksomheter som omfattes av personvernloven APPI med tilleggsreglene',
  en: 'only operators subject to the APPI with its supplementary rules',
};
const certified: BothLanguages = {
  nb: 'bare mottakere som er sertifisert under Data Privacy Framework',
  en: 'only recipients certified under the Data Privacy Framework',
};

/**
 * The decisions as of November 2026; admins may keep an edited list. The EFTA states of the EEA apply a decision from the same time as the
 * Union unless they say otherwise (EEA Joint Committee Decision 154/2018). The United Kingdom's was extended in June and December 2025. Of the
 * United States, Safe Harbor and Privacy Shield are left out on purpose: annulled from the start (C-362/14, C-311/18).
 */
export const adequacyDecisions: readonly AdequacyDecision[] = [
  everyRecipient('CH', '2000/518/EC', '2000-07-26'),
  { ...everyRecipient('CA', '2002/2/EC', '2001-12-20'), scope: commercial },
  everyRecipient('AR', '2003/490/EC', '2003-06-30'),
  everyRecipient('GG', '2003/821/EC', '2003-11-21'),
  everyRecipient('IM', '2004/411/EC', '2004-04-28'),
  everyRecipient('JE', '2008/393/EC', '2008-05-08'),
  everyRecipient('FO', '2010/146/EU', '2010-03-05'),
  everyRecipient('AD', '2010/625/EU', '2010-10-19'),
  everyRecipient('IL', '2011/61/EU', '2011-01-31'),
  everyRecipient('UY', '2012/484/EU', '2012-08-21'),
  everyRecipient('NZ', '2013/65/EU', '2012-12-19'),
  { ...everyRecipient('JP', '(EU) 2019/419', '2019-01-23'), scope: privateSector },
  { ...everyRecipient('GB', '(EU) 2021/1772', '2021-06-28'), until: calendarDate('2031-12-27') },
  everyRecipient('KR', '(EU) 2022/254', '2021-12-17'),
  { ...everyRecipient('US', '(EU) 2023/1795', '2023-07-10'), scope: certified, needsReference: true },
  everyRecipient('BR', '(EU) 2026/179', '2026-01-26'),
];

/** The decision that covers the country on the day; undefined where there is none. */
export function adequacyOf(
  country: string,
  on: CalendarDate,
  decisions: readonly AdequacyDecision[] = adequacyDecisions,
): AdequacyDecision | undefined {
  return decisions.find((decision) => decision.country === country && decision.from <= on && (!decision.until || on <= decision.until));
}

function everyRecipient(country: string, decision: string, from: string): AdequacyDecision {
  return { country, decision, from: calendarDate(from), until: null, scope: null, needsReference: false };
}
