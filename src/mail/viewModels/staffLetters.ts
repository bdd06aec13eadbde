import type { DigestLine } from '../../data/digest.model';
import { isStaffKind, type StaffKind } from '../../data/sending.model';
import { type CalendarDate, calendarDate, localDateOf } from '../../domain/calendar/calendarDate';
import { describeDate } from '../../domain/periods/describe';
import { cleanLetter, type Letter, type Section, type StaffLetterInput } from '../letter';
import { factTexts } from '../texts/factTexts';
import { type AlertAbout, staffTexts } from '../texts/staffTexts';

const letters: Record<StaffKind, (input: StaffLetterInput) => Letter> = {
  staffDigest: digestLetter,
  staffAlert: alertLetter,
  auditHead: auditHeadLetter,
};

/** The letter of a sending to the staff, every string of it clean. Throws when the input lacks what the kind is about: that is a bug of the caller. */
export function letterForStaff(input: StaffLetterInput): Letter {
  const { kind } = input.sending;
  if (!isStaffKind(kind)) throw new Error(`mail of the kind ${kind} is not for the staff`);
  return cleanLetter(letters[kind](input));
}

/** What waits for somebody this morning, with what the reader can do first. */
function digestLetter(input: StaffLetterInput): Letter {
  const { digest, locale, deployment, sending } = input;
  if (!digest) throw new Error(`the sending ${sending._id} has no digest`);
  const texts = staffTexts[locale].digest;
  const today = calendarDate(digest.day);
  const group = (heading: string, lines: DigestLine[]): Section[] =>
    lines.length > 0 ? [{ heading, links: lines.map((line) => linkOf(line, { today, input })) }] : [];
  const left = digest.total - digest.lines.length;
  const more = [...(left > 0 ? [texts.more(left)] : []), ...(digest.alertsHeldBack > 0 ? [texts.heldBack(digest.alertsHeldBack)] : [])];
  const ownLines = digest.lines.filter(({ own }) => own);
  const othersLines = digest.lines.filter(({ own }) => !own);
  return framed(input, {
    subject: texts.subject(digest.total),
    title: texts.title(describeDate(today, locale)),
    lead: [texts.lead, ...more],
    action: { label: texts.action, url: `${deployment.baseUrl}/desk` },
    sections: [...group(texts.own, ownLines), ...group(texts.others, othersLines)],
    footer: [texts.off],
  });
}

function linkOf({ title, dueOn, href, waitingSince }: DigestLine, { today, input }: { today: CalendarDate; input: StaffLetterInput }) {
  const { locale, deployment } = input;
  const texts = staffTexts[locale].digest;
  const day = dueOn === null ? null : calendarDate(dueOn);
  const words = day && (day < today ? texts.overdue : texts.due)(describeDate(day, locale));
  const waits = waitingSince && texts.waiting(describeDate(calendarDate(waitingSince), locale));
  const note = waits ? [...(words ? [words] : []), waits].join(', ') : (words ?? texts.asSoonAsPossible);
  return { label: title[locale], url: `${deployment.baseUrl}${href}`, note };
}

/** Something that the DPO should know at once. `detail`: about, agreement, controller, subprocessor, href, perhaps reference and dueOn (a legal day). */
function alertLetter(input: StaffLetterInput): Letter {
  const { locale, deployment, sending } = input;
  const { about, agreement = '', controller = '', subprocessor = '', href = '/desk', reference, dueOn } = sending.detail ?? {};
  const texts = staffTexts[locale];
  const words = texts.alert[about as AlertAbout];
  if (!words) throw new Error(`the sending ${sending._id} is about nothing that there are words for`);
  const fact = (label: string, value: string | undefined) => (value ? [{ label, lines: [value] }] : []);
  return framed(input, {
    subject: words.subject(agreement),
    title: words.subject(agreement),
    lead: [words.lead(controller)],
    action: { label: texts.open, url: `${deployment.baseUrl}${href}` },
    sections: [
      {
        heading: texts.facts,
        facts: [
          ...fact(texts.reference, reference),
          ...fact(texts.agreement, agreement),
          ...fact(texts.controller, controller),
          ...fact(texts.subprocessor, subprocessor),
          ...fact(texts.answerBy, dueOn && describeDate(calendarDate(dueOn), locale)),
        ],
      },
      { heading: texts.heading, paragraphs: [words.next] },
    ],
  });
}

/** A signed head, to be kept where the portal cannot change it. `detail`: line, as heads.jsonl has it. */
function auditHeadLetter(input: StaffLetterInput): Letter {
  const { locale, sending, statedAt, timeZone } = input;
  const texts = staffTexts[locale].head;
  const line = sending.detail?.line;
  if (!line) throw new Error(`the sending ${sending._id} carries no head`);
  return framed(input, {
    subject: texts.subject(describeDate(localDateOf(statedAt, timeZone), locale)),
    title: texts.title,
    lead: [texts.lead],
    action: null,
    sections: [
      { heading: texts.line, paragraphs: [line] },
      { heading: texts.how, paragraphs: texts.steps },
    ],
  });
}

interface StaffBody {
  subject: string;
  title: string;
  lead: string[];
  action: { label: string; url: string } | null;
  sections: Section[];
  footer?: string[];
}

function framed({ locale, deployment, repeat }: StaffLetterInput, body: StaffBody): Letter {
  const texts = staffTexts[locale];
  return {
    locale,
    subject: `${repeat ? texts.repeated : ''}${body.subject}`,
    sender: deployment.processorName,
    title: body.title,
    lead: [...(repeat ? [texts.repeatedNote] : []), ...body.lead],
    box: null,
    code: null,
    action: body.action && { ...body.action, hint: texts.signIn, urlIntroduction: texts.copyAddress },
    sections: body.sections,
    footer: [texts.automatic(deployment.processorName), ...(body.footer ?? [])],
    words: { before: factTexts[locale].before, after: factTexts[locale].after },
  };
}
