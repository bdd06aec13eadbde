import type { Letter, LetterInput } from '../letter';
import { contactTexts } from '../texts/contactTexts';
import { aboutSection, framed } from './frame';

/** Once a year: whether the address that notices go to is still the right one. */
export function contactCheckLetter(input: LetterInput): Letter {
  const { locale, deployment, sending, addressee } = input;
  const texts = contactTexts[locale];
  return framed(input, {
    subject: texts.title,
    title: texts.title,
    lead: [texts.lead(deployment.processorName)],
    box: {
      heading: texts.boxHeading,
      facts: [
        { label: texts.address, lines: [sending.to] },
        { label: texts.name, lines: [addressee.contactName || texts.unnamed] },
      ],
      paragraphs: [texts.right, texts.wrong, texts.otherwise],
    },
    actionLabel: texts.action,
    sections: [aboutSection(input)],
  });
}
