import type { ChangeRecord } from '../data/change.model';
import type { ContactRecord } from '../data/controller.model';
import type { DigestRecord } from '../data/digest.model';
import type { DocumentRequestRecord } from '../data/documentRequest.model';
import type { NoticeRecord } from '../data/notice.model';
import type { ObjectionRecord } from '../data/objection.model';
import type { QuestionRecord } from '../data/question.model';
import type { SendingRecord } from '../data/sending.model';
import type { Locale } from '../domain/periods/describe';
import type { Deadlines, Terms } from '../domain/terms/terms';
import { cleanLine } from './cleanText';

/** Whom a message is for, as it stood when the message was planned: later edits of the register do not change what can be made again. */
export interface Addressee {
  agreementReference: string;
  controllerName: string;
  /** Of the contact; may be empty. */
  contactName: string;
}

/** What of a notice the letters about it tell. */
export type LetterNotice = Pick<
  NoticeRecord,
  | '_id'
  | 'shortId'
  | 'commonHash'
  | 'content'
  | 'terms'
  | 'traits'
  | 'approvals'
  | 'messages'
  | 'publishedAt'
  | 'sentAt'
  | 'receivedAt'
  | 'acknowledgements'
  | 'announcedEffectiveOn'
  | 'corrections'
  | 'carriedObjection'
>;

/** Everything that a message is made of; the same input gives the same bytes. */
export interface RenderInput {
  sending: SendingRecord;
  notice: LetterNotice | null;
  change: ChangeRecord | null;
  addressee: Addressee;
  /** The agreement's, as frozen in the notice where there is one. */
  terms: Terms;
  /** Of the controller, to name whoever acted by a link. */
  contacts: readonly Pick<ContactRecord, 'id' | 'email'>[];
  objection: ObjectionRecord | null;
  question: QuestionRecord | null;
  /** Of the kinds that are about one. */
  documentRequest?: DocumentRequestRecord | null;
  /** As of `statedAt`. */
  deadlines: Deadlines | null;
  /** Legal time; the message's date. */
  statedAt: Date;
  /** The whole address of the notice's page, with its token. */
  link: string | null;
  /** Of a `oneTimeCode`. */
  code: string | null;
  /** An earlier try may have arrived: the message says that it repeats. */
  repeat: boolean;
}

/** Everything that a message to the staff is made of; the same input gives the same bytes. */
export interface StaffRenderInput {
  sending: SendingRecord;
  /** Of a `staffDigest`. */
  digest: DigestRecord | null;
  /** Of the processor. */
  timeZone: string;
  statedAt: Date;
  repeat: boolean;
}

/** What a view model for the staff is made from. */
export interface StaffLetterInput extends StaffRenderInput {
  deployment: MailDeployment;
  locale: Locale;
}

/** Facts of this deployment that stand in every message. Addresses as `name@domain` or `Name <name@domain>`. */
export interface MailDeployment {
  processorName: string;
  /** How to reach the data protection officer, in words. */
  processorDpo: string;
  baseUrl: string;
  from: string;
  replyTo: string;
  /** Domain of the envelope senders that tell bounces apart; without it bounces go to `from`. */
  bounceDomain: string | null;
  /** Header by which the provider's own events name the sending; null: none is added. */
  sendingHeader: string | null;
}

/** What a view model is made from. */
export interface LetterInput extends RenderInput {
  deployment: MailDeployment;
  /** The agreement's reference, short enough for a subject. */
  shortReference: string;
  /** The language of the message: nynorsk readers get bokmål until there are texts of their own. */
  locale: Locale;
}

/** A label and what it says, a line each. */
export interface Fact {
  label: string;
  lines: string[];
}

export interface Comparison {
  label: string;
  before: string[];
  after: string[];
}

export interface Section {
  heading: string;
  facts?: Fact[];
  comparisons?: Comparison[];
  paragraphs?: string[];
  /** Pages of the desk, each with a word of when. */
  links?: { label: string; url: string; note: string }[];
  /** Somebody's own words. */
  quote?: string[];
}

/** A message before it is typeset: finished strings in reading order. HTML and text are made from the same one. */
export interface Letter {
  locale: Locale;
  subject: string;
  /** Who writes. */
  sender: string;
  title: string;
  lead: string[];
  box: { heading: string; facts: Fact[]; paragraphs: string[] } | null;
  code: string | null;
  action: { label: string; url: string; hint: string; urlIntroduction: string } | null;
  sections: Section[];
  footer: string[];
  words: { before: string; after: string };
}

/** The letter with every string made one clean line: whatever people typed, it cannot forge a header, a line or a direction of writing. */
export function cleanLetter(letter: Letter): Letter {
  return cleaned(letter) as Letter;
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return cleanLine(value, 20_000);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, cleaned(member)]));
}
