import { type CalendarDate, calendarDate } from '../calendar/calendarDate';
import type { BothLanguages } from '../outcome';

/** What can be said of an adequacy decision of the European Commission (GDPR art. 45, earlier Directive 95/46/EC art. 25(6)). */
export interface AdequacyContent {
  /** What it calls itself. */
  name: string;
  /** Its number: `2000/518/EC`, `(EU) 2023/1795`. */
  decision: string;
  /** The day it was adopted. */
  from: CalendarDate;
  /** The last day it counts; null: until repealed. */
  until: CalendarDate | null;
  /** Where it does not cover every recipient in the country. */
  scope: BothLanguages | null;
  /** It counts only with a reference that shows that the recipient is certified. */
  certifiedOnly: boolean;
}

/** One decision on the days on which it counts. */
export interface AdequacyDecision extends AdequacyContent {
  /** A country, or a territory with a code of its own: ISO 3166-1 alpha-2. */
  country: string;
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
 * The decisions as of November 2026: what a new installation begins with. From then on its admins keep the list (adequacyList.ts). The EFTA states of the EEA
 * apply a decision from the same time as the Union unless they say otherwise (EEA Joint Committee Decision 154/2018). The United Kingdom's was extended in June
 * and December 2025. Of the United States, Safe Harbor and Privacy Shield are left out on purpose: annulled from the start (C-362/14, C-311/18).
 */
export const initialAdequacyDecisions: readonly AdequacyDecision[] = [
  decided('CH', '2000/518/EC', '2000-07-26'),
  { ...decided('CA', '2002/2/EC', '2001-12-20'), scope: commercial },
  decided('AR', '2003/490/EC', '2003-06-30'),
  decided('GG', '2003/821/EC', '2003-11-21'),
  decided('IM', '2004/411/EC', '2004-04-28'),
  decided('JE', '2008/393/EC', '2008-05-08'),
  decided('FO', '2010/146/EU', '2010-03-05'),
  decided('AD', '2010/625/EU', '2010-10-19'),
  decided('IL', '2011/61/EU', '2011-01-31'),
  implementing('UY', '2012/484/EU', '2012-08-21'),
  implementing('NZ', '2013/65/EU', '2012-12-19'),
  { ...implementing('JP', '(EU) 2019/419', '2019-01-23'), scope: privateSector },
  { ...implementing('GB', '(EU) 2021/1772', '2021-06-28'), until: calendarDate('2031-12-27') },
  implementing('KR', '(EU) 2022/254', '2021-12-17'),
  { ...implementing('US', '(EU) 2023/1795', '2023-07-10'), name: 'EU-US Data Privacy Framework', scope: certified, certifiedOnly: true },
  implementing('BR', '(EU) 2026/179', '2026-01-26'),
];

/** The decision that covers the country on the day; undefined where there is none. */
export function adequacyOf(country: string, on: CalendarDate, decisions: readonly AdequacyDecision[]): AdequacyDecision | undefined {
  return decisions.find((decision) => decision.country === country && decision.from <= on && (!decision.until || on <= decision.until));
}

function decided(country: string, decision: string, from: string): AdequacyDecision {
  return { country, name: 'Commission Decision', decision, from: calendarDate(from), until: null, scope: null, certifiedOnly: false };
}

function implementing(country: string, decision: string, from: string): AdequacyDecision {
  return { ...decided(country, decision, from), name: 'Commission Implementing Decision' };
}
