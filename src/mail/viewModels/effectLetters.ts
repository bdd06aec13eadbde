import { localDateOf } from '../../domain/calendar/calendarDate';
import { cleanLines } from '../cleanText';
import type { Letter, LetterInput } from '../letter';
import { confirmationTexts } from '../texts/confirmationTexts';
import { heldTexts } from '../texts/heldTexts';
import { aboutSection, dayInWords, framed } from './frame';
import { notConcernedLetter } from './revisionLetters';

/** The change is over before it began. `detail`: perhaps revision, the one that takes this agreement out of a change that goes on. */
export function changeWithdrawnLetter(input: LetterInput): Letter {
  const { locale, change, deployment } = input;
  if (input.sending.detail?.revision) return notConcernedLetter(input);
  const texts = confirmationTexts[locale];
  const why = change?.withdrawnReason ? cleanLines(change.withdrawnReason) : [];
  return framed(input, {
    subject: texts.withdrawn.title,
    title: texts.withdrawn.title,
    lead: [texts.withdrawn.lead(deployment.processorName)],
    sections: [...(why.length > 0 ? [{ heading: texts.why, quote: why }] : []), aboutSection(input)],
  });
}

/** The announced day has come and the change waits. `detail`: reasons, gate codes joined by commas; what is no code is left out. */
export function effectHeldLetter(input: LetterInput): Letter {
  const { locale, notice, change, sending } = input;
  const texts = confirmationTexts[locale];
  const announced = notice?.announcedEffectiveOn ?? notice?.content.plannedEffectiveOn ?? change?.plannedEffectiveOn;
  const codes = (sending.detail?.reasons ?? '').split(',');
  const lead = codes.includes('agreement-ending') ? texts.held.ending : texts.held.lead;
  const reasons = Object.entries(heldTexts).flatMap(([code, text]) => (codes.includes(code) ? [text[locale]] : []));
  return framed(input, {
    subject: texts.held.title,
    title: texts.held.title,
    lead: [lead(announced ? dayInWords(announced, locale) : '')],
    sections: [...(reasons.length > 0 ? [{ heading: texts.held.heading, paragraphs: reasons }] : []), aboutSection(input)],
  });
}

/** The change takes, or took, effect on a later day than was told. `detail`: effectiveOn, a legal day. */
export function effectMovedLetter(input: LetterInput): Letter {
  const { locale, terms, sending, statedAt } = input;
  const texts = confirmationTexts[locale].moved;
  const effectiveOn = sending.detail?.effectiveOn;
  if (!effectiveOn) throw new Error(`the sending ${sending._id} is to tell a day and was given none`);
  const day = dayInWords(effectiveOn, locale);
  const hasCome = effectiveOn <= localDateOf(statedAt, terms.timeZone);
  const title = hasCome ? texts.now : texts.title;
  return framed(input, {
    subject: title,
    title,
    lead: [hasCome ? texts.nowLead(day) : texts.lead(day)],
    box: { heading: texts.standing, facts: [{ label: texts.effectiveOn, lines: [day] }], paragraphs: [] },
    sections: [aboutSection(input)],
  });
}
