import type { NoticeMessageRecord } from '../../data/dialogue.model';
import { outsideInWords } from '../../domain/approval/outsideDescription';
import { cleanLine, cleanLines } from '../cleanText';
import type { Letter, LetterInput, LetterNotice, Section } from '../letter';
import { consentTexts } from '../texts/consentTexts';
import { noticeTexts } from '../texts/noticeTexts';
import { momentInWords } from './confirmationLetters';
import { aboutSection, dayInWords, framed } from './frame';
import { noticeSituation } from './noticeSituation';

/** `detail`: reference, effectiveOn (a legal day), at (RFC 3339), by; objection: the reference of one that was open then. */
export function consentGivenLetter(input: LetterInput): Letter {
  const { given } = consentTexts[input.locale];
  const { objection } = input.sending.detail ?? {};
  const holds = objection ? [given.objection(objection)] : [];
  return framed(input, {
    subject: given.title,
    title: given.title,
    lead: [given.lead(dayOf(input))],
    sections: [
      { heading: given.heading, paragraphs: [given.lifts, ...holds, given.keeps, given.withdraw] },
      doneSection(input),
      aboutSection(input),
    ],
  });
}

/** `detail`: as of the consent. */
export function consentWithdrawnLetter(input: LetterInput): Letter {
  const { withdrawn } = consentTexts[input.locale];
  return framed(input, {
    subject: withdrawn.title,
    title: withdrawn.title,
    lead: [withdrawn.lead(dayOf(input))],
    sections: [doneSection(input), aboutSection(input)],
  });
}

/** The DPO wishes for an earlier day. `detail`: messageId. */
export function consentRequestedLetter(input: LetterInput): Letter {
  const { locale, deployment, deadlines } = input;
  const { requested } = consentTexts[locale];
  const { message } = messageOf(input);
  const day = message.effectiveOn ? dayInWords(message.effectiveOn, locale) : '';
  const earliest = deadlines?.earliestEffectiveOn;
  return framed(input, {
    subject: requested.title,
    title: requested.title,
    lead: [requested.lead(deployment.processorName, day)],
    box: {
      heading: requested.days,
      facts: [
        { label: requested.wished, lines: [day] },
        ...(earliest ? [{ label: requested.otherwise, lines: [dayInWords(earliest, locale)] }] : []),
      ],
      paragraphs: [requested.free, requested.how],
    },
    sections: [{ heading: requested.reason, quote: cleanLines(message.text) }, aboutSection(input)],
  });
}

/** What the DPO writes about an approval. `detail`: messageId. */
export function approvalMessageLetter(input: LetterInput): Letter {
  const { locale, deployment, deadlines } = input;
  const { about } = consentTexts[locale];
  const { message, notice } = messageOf(input);
  const outside = notice.traits.outsideDescription ? outsideInWords(notice.traits.outsideDescription) : [];
  const needed = noticeSituation(notice, deadlines).approvals;
  return framed(input, {
    subject: about.title,
    title: about.title,
    lead: [about.lead(deployment.processorName)],
    sections: [
      { heading: about.message, quote: cleanLines(message.text) },
      {
        heading: about.heading,
        paragraphs: [
          ...needed.map((kind) => noticeTexts[locale].approvals[kind]),
          ...(needed.includes('description') ? outside.map((sentence) => cleanLine(sentence[locale], 5_000)) : []),
          about.how,
        ],
      },
      aboutSection(input),
    ],
  });
}

function messageOf({ notice, sending }: LetterInput): { message: NoticeMessageRecord; notice: LetterNotice } {
  const message = notice?.messages.find(({ id }) => id === sending.detail?.messageId);
  if (!notice || !message) throw new Error(`the sending ${sending._id} is to tell a message and there is none`);
  return { message, notice };
}

function dayOf({ sending, locale }: LetterInput): string {
  const day = sending.detail?.effectiveOn;
  if (!day) throw new Error(`the sending ${sending._id} is to tell a day and was given none`);
  return dayInWords(day, locale);
}

function doneSection(input: LetterInput): Section {
  const texts = consentTexts[input.locale];
  const { reference, at, by } = input.sending.detail ?? {};
  return {
    heading: texts.did,
    facts: [
      ...(reference ? [{ label: texts.reference, lines: [reference] }] : []),
      { label: texts.day, lines: [dayOf(input)] },
      ...(at ? [{ label: texts.at, lines: [momentInWords(new Date(at), input)] }] : []),
      ...(by ? [{ label: texts.by, lines: [by] }] : []),
    ],
  };
}
