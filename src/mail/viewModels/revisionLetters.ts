import { localized } from '../../data/localText';
import type { ToldFacts } from '../../data/notice.model';
import { localDateOf } from '../../domain/calendar/calendarDate';
import { describeDate } from '../../domain/periods/describe';
import { cleanLine, cleanLines } from '../cleanText';
import type { Comparison, Fact, Letter, LetterInput, LetterNotice, Section } from '../letter';
import { factTexts } from '../texts/factTexts';
import { revisionTexts } from '../texts/revisionTexts';
import { aboutSection, dayInWords, framed, titleOfChange } from './frame';
import { chainFact, differences, type Wording } from './subprocessorFacts';

/** What was told before beside what is told now, a row for each fact that reads otherwise. */
export function revisionComparisons(before: ToldFacts, after: ToldFacts, wording: Wording): Comparison[] {
  const texts = revisionTexts[wording.locale];
  const names = factTexts[wording.locale];
  const orNone = (lines: string[]): string[] => (lines.length > 0 ? lines : [names.none]);
  const rowsOf = (facts: ToldFacts): [string, string[]][] => [
    [texts.kind, [texts.kinds[facts.changeType]]],
    [texts.planned, [dayInWords(facts.plannedEffectiveOn, wording.locale)]],
    [texts.rollout, [texts.rollouts[facts.rollout]]],
    [texts.reason, orNone(cleanLines(localized(facts.reason, wording.reader)))],
    [texts.emergency, orNone(cleanLines(facts.emergencyReason ?? ''))],
    [names.replaces, orNone(facts.replacesName ? [cleanLine(facts.replacesName)] : [])],
    [names.chain, chainFact(facts.chain, wording).lines],
  ];
  const fresh = rowsOf(after);
  const ofChange = rowsOf(before).flatMap(([label, lines], index): Comparison[] => {
    const now = fresh[index]?.[1] ?? [];
    return lines.join('\n') === now.join('\n') ? [] : [{ label, before: lines, after: now }];
  });
  return [...ofChange, ...differences({ before: before.details, after: after.details, modifiedFields: [] }, wording)];
}

/** Of a notice that took another's place: what is different from what was told before, why, and what that does to what was answered. */
export function revisedSections(
  { notice, ...input }: LetterInput & { notice: LetterNotice },
  { needsApproval }: { needsApproval: boolean },
): Section[] {
  const { content, carriedObjection } = notice;
  const texts = revisionTexts[input.locale];
  const revised: Section[] = content.revised
    ? [
        {
          heading: texts.heading,
          facts: [{ label: texts.why, lines: cleanLines(localized(content.revised.reason, input.sending.locale)) }],
          comparisons: revisionComparisons(content.revised.before, content, wordingOf(input)),
          paragraphs: needsApproval ? [texts.lapsed] : [],
        },
      ]
    : [];
  if (!carriedObjection) return revised;
  const words = carriedObjection.late ? texts.objectionLate : texts.objectionStands;
  return [...revised, { heading: texts.objectionHeading, paragraphs: [words(cleanLine(carriedObjection.reference))] }];
}

/** What was corrected beside a notice after it was made: for the notice itself, each with what was told before. */
export function correctedSections({ notice, ...input }: LetterInput & { notice: LetterNotice }): Section[] {
  const texts = revisionTexts[input.locale];
  return notice.corrections.map(({ before, facts, ...correction }) => ({
    heading: texts.correctedHeading,
    facts: [correctionFact({ ...input, notice }, correction)],
    comparisons: revisionComparisons(before, facts, wordingOf(input)),
  }));
}

/** A correction that moves no clock. `detail`: revision. */
export function revisionInformationLetter(input: LetterInput): Letter {
  const { locale, deployment, notice, sending } = input;
  const texts = revisionTexts[locale];
  const correction = notice?.corrections.find(({ revision }) => String(revision) === sending.detail?.revision);
  if (!correction) throw new Error(`the sending ${sending._id} is to tell a correction and was given none`);
  const reason = cleanLines(localized(correction.reason, sending.locale));
  return framed(input, {
    subject: texts.information.subject(titleOfChange(input)),
    title: texts.information.title,
    lead: [texts.information.lead(deployment.processorName)],
    actionLabel: texts.information.action,
    sections: [
      {
        heading: texts.information.heading,
        facts: [{ label: texts.why, lines: reason }],
        comparisons: revisionComparisons(correction.before, correction.facts, wordingOf(input)),
      },
      aboutSection(input),
    ],
  });
}

/** After a correction the change no longer concerns the agreement. */
export function notConcernedLetter(input: LetterInput): Letter {
  const { locale, change, deployment, sending } = input;
  const texts = revisionTexts[locale];
  const reason = cleanLines(localized(change?.publication?.reasonForRevision, sending.locale));
  return framed(input, {
    subject: texts.notConcerned.title,
    title: texts.notConcerned.title,
    lead: [texts.notConcerned.lead(deployment.processorName)],
    sections: [...(reason.length > 0 ? [{ heading: texts.why, quote: reason }] : []), aboutSection(input)],
  });
}

function correctionFact(
  { terms, locale, sending }: LetterInput,
  { at, reason }: Pick<LetterNotice['corrections'][number], 'at' | 'reason'>,
): Fact {
  const day = describeDate(localDateOf(at, terms.timeZone), locale);
  return { label: revisionTexts[locale].corrected, lines: [day, ...cleanLines(localized(reason, sending.locale))] };
}

function wordingOf({ sending, locale, deployment }: Pick<LetterInput, 'sending' | 'locale' | 'deployment'>): Wording {
  return { locale, reader: sending.locale, processorName: deployment.processorName };
}
