import type { ObjectionGrounds, ObjectionRecord } from '../../data/objection.model';
import { cleanLine, cleanLines } from '../cleanText';
import type { Fact, Letter, LetterInput, Section } from '../letter';
import { confirmationTexts } from '../texts/confirmationTexts';
import { nextStepTexts } from '../texts/nextStepTexts';
import { objectionTexts } from '../texts/objectionTexts';
import { stageTexts } from '../texts/stageTexts';
import { momentInWords } from './confirmationLetters';
import { aboutSection, dayInWords, framed } from './frame';
import { afterObjecting, answerBy } from './nextSteps';
import { limitFacts, rightSections, stageDecision } from './stageLetters';

interface ObjectionInput extends LetterInput {
  objection: ObjectionRecord;
}

/** Reference, time, the words as they came, whether in time, what happens next and by when. */
export function objectionReceivedLetter(input: LetterInput): Letter {
  const whole = withObjection(input);
  const { objection, locale } = whole;
  const texts = objectionTexts[locale];
  const title = texts.received.title(cleanLine(objection.reference));
  const [grounds] = objection.grounds;
  return framed(input, {
    subject: title,
    title,
    lead: [texts.received.lead, ...(grounds?.enteredBy ? [texts.entered] : [])],
    box: { heading: texts.confirmation, facts: statusFacts(whole), paragraphs: [] },
    sections: [{ heading: texts.next, paragraphs: whatHappensNext(whole) }, ...wordsSection(whole, grounds), aboutSection(input)],
  });
}

/** One more text to an open objection. `detail`: grounds, which one, from 0; without it the last. */
export function objectionAddedLetter(input: LetterInput): Letter {
  const whole = withObjection(input);
  const { objection, locale, sending } = whole;
  const texts = objectionTexts[locale];
  const index = Number(sending.detail?.grounds ?? objection.grounds.length - 1);
  const title = texts.added.title(cleanLine(objection.reference));
  return framed(input, {
    subject: title,
    title,
    lead: [texts.added.lead, ...(objection.grounds[index]?.enteredBy ? [texts.entered] : [])],
    box: { heading: texts.confirmation, facts: statusFacts(whole, objection.grounds[index]), paragraphs: [] },
    sections: [...nextSection(whole), ...wordsSection(whole, objection.grounds[index]), aboutSection(input)],
  });
}

export function objectionWithdrawnLetter(input: LetterInput): Letter {
  const whole = withObjection(input);
  const texts = objectionTexts[whole.locale];
  const title = texts.withdrawn.title(cleanLine(whole.objection.reference));
  const step = whole.objection.history.findLast(({ event }) => event === 'withdraw');
  const act = step
    ? [
        {
          heading: confirmationTexts[whole.locale].acknowledged.heading,
          facts: [
            { label: confirmationTexts[whole.locale].at, lines: [momentInWords(step.at, input)] },
            { label: confirmationTexts[whole.locale].by, lines: [step.by] },
          ],
        },
      ]
    : [];
  return framed(input, {
    subject: title,
    title,
    lead: [texts.withdrawn.lead, texts.withdrawn.notYou],
    sections: [...nextSection(whole), ...act, aboutSection(input)],
  });
}

/** What became of the objection. `detail`: event, one of the objection machine's. */
export function objectionDecidedLetter(input: LetterInput): Letter {
  const whole = withObjection(input);
  const { objection, locale, sending } = whole;
  const texts = objectionTexts[locale];
  const event = sending.detail?.event ?? '';
  const decision = decisionOf(whole, event);
  const step = objection.history.findLast((each) => each.event === event) ?? objection.history.at(-1);
  const reason = step?.reason ?? (event === 'terminate' || event === 'dismiss' ? objection.history.at(-1)?.reason : null);
  return framed(input, {
    subject: `${decision.title} (${cleanLine(objection.reference)})`,
    title: decision.title,
    lead: decision.lead,
    box:
      decision.facts.length > 0
        ? { heading: finalEvents.has(event) ? texts.decided : texts.standing, facts: decision.facts, paragraphs: [] }
        : null,
    sections: [
      ...decision.sections,
      ...(reason ? [{ heading: texts.why, quote: cleanLines(reason) }] : []),
      ...(saysWhatFollows.has(event) ? [] : nextSection(whole)),
      { heading: texts.objection, facts: statusFacts(whole) },
      aboutSection(input),
    ],
  });
}

/** What these tell is decided; what the others tell runs on. */
const finalEvents: ReadonlySet<string> = new Set(['terminate', 'terminateByController', 'dismiss']);
/** Their own words say all that follows, or the rights that the terms give then. */
const saysWhatFollows: ReadonlySet<string> = new Set([
  ...['askGrounds', 'propose', 'answer', 'answerLapsed', 'uphold', 'terminate', 'terminateByController', 'silenceDrops', 'changeWithdrawn'],
  'agreementEnded',
]);

/** What happens next and by when, as things stand. */
function nextSection({ objection, notice, deadlines, statedAt: now, locale }: ObjectionInput): Section[] {
  if (!notice) return [];
  return [
    { heading: nextStepTexts[locale].title, paragraphs: afterObjecting(objection, { notice, deadlines, effect: null, locale, now }) },
  ];
}

interface Decision {
  title: string;
  lead: string[];
  facts: Fact[];
  sections: Section[];
}

function decisionOf({ objection, locale, terms }: ObjectionInput, event: string): Decision {
  const texts = objectionTexts[locale];
  const place = { locale, timeZone: terms.timeZone };
  const plain = ({ title, lead }: { title: string; lead: string }): Decision => ({ title, lead: [lead], facts: [], sections: [] });
  switch (event) {
    case 'askGrounds': {
      const day = objection.answerBy ? dayInWords(objection.answerBy, locale) : '';
      const facts = [{ label: texts.askGrounds.answerBy, lines: [day] }];
      return { title: texts.askGrounds.title, lead: [texts.askGrounds.lead(day), texts.askGrounds.otherwise], facts, sections: [] };
    }
    case 'propose':
      return proposalDecision(objection, place);
    case 'terminate': {
      const day = objection.agreementEndsOn ? dayInWords(objection.agreementEndsOn, locale) : '';
      const facts = [{ label: texts.terminate.endsOn, lines: [day] }];
      return { title: texts.terminate.title, lead: [texts.terminate.lead(day)], facts, sections: [] };
    }
    case 'dismiss': {
      const from = objection.countsUntil;
      const facts = from ? [{ label: texts.dismiss.countsUntil, lines: [dayInWords(from, locale)] }] : [];
      return { ...plain(texts.dismiss), facts };
    }
    case 'counter':
      return counterDecision(objection, locale);
    case 'correctEntry': {
      const upheld = objection.state === 'upheld' ? [texts.correctEntry.upheld] : [];
      return { ...plain(texts.correctEntry), lead: [texts.correctEntry.lead, ...upheld] };
    }
    case 'strikeOut': {
      const { title, lead, partly, notYou } = texts.strikeOut;
      return { ...plain(texts.strikeOut), title, lead: [objection.state === 'withdrawn' ? lead : partly, notYou] };
    }
    case 'accept': {
      const accepted = objection.proposals.findLast(({ answer }) => answer === 'accepted');
      const sections = accepted ? [{ heading: texts.propose.proposal, quote: cleanLines(accepted.text) }] : [];
      return { ...plain(texts.accept), sections };
    }
    case 'review':
    case 'stands':
    case 'decline':
    case 'uphold':
    case 'admit':
      return plain(texts[event]);
    default:
      return stageDecision(objection, { event, ...place }) ?? plain(objection.state === 'upheld' ? texts.uphold : texts.moot);
  }
}

function proposalDecision(objection: ObjectionRecord, place: { locale: LetterInput['locale']; timeZone: string }): Decision {
  const { locale } = place;
  const { proposals, stages } = objection;
  const texts = objectionTexts[locale].propose;
  const proposal = proposals.at(-1);
  // Under chained clocks silence says something.
  const silence = stages ? [] : [texts.silence];
  const day = proposal?.effectiveOn ? [{ label: texts.effectiveOn, lines: [dayInWords(proposal.effectiveOn, locale)] }] : [];
  const drop = proposal?.drop ? [texts.drop] : [];
  const attached = proposal?.documentIds.length ?? 0;
  return {
    title: texts.title,
    lead: [texts.lead, ...drop, ...(attached > 0 ? [texts.attached(attached)] : []), ...silence],
    facts: [...day, ...limitFacts(objection, place)],
    sections: [...(proposal ? [{ heading: texts.proposal, quote: cleanLines(proposal.text) }] : []), ...rightSections(objection, place)],
  };
}

function counterDecision({ proposals }: ObjectionRecord, locale: LetterInput['locale']): Decision {
  const texts = objectionTexts[locale].counter;
  const counter = proposals.findLast((each) => each.counter !== null)?.counter;
  return {
    title: texts.title,
    lead: [texts.lead],
    facts: counter?.effectiveOn ? [{ label: texts.effectiveOn, lines: [dayInWords(counter.effectiveOn, locale)] }] : [],
    sections: counter ? [{ heading: texts.proposal, quote: cleanLines(counter.text) }] : [],
  };
}

function whatHappensNext({ objection, terms, locale }: ObjectionInput): string[] {
  const texts = objectionTexts[locale].received;
  if (objection.state === 'upheld') return [texts.upheld];
  const { file } = nextStepTexts[locale];
  if (objection.late) return [texts.late, texts.review, texts.withdraw, file];
  const later = objection.stages ? [stageTexts[locale].mayTerminateLater] : [];
  return [texts.inTime, texts.review, answerBy(objection, terms, locale), ...later, texts.withdraw, file];
}

function statusFacts(input: ObjectionInput, grounds?: ObjectionGrounds): Fact[] {
  const { objection, locale } = input;
  const texts = objectionTexts[locale];
  return [
    { label: texts.reference, lines: [objection.reference] },
    { label: texts.receivedAt, lines: [momentInWords(grounds?.at ?? objection.receivedAt, input)] },
    { label: texts.inTimeOrLate, lines: [objection.late ? texts.late : texts.inTime] },
  ];
}

function wordsSection({ locale }: ObjectionInput, grounds: ObjectionGrounds | undefined): Section[] {
  if (!grounds) return [];
  const texts = objectionTexts[locale];
  const from = [grounds.name, grounds.title].filter((part) => part !== '').join(', ');
  const attached = grounds.documentIds.length;
  const facts = [
    ...(from ? [{ label: texts.by, lines: [from] }] : []),
    ...(attached > 0 ? [{ label: texts.attachments, lines: [texts.files(attached)] }] : []),
  ];
  return [{ heading: texts.yourWords, facts, quote: cleanLines(grounds.text) }];
}

function withObjection(input: LetterInput): ObjectionInput {
  const { objection } = input;
  if (!objection) throw new Error(`the sending ${input.sending._id} is about an objection and was given none`);
  return { ...input, objection };
}
