import { describeInstant } from '../../domain/periods/describe';
import { type ApprovalKind, approvalKinds } from '../../domain/terms/terms';
import { cleanLines } from '../cleanText';
import type { Fact, Letter, LetterInput, Section } from '../letter';
import { confirmationTexts } from '../texts/confirmationTexts';
import { nextStepTexts } from '../texts/nextStepTexts';
import { aboutSection, framed } from './frame';
import { afterAcknowledging, afterDeciding, type NextStepFacts } from './nextSteps';

/** An instant that something happened, in the agreement's zone. */
export function momentInWords(instant: Date, { terms, locale }: LetterInput): string {
  return describeInstant(instant, terms.timeZone, locale, 'sameDay');
}

/** Who did it: the name as typed, else whose link it was. */
export function doneBy({ addressee, contacts, locale }: LetterInput, name: string | null, contactId: string | null): string {
  if (name) return name;
  const contact = contacts.find(({ id }) => id === contactId);
  return contact ? confirmationTexts[locale].byLink(contact.email) : addressee.controllerName;
}

/** `detail`: reference, contactId, at (RFC 3339). */
export function acknowledgedLetter(input: LetterInput): Letter {
  const { locale, notice, sending, statedAt } = input;
  const texts = confirmationTexts[locale];
  const contactId = sending.detail?.contactId ?? null;
  const act = notice?.acknowledgements.findLast((each) => contactId === null || each.contactId === contactId);
  return framed(input, {
    subject: texts.acknowledged.title,
    title: texts.acknowledged.title,
    lead: [texts.acknowledged.lead],
    sections: [
      {
        heading: texts.acknowledged.heading,
        facts: [
          ...referenceFact(input),
          { label: texts.at, lines: [momentInWords(act?.at ?? statedAt, input)] },
          { label: texts.by, lines: [doneBy(input, act?.name ?? null, contactId)] },
        ],
      },
      ...nextSection(input, afterAcknowledging),
      aboutSection(input),
    ],
  });
}

/** `detail`: decision (granted, refused), kinds (comma-separated), reference. */
export function approvalDecidedLetter(input: LetterInput): Letter {
  const { locale, notice, sending } = input;
  const texts = confirmationTexts[locale];
  const kinds = (sending.detail?.kinds ?? '').split(',');
  const records = notice?.approvals.filter(({ kind, state }) => state !== 'requested' && kinds.includes(kind)) ?? [];
  const [record] = records;
  const granted = (sending.detail?.decision ?? record?.state) === 'granted';
  const title = granted ? texts.approval.granted : texts.approval.refused;
  const about = kinds.flatMap((kind) => (isApprovalKind(kind) ? [texts.approval.kinds[kind]] : []));
  return framed(input, {
    subject: title,
    title,
    lead: [granted ? texts.approval.grantedLead : texts.approval.refusedLead],
    sections: [
      {
        heading: texts.approval.heading,
        facts: [
          { label: texts.approval.about, lines: about },
          ...referenceFact(input),
          ...(record?.decidedAt ? [{ label: texts.at, lines: [momentInWords(record.decidedAt, input)] }] : []),
          ...(record?.decidedBy ? [{ label: texts.by, lines: [`${record.decidedBy.name}, ${record.decidedBy.title}`] }] : []),
        ],
      },
      ...(record?.grounds ? [{ heading: texts.approval.grounds, quote: cleanLines(record.grounds) }] : []),
      ...nextSection(input, (facts) => afterDeciding(granted, facts)),
      aboutSection(input),
    ],
  });
}

/** The code, what it is for, how long it is good and who asked. `detail`: act, perhaps expiresAt (RFC 3339). */
export function oneTimeCodeLetter(input: LetterInput): Letter {
  const { locale, code, sending, terms } = input;
  if (!code) throw new Error(`the sending ${sending._id} is to tell a code and was given none`);
  const texts = confirmationTexts[locale].code;
  const until = sending.detail?.expiresAt;
  const act = Object.entries(texts.acts).find(([name]) => name === sending.detail?.act);
  return framed(input, {
    subject: texts.title,
    title: texts.title,
    lead: [texts.lead(act?.[1] ?? texts.otherAct)],
    // As one word: it is copied, and found by programs, as such.
    code,
    actionLabel: null,
    sections: [
      {
        heading: texts.heading,
        paragraphs: [
          until ? texts.validUntil(describeInstant(new Date(until), terms.timeZone, locale)) : texts.validShortly,
          texts.askedBy(sending.to),
          texts.notYou,
        ],
      },
      aboutSection(input),
    ],
  });
}

/** What happens next and by when, and that the confirmation can be kept as a file. */
function nextSection({ notice, deadlines, statedAt: now, locale }: LetterInput, steps: (facts: NextStepFacts) => string[]): Section[] {
  if (!notice) return [];
  const texts = nextStepTexts[locale];
  return [{ heading: texts.title, paragraphs: [...steps({ notice, deadlines, effect: null, now, locale }), texts.file] }];
}

function referenceFact({ sending, locale }: LetterInput): Fact[] {
  const reference = sending.detail?.reference;
  return reference ? [{ label: confirmationTexts[locale].reference, lines: [reference] }] : [];
}

function isApprovalKind(kind: string): kind is ApprovalKind {
  return approvalKinds.some((known) => known === kind);
}
