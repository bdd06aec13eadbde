import { localized } from '../../data/localText';
import { outsideInWords } from '../../domain/approval/outsideDescription';
import { localDateOf } from '../../domain/calendar/calendarDate';
import { describeDate, describeInstant, type Locale } from '../../domain/periods/describe';
import { preferences } from '../../domain/periods/startDays';
import { approvalInWords, periodInWords, startInWords } from '../../domain/periods/words';
import { readMailAddress } from '../addresses';
import { cleanLine, cleanLines } from '../cleanText';
import type { Fact, Letter, LetterInput, LetterNotice, Section } from '../letter';
import { factTexts } from '../texts/factTexts';
import { frameTexts } from '../texts/frameTexts';
import { noticeTexts } from '../texts/noticeTexts';
import { revisionTexts } from '../texts/revisionTexts';
import { documentSection } from './documentLetters';
import { agreementFacts, clauseInLetter, framed, titleOfChange } from './frame';
import { type NoticeSituation, noticeSituation } from './noticeSituation';
import { correctedSections, revisedSections } from './revisionLetters';
import { chainFact, differences, subprocessorFacts, type Wording } from './subprocessorFacts';

interface NoticeInput extends LetterInput {
  notice: LetterNotice;
}

/** Everything that a notice has to say (DESIGN.md, "A notice says"), in the reader's language and under the agreement's own terms. */
export function noticeLetter(input: LetterInput): Letter {
  const { notice } = input;
  if (!notice) throw new Error(`the sending ${input.sending._id} is a notice without its notice`);
  const whole = { ...input, notice };
  const situation = noticeSituation(notice, input.deadlines);
  const texts = noticeTexts[input.locale];
  const { content } = notice;
  const title = titleOfChange(input);
  const parties = {
    processor: input.deployment.processorName,
    name: cleanLine(content.details.legalName),
    old: cleanLine(content.replacesName ?? factTexts[input.locale].notStated.toLowerCase()),
  };
  return framed(input, {
    subject: (content.revised ? revisionTexts[input.locale] : texts).subject(title),
    title,
    lead: [
      texts.opening(input.addressee.agreementReference, clauseInLetter(content.clause, input.locale)),
      texts.what[content.changeType](parties),
      ...(content.revised ? [revisionTexts[input.locale].lead] : []),
    ],
    box: { heading: texts.boxHeading, facts: boxFacts(whole, situation), paragraphs: [...urgency(whole), ...silence(whole, situation)] },
    actionLabel: texts.action,
    sections: [
      ...revisedSections(whole, { needsApproval: situation.approvals.length > 0 }),
      ...correctedSections(whole),
      changeSection(whole),
      ...subprocessorSections(whole),
      ...documentSection(whole),
      datesSection(whole, situation),
      ...approvalSection(whole, situation),
      { heading: texts.silenceHeading, paragraphs: silence(whole, situation) },
      objectSection(whole, situation),
      agreementSection(whole),
    ],
  });
}

function boxFacts(input: NoticeInput, situation: NoticeSituation): Fact[] {
  const { locale } = input;
  const texts = noticeTexts[locale];
  const { approvals, effectiveOn, onlyAnnounced } = situation;
  const day = describeDate(effectiveOn, locale);
  if (onlyAnnounced) return [{ label: texts.stopsBeingUsed, lines: [day] }];
  const needed = approvals.length > 0 ? [{ label: texts.approvalNeeded, lines: approvals.map((kind) => texts.approvals[kind]) }] : [];
  const isHeld = approvals.length > 0 || isObjected(input);
  const takesEffect = { label: isHeld ? texts.takesEffectAtEarliest : texts.takesEffect, lines: [day] };
  return [...needed, objectBeforeFact(input, situation), takesEffect];
}

function objectBeforeFact({ locale }: NoticeInput, { terms, objectBefore }: NoticeSituation): Fact {
  const texts = noticeTexts[locale];
  const { window, from } = terms.objection;
  if (!objectBefore) {
    const words = window ? texts.lastMomentUnknown(periodInWords(window)[locale], startInWords(from)[locale]) : '';
    return { label: texts.lastMoment, lines: [words] };
  }
  const moment = describeInstant(objectBefore, terms.timeZone, locale);
  return window ? { label: texts.lastMoment, lines: [moment] } : { label: texts.openUntil, lines: [moment, texts.openLonger] };
}

/** An emergency is said where it is seen first; what it does to the dates stands with them. */
function urgency({ notice, locale }: NoticeInput): string[] {
  return notice.content.emergencyReason ? [noticeTexts[locale].urgent] : [];
}

/** What it means under these terms to say nothing. */
function silence(input: NoticeInput, { approvals, effectiveOn, onlyAnnounced, terms }: NoticeSituation): string[] {
  const { locale } = input;
  const texts = noticeTexts[locale];
  const day = describeDate(effectiveOn, locale);
  if (onlyAnnounced) return [texts.silenceRemoval];
  if (approvals.length > 0) return [texts.silenceMeansNo];
  if (isObjected(input)) return [revisionTexts[locale].silenceObjected];
  return [terms.objection.window ? texts.silenceAccepts(day) : texts.silenceUntilEffect(day)];
}

/** An objection came along from the notice before: it stands unless they take it back. */
function isObjected({ notice }: NoticeInput): boolean {
  return notice.carriedObjection !== null && !notice.carriedObjection.late;
}

function changeSection({ notice, locale, sending, deployment }: NoticeInput): Section {
  const texts = noticeTexts[locale];
  const { content } = notice;
  const wording = wordingOf({ sending, locale, deployment });
  const reason = cleanLines(localized(content.reason, sending.locale));
  return {
    heading: texts.changeHeading,
    facts: [
      { label: texts.reason, lines: reason.length > 0 ? reason : [factTexts[locale].notStated] },
      ...(content.emergencyReason ? [{ label: texts.emergency, lines: cleanLines(content.emergencyReason) }] : []),
    ],
    comparisons: content.previousDetails
      ? differences({ before: content.previousDetails, after: content.details, modifiedFields: content.modifiedFields }, wording)
      : [],
  };
}

function subprocessorSections(input: NoticeInput): Section[] {
  const { content } = input.notice;
  const texts = noticeTexts[input.locale];
  const wording = wordingOf(input);
  const names = factTexts[input.locale];
  const replaced = { add: names.none, replace: content.replacesName ?? names.notStated, modify: null, remove: null }[content.changeType];
  const replaces = replaced ? [{ label: names.replaces, lines: [replaced] }] : [];
  const facts = (...fields: Parameters<typeof subprocessorFacts>[1]) => subprocessorFacts(content.details, fields, wording);
  return [
    {
      heading: texts.whoHeading,
      facts: facts('legalName', 'organisationNumber', 'country', 'address', 'contactPoint', 'intraGroup', 'services'),
    },
    { heading: texts.taskHeading, facts: facts('processing', 'dataCategories', 'dataSubjects', 'specialCategories') },
    { heading: texts.placesHeading, facts: facts('locations', 'transferBasis', 'securityMeasures') },
    { heading: texts.chainHeading, facts: [...replaces, ...facts('parentId'), chainFact(content.chain, wording)] },
  ];
}

function datesSection(input: NoticeInput, situation: NoticeSituation): Section {
  const { notice, locale, deadlines, statedAt } = input;
  const texts = noticeTexts[locale];
  const { planned, earliest, terms, onlyAnnounced } = situation;
  // What the terms need a yes for has its place above; here it is about days.
  const approvalSentences = new Set(Object.values(approvalInWords).map((sentence) => sentence[locale]));
  for (const sentence of outsideSentences(input)) approvalSentences.add(sentence);
  const explanation = (deadlines?.explanation[locale] ?? []).filter((line) => !approvalSentences.has(line));
  const assumed = notice.receivedAt === null && !onlyAnnounced && waitsForReceipt(terms);
  const earliestLine = earliest ? describeDate(earliest, locale) : texts.earliestUnknown;
  return {
    heading: texts.datesHeading,
    facts: [
      { label: texts.planned, lines: [describeDate(planned, locale), texts[notice.content.rollout]] },
      ...(onlyAnnounced ? [] : [{ label: texts.earliest, lines: [earliestLine] }, objectBeforeFact(input, situation)]),
    ],
    paragraphs: [...explanation, ...(assumed ? [texts.countedFrom(describeDate(localDateOf(statedAt, terms.timeZone), locale))] : [])],
  };
}

/** Days that run from publication, or from the sending, are no assumption: that has happened. */
function waitsForReceipt({ notice, objection }: NoticeSituation['terms']): boolean {
  const froms = [notice.from, ...(objection.window ? [objection.from] : [])];
  return froms.some((from) => preferences(from)[0] === 'receipt');
}

function objectSection(input: NoticeInput, { terms, onlyAnnounced }: NoticeSituation): Section {
  const { locale, notice, deployment } = input;
  const texts = noticeTexts[locale];
  const { window, grounds } = terms.objection;
  const { changeType } = notice.content;
  const how = [
    texts.howToObject,
    texts.howElse(readMailAddress(deployment.replyTo).address),
    grounds === 'objective' ? texts.groundsObjective : texts.groundsNone,
  ];
  if (onlyAnnounced) return { heading: texts.objectHeading, paragraphs: how };
  // The right to end the agreement is given for a new subprocessor only.
  const mayEnd = terms.onObjection === 'mayTerminate' && (changeType === 'add' || changeType === 'replace');
  const follows = terms.onObjection === 'mayTerminate' ? (mayEnd ? [texts.mayTerminate] : []) : [texts[terms.onObjection]];
  return {
    heading: texts.objectHeading,
    paragraphs: [
      ...how,
      ...(window ? [] : [texts.soon]),
      texts.effectOfObjection,
      ...follows,
      ...afterObjection(terms, locale),
      window ? texts.late : texts.lateAfterEffect,
    ],
  };
}

/** What comes after an objection, where the terms say it. */
function afterObjection({ afterObjection: rules }: NoticeSituation['terms'], locale: Locale): string[] {
  if (!rules) return [];
  const texts = noticeTexts[locale];
  const { answer, terminate, terminationEffect, silence: then } = rules;
  return [
    texts.afterObjection(periodInWords(answer)[locale], periodInWords(terminate)[locale]),
    ...(terminationEffect.length > 0 ? [texts.terminationEffect(periodInWords(terminationEffect)[locale])] : []),
    then === 'accepts' ? texts.thenAccepts : texts.thenDropped,
  ];
}

function approvalSection(input: NoticeInput, { approvals }: NoticeSituation): Section[] {
  if (approvals.length === 0) return [];
  const { locale } = input;
  const texts = noticeTexts[locale];
  const outside = approvals.includes('description') ? outsideSentences(input) : [];
  const asked = approvals.map((kind) => approvalInWords[kind][locale]);
  return [{ heading: texts.approvalHeading, paragraphs: [...asked, ...outside, texts.howToApprove] }];
}

/** What the change brings that the agreement does not describe. */
function outsideSentences({ notice, locale }: NoticeInput): string[] {
  const { outsideDescription } = notice.traits;
  return outsideDescription ? outsideInWords(outsideDescription).map((sentence) => cleanLine(sentence[locale], 5_000)) : [];
}

function agreementSection(input: NoticeInput): Section {
  const { locale, notice } = input;
  const clause = { label: frameTexts[locale].clause, lines: [clauseInLetter(notice.content.clause, locale)] };
  return { heading: noticeTexts[locale].agreementHeading, facts: [...agreementFacts(input), clause] };
}

function wordingOf({ sending, locale, deployment }: Pick<LetterInput, 'sending' | 'locale' | 'deployment'>): Wording {
  return { locale, reader: sending.locale, processorName: deployment.processorName };
}
