import type { DescribedData } from '../approval/outsideDescription';
import type { CalendarDate } from '../calendar/calendarDate';

/** A length of time as an agreement states it. `businessDays` are Monday to Friday without the calendar's public holidays. */
export interface Period {
  length: number;
  unit: 'days' | 'weeks' | 'months' | 'businessDays';
}

/** What a clock can start from. */
export type Start = 'receipt' | 'sending' | 'publication';

export type ChangeType = 'add' | 'replace' | 'modify' | 'remove';

/** A chapter V tool (GDPR art. 45, 46(2)(c), 46(2)(d), 47, 49). */
export type TransferBasis = 'adequacy' | 'scc-46-2-c' | 'scc-46-2-d' | 'bcr' | 'derogation';

export interface NoticeTerms {
  /** null: inform beforehand, effect from the day after the start. */
  period: Period | null;
  /** One start, or several in order of preference: the first in the list that has happened. */
  from: Start | Start[];
  /** true: the day of effect lies after the period's last day; false: it may be that day. */
  clearDays: boolean;
}

export interface ObjectionTerms {
  /** null: open until the change takes effect for the agreement. */
  window: Period | null;
  from: Start | Start[];
  /** true: a last day on a Saturday, Sunday or public holiday moves to the next working day. */
  rollsForward: boolean;
  mustCloseBeforeEffect: boolean;
  grounds: 'none' | 'objective';
}

/** Rules for some changes only; when several match, the one whose notice period ends last wins. */
export interface TermsOverride {
  when: { changeType?: ChangeType[]; dataCategories?: string[] };
  notice?: Partial<NoticeTerms>;
  objection?: Partial<ObjectionTerms>;
}

export interface AfterObjectionTerms {
  answer: Period;
  terminate: Period;
  terminationEffect: Period;
  silence: 'accepts' | 'dropped';
}

/** An agreement's rules for subprocessor changes, as data (DESIGN.md, "Terms"). No code asks which template an agreement came from. */
export interface Terms {
  authorisation: 'general' | 'specific';
  notice: NoticeTerms;
  objection: ObjectionTerms;
  onObjection: 'mayTerminate' | 'negotiate' | 'notEngaged';
  thirdCountry: 'transferBasis' | 'writtenApproval';
  transferBases: TransferBasis[];
  newLocation: 'asAnyChange' | 'writtenApproval';
  removal: 'announce' | 'asAnyChange';
  intraGroupInEea: 'asAnyChange' | 'informOnly';
  receiptEvidence: 'presumed' | 'accepted' | 'delivered' | 'acknowledged';
  overrides: TermsOverride[];
  emergency: { period: Period | null } | null;
  afterObjection: AfterObjectionTerms | null;
  /** An IANA zone; every legal day of the agreement is a day there. */
  timeZone: string;
  /** Whose public holidays count. */
  calendar: 'NO';
}

/** Two texts with the same facts. */
export interface Explanation {
  nb: string[];
  en: string[];
}

/** What is known of when the clocks can start; what has not happened is left out. */
export interface Starts {
  receivedAt?: Date;
  sentAt?: Date;
  publishedAt?: Date;
}

/** The traits of a change that terms ask for. */
export interface ChangeTraits {
  changeType: ChangeType;
  dataCategories: string[];
  /** The subprocessor belongs to the processor's own group. */
  intraGroup: boolean;
  /** ISO 3166-1 alpha-2 codes where the subprocessor, or anyone below it, is established, stores, processes or has access. */
  countries: string[];
  /** For a modify: it brings a place where the data were not before. */
  newLocation: boolean;
  emergency: boolean;
  /** What it brings that this very agreement's own description of the processing does not name; left out where there is nothing. */
  outsideDescription?: DescribedData;
}

/** Every kind of explicit yes, in the order in which they are asked for. */
export const approvalKinds = ['specific', 'third-country', 'location', 'description'] as const;
export type ApprovalKind = (typeof approvalKinds)[number];

/** All dates of one notice under one agreement's terms. Dates are days in `terms.timeZone`; `closesAt` is the first instant that is too late. */
export interface Deadlines {
  receivedOn: CalendarDate | null;
  /** null where the terms have no period. */
  notice: { lastDay: CalendarDate; earliestEffectiveOn: CalendarDate } | null;
  /** null: open until the change takes effect for the agreement. */
  objection: { rawLastDay: CalendarDate; lastDay: CalendarDate; closesAt: Date } | null;
  /** null while no start is known. */
  earliestEffectiveOn: CalendarDate | null;
  approvals: ApprovalKind[];
  explanation: Explanation;
}

/** The dates alone. */
export type DeadlineDates = Omit<Deadlines, 'explanation'>;
