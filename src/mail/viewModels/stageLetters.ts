import type { ObjectionRecord } from '../../data/objection.model';
import { describeInstant, type Locale } from '../../domain/periods/describe';
import { cleanLine, cleanLines } from '../cleanText';
import type { Fact, Letter, LetterInput, Section } from '../letter';
import { stageTexts } from '../texts/stageTexts';
import { aboutSection, dayInWords, framed } from './frame';

type StagedObjection = Pick<ObjectionRecord, 'stages' | 'proposals' | 'agreementEndsOn'>;

interface StageDecision {
  title: string;
  lead: string[];
  facts: Fact[];
  sections: Section[];
}

/** What became of an objection under chained clocks; null for an event that has nothing to do with them. */
export function stageDecision(
  objection: StagedObjection,
  { event, locale, timeZone }: { event: string; locale: Locale; timeZone: string },
): StageDecision | null {
  const texts = stageTexts[locale];
  const facts = limitFacts(objection, { locale, timeZone });
  const sections = rightSections(objection, { locale, timeZone });
  switch (event) {
    case 'answer': {
      const { title, lead, reply } = texts.answer;
      const words = objection.stages?.reply?.text ?? '';
      return { title, lead: [lead], facts, sections: [{ heading: reply, quote: cleanLines(words) }, ...sections] };
    }
    case 'answerLapsed':
      return { title: texts.answerLapsed.title, lead: [texts.answerLapsed.lead], facts, sections };
    case 'terminateByController': {
      const { title, lead, endsOn, notYou } = texts.terminateByController;
      const day = objection.agreementEndsOn ? dayInWords(objection.agreementEndsOn, locale) : '';
      return { title, lead: [lead(day), notYou], facts: [{ label: endsOn, lines: [day] }], sections: [] };
    }
    case 'silenceAccepts': {
      const accepted = objection.proposals.at(-1)?.answer === 'accepted';
      const { title, lead, leadProposal } = texts.silenceIsYes;
      return { title, lead: [accepted ? leadProposal : lead], facts: [], sections: [] };
    }
    case 'silenceDrops':
      return { title: texts.silenceIsNo.title, lead: [texts.silenceIsNo.lead], facts: [], sections: [] };
    default:
      return null;
  }
}

/** The controller's right to terminate ends soon, and its objection has not ended. */
export function terminationReminderLetter(input: LetterInput): Letter {
  const { objection, locale, terms, sending } = input;
  if (!objection) throw new Error(`the sending ${sending._id} is about an objection and was given none`);
  const texts = stageTexts[locale].reminder;
  const title = texts.title(cleanLine(objection.reference));
  const place = { locale, timeZone: terms.timeZone };
  return framed(input, {
    subject: title,
    title,
    lead: [texts.lead],
    box: { heading: stageTexts[locale].rights, facts: limitFacts(objection, place), paragraphs: whatThen(objection, place) },
    sections: [aboutSection(input)],
  });
}

/** Until when the controller may terminate, and what it means if it does not. Nothing before the answer or its absence. */
export function whatThen({ stages, proposals }: StagedObjection, { locale, timeZone }: { locale: Locale; timeZone: string }): string[] {
  if (!stages) return [];
  const texts = stageTexts[locale];
  if (!stages.answeredAt && !stages.lapsedAt) return [texts.mayTerminateLater];
  const last = proposals.at(-1);
  const isProposed = last !== undefined && last.answer === null && last.lapsedAt === null;
  const accepts = isProposed ? texts.silenceAcceptsProposal : texts.silenceAccepts;
  return [
    texts.mayTerminateUntil(describeInstant(stages.termination.closesAt, timeZone, locale)),
    stages.silence === 'accepts' ? accepts : texts.silenceDrops,
  ];
}

/** The last moment to terminate, once it is known for good. */
export function limitFacts(
  { stages }: Pick<StagedObjection, 'stages'>,
  { locale, timeZone }: { locale: Locale; timeZone: string },
): Fact[] {
  if (!stages?.answeredAt && !stages?.lapsedAt) return [];
  return [{ label: stageTexts[locale].lastMoment, lines: [describeInstant(stages.termination.closesAt, timeZone, locale)] }];
}

/** What the controller can do, and how its time limits came about. Nothing without chained clocks. */
export function rightSections(objection: StagedObjection, place: { locale: Locale; timeZone: string }): Section[] {
  const { stages } = objection;
  if (!stages) return [];
  const texts = stageTexts[place.locale];
  return [
    { heading: texts.rights, paragraphs: whatThen(objection, place) },
    { heading: texts.why, paragraphs: stages.explanation[place.locale] },
  ];
}
