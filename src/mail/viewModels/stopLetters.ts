import { cleanLines } from '../cleanText';
import type { Letter, LetterInput } from '../letter';
import { nextStepTexts } from '../texts/nextStepTexts';
import { stopTexts } from '../texts/stopTexts';
import { momentInWords } from './confirmationLetters';
import { aboutSection, framed } from './frame';

/** A stop order was recorded. `detail`: at (RFC 3339), by, reason. */
export function stopOrderedLetter(input: LetterInput): Letter {
  const { ordered } = stopTexts[input.locale];
  const { at, by = '', reason = '' } = input.sending.detail ?? {};
  return framed(input, {
    subject: ordered.title,
    title: ordered.title,
    lead: [ordered.lead(input.addressee.agreementReference), ordered.notYou],
    sections: [
      { heading: ordered.heading, facts: [...moment(input, ordered.at, at), { label: ordered.by, lines: cleanLines(by) }] },
      { heading: ordered.reason, quote: cleanLines(reason) },
      { heading: nextStepTexts[input.locale].title, paragraphs: [ordered.next] },
      aboutSection(input),
    ],
  });
}

/** It was lifted by two people. `detail`: at, orderedAt (RFC 3339), reason. */
export function stopLiftedLetter(input: LetterInput): Letter {
  const { lifted } = stopTexts[input.locale];
  const { at, orderedAt, reason = '' } = input.sending.detail ?? {};
  return framed(input, {
    subject: lifted.title,
    title: lifted.title,
    lead: [lifted.lead(input.addressee.agreementReference), lifted.notYou],
    sections: [
      { heading: lifted.heading, facts: [...moment(input, lifted.at, at), ...moment(input, lifted.ordered, orderedAt)] },
      { heading: lifted.reason, quote: cleanLines(reason) },
      aboutSection(input),
    ],
  });
}

function moment(input: LetterInput, label: string, at: string | undefined) {
  return at ? [{ label, lines: [momentInWords(new Date(at), input)] }] : [];
}
