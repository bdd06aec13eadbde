import { describeDate, describeInstant } from '../../domain/periods/describe';
import { readMailAddress } from '../addresses';
import type { Fact, Letter, LetterInput } from '../letter';
import { confirmationTexts } from '../texts/confirmationTexts';
import { noticeTexts } from '../texts/noticeTexts';
import { reminderTexts } from '../texts/reminderTexts';
import { doneBy, momentInWords } from './confirmationLetters';
import { aboutSection, framed, titleOfChange } from './frame';
import { type NoticeSituation, noticeSituation } from './noticeSituation';

/** Nobody has confirmed or answered the notice: what it is about, and until when they can object. */
export function reminderLetter(input: LetterInput): Letter {
  const { locale, deployment } = input;
  const situation = situationOf(input);
  const texts = reminderTexts[locale];
  const title = texts.reminder.subject(titleOfChange(input));
  const howSoon = situation.terms.objection.window ? texts.reminder.soon : texts.reminder.soonNoWindow;
  return framed(input, {
    subject: title,
    title,
    lead: [texts.reminder.lead(deployment.processorName)],
    box: { heading: texts.boxHeading, facts: dateFacts(input, situation), paragraphs: [howSoon] },
    actionLabel: texts.action,
    sections: [objectSection(input), aboutSection(input), { heading: texts.heading, paragraphs: [texts.stop] }],
  });
}

/** The controller has not said yes or no to what needs it. */
export function approvalReminderLetter(input: LetterInput): Letter {
  const { locale, deployment } = input;
  const situation = situationOf(input);
  const texts = reminderTexts[locale];
  const title = texts.approval.subject(titleOfChange(input));
  const needed = situation.approvals.map((kind) => noticeTexts[locale].approvals[kind]);
  return framed(input, {
    subject: title,
    title,
    lead: [texts.approval.lead(deployment.processorName)],
    box: {
      heading: texts.boxHeading,
      facts: [{ label: texts.approval.needed, lines: needed }, ...dateFacts(input, situation)],
      paragraphs: [texts.approval.how],
    },
    actionLabel: texts.action,
    sections: [objectSection(input), aboutSection(input), { heading: texts.heading, paragraphs: [texts.stopApproval] }],
  });
}

/** `detail`: reference, contactId, at (RFC 3339), voided (yes, no), perhaps proposed (an address). */
export function wrongPersonNotedLetter(input: LetterInput): Letter {
  const { locale, sending, statedAt } = input;
  const texts = reminderTexts[locale].wrongPerson;
  const words = confirmationTexts[locale];
  const { reference, contactId = null, at, voided, proposed } = sending.detail ?? {};
  return framed(input, {
    subject: texts.title,
    title: texts.title,
    lead: [texts.lead],
    sections: [
      {
        heading: texts.heading,
        facts: [
          ...(reference ? [{ label: words.reference, lines: [reference] }] : []),
          { label: words.at, lines: [momentInWords(at ? new Date(at) : statedAt, input)] },
          { label: words.by, lines: [doneBy(input, null, contactId)] },
          ...(proposed ? [{ label: texts.proposed, lines: [proposed] }] : []),
        ],
        paragraphs: [voided === 'yes' ? texts.voided : texts.stands, texts.next],
      },
      aboutSection(input),
    ],
  });
}

function situationOf({ notice, deadlines, sending }: LetterInput): NoticeSituation {
  if (!notice) throw new Error(`the sending ${sending._id} reminds of no notice`);
  return noticeSituation(notice, deadlines);
}

function dateFacts({ locale }: LetterInput, { objectBefore, effectiveOn, terms, onlyAnnounced }: NoticeSituation): Fact[] {
  const texts = reminderTexts[locale];
  const effect = { label: texts.takesEffect, lines: [describeDate(effectiveOn, locale)] };
  if (!objectBefore || onlyAnnounced) return [effect];
  const label = terms.objection.window ? texts.lastMoment : texts.openUntil;
  return [{ label, lines: [describeInstant(objectBefore, terms.timeZone, locale)] }, effect];
}

function objectSection({ locale, deployment }: LetterInput) {
  const texts = noticeTexts[locale];
  return { heading: texts.objectHeading, paragraphs: [texts.howToObject, texts.howElse(readMailAddress(deployment.replyTo).address)] };
}
