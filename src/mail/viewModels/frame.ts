import { localized } from '../../data/localText';
import { calendarDate, localDateOf } from '../../domain/calendar/calendarDate';
import { describeDate, type Locale } from '../../domain/periods/describe';
import { readMailAddress } from '../addresses';
import { cleanLine, cleanLines } from '../cleanText';
import type { Fact, Letter, LetterInput, Section } from '../letter';
import { factTexts } from '../texts/factTexts';
import { frameTexts } from '../texts/frameTexts';
import { revisionTexts } from '../texts/revisionTexts';
import { changeTitle } from './subprocessorFacts';

/** What differs between messages; the frame gives the rest. */
export interface LetterBody {
  /** Without the subprocessor's name and the agreement's reference, which the frame adds. */
  subject: string;
  title: string;
  lead: string[];
  box?: Letter['box'];
  code?: string | null;
  /** The button's words; null: the message has no link. */
  actionLabel?: string | null;
  sections: Section[];
}

/** Puts a body between what every message has: sender, addressee, the link, how to reach us, and why it came. */
export function framed(input: LetterInput, body: LetterBody): Letter {
  const { locale, addressee, shortReference, deployment, link, repeat } = input;
  const texts = frameTexts[locale];
  const label = body.actionLabel === undefined ? texts.openNotice : body.actionLabel;
  return {
    locale,
    subject: `${repeat ? texts.repeated : ''}${body.subject}${nameInSubject(input, body.subject)} (${shortReference})`,
    sender: deployment.processorName,
    title: body.title,
    lead: [texts.to(addressee.controllerName), ...(repeat ? [texts.repeatedNote] : []), ...body.lead],
    box: body.box ?? null,
    code: body.code ?? null,
    action: link && label ? { label, url: link, hint: texts.linkHint, urlIntroduction: texts.urlIntroduction } : null,
    sections: [...body.sections, contactSection(input)],
    footer: [texts.automatic(deployment.processorName), texts.contractual],
    words: { before: factTexts[locale].before, after: factTexts[locale].after },
  };
}

/** Several changes may run under one agreement: a subject that does not say which one is told apart by the subprocessor's name. */
function nameInSubject(input: LetterInput, subject: string): string {
  const details = input.notice?.content.details ?? input.change?.details;
  return details && !subject.includes(titleOfChange(input)) ? ` – ${cleanLine(details.legalName, 60)}` : '';
}

/** The change in words, from the notice's frozen facts or else from the change. */
export function titleOfChange({ notice, change, locale }: LetterInput): string {
  const subject = notice?.content ?? (change && { ...change, changeType: change.type });
  return subject ? changeTitle(subject, locale) : '';
}

/** Which change, which agreement, whose. */
export function aboutSection(input: LetterInput): Section {
  const texts = frameTexts[input.locale];
  const title = titleOfChange(input);
  return {
    heading: texts.about,
    facts: [...(title ? [{ label: texts.change, lines: [title] }] : []), ...agreementFacts(input), ...correctionFacts(input)],
  };
}

/** When the notice was corrected without new clocks, and why: what a letter states is as corrected. */
function correctionFacts({ notice, locale, terms, sending }: LetterInput): Fact[] {
  const lines = (notice?.corrections ?? []).map(({ at, reason }) =>
    [describeDate(localDateOf(at, terms.timeZone), locale), ...cleanLines(localized(reason, sending.locale))].join(': '),
  );
  return lines.length > 0 ? [{ label: revisionTexts[locale].corrected, lines }] : [];
}

export function agreementFacts({ locale, addressee }: LetterInput): Fact[] {
  const texts = frameTexts[locale];
  return [
    { label: texts.agreement, lines: [addressee.agreementReference] },
    { label: texts.controller, lines: [addressee.controllerName] },
  ];
}

/** The clause as people say it: a bare number is called a clause, "§ 6" and words are left as they are. */
export function clauseInLetter(clause: string | null, locale: Locale): string {
  const texts = frameTexts[locale];
  const trimmed = clause?.trim();
  if (!trimmed) return texts.clauseUnknown;
  return /^([A-Z]\.?)?\d[\d.]*$/.test(trimmed) ? texts.clauseNumber(trimmed) : texts.clauseWords(trimmed);
}

/** A legal day as the record keeps it, in words. */
export function dayInWords(day: string, locale: Locale): string {
  return describeDate(calendarDate(day), locale);
}

function contactSection({ locale, deployment, notice }: LetterInput): Section {
  const texts = frameTexts[locale];
  return {
    heading: texts.contact,
    facts: [
      { label: texts.processor, lines: [deployment.processorName] },
      { label: texts.replyTo, lines: [readMailAddress(deployment.replyTo).address] },
      { label: texts.dpo, lines: [deployment.processorDpo] },
      ...(notice ? [{ label: texts.noticeNumber, lines: [notice.shortId] }] : []),
    ],
  };
}
