import { z } from 'zod';
import type { ApprovalKind } from '../../domain/terms/terms';
import { isEmailAddress } from '../../schemas/primitives';
import type { PageLocale } from '../locale';
import type { PageProblem } from '../page';
import { formTexts } from './formTexts';

/** The forms of the notice page, by the `id` of their `<form>`. */
export type NoticeFormName =
  | 'acknowledge'
  | 'ask'
  | 'askDocuments'
  | 'object'
  | 'approve'
  | 'refuse'
  | 'consent'
  | 'withdraw'
  | 'stands'
  | 'answer'
  | 'grounds'
  | 'terminate'
  | 'contact';

const typed = z.string().default('');
const token = { token: typed };
/** Ids of files that were uploaded with the form before. */
const kept = z.union([z.string(), z.array(z.string()).max(50)]).default([]);

/** The shapes of what the forms post; what the answers may be is checked below, so that the form comes back filled. */
export const noticeBodies = {
  button: z.object(token),
  object: z.object({ ...token, posted: typed, grounds: typed, name: typed, title: typed, kept }),
  approval: z.object({
    ...token,
    kind: z.union([z.string(), z.array(z.string()).max(10)]).default([]),
    grounds: typed,
    name: typed,
    title: typed,
  }),
  answer: z.object({ ...token, proposal: typed, answer: typed, counter: typed, effectiveOn: typed, kept }),
  contact: z.object({ ...token, email: typed, name: typed }),
  ask: z.object({ ...token, text: typed, name: typed, title: typed }),
  askDocuments: z.object({
    ...token,
    document: z.union([z.string(), z.array(z.string()).max(50)]).default([]),
    reason: typed,
    name: typed,
    title: typed,
  }),
  consent: z.object({ ...token, act: typed, effectiveOn: typed, name: typed, title: typed }),
  terminate: z.object({ ...token, endsOn: typed, name: typed, title: typed }),
  code: z.object({ ...token, code: typed }),
};

/** Answers as typed, cleaned for keeping: line ends are LF, letters composed, nothing around them. */
export interface Answers {
  grounds: string;
  name: string;
  title: string;
}

export const longestGrounds = 10_000;
const longestLine = 200;
// Word processors leave vertical tabs and form feeds where their lines end.
const lineEnds = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const controls = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g;
const notALine = /[\p{Cc}\u2028\u2029]/u;

/** The grounds without control characters; what is left is shown before it is sent. */
export function cleanText(text: string): string {
  return text.replace(lineEnds, '\n').replace(controls, '').normalize('NFC').trim();
}

export function readAnswers({ grounds, name, title }: Answers): Answers {
  return { grounds: cleanText(grounds), name: name.normalize('NFC').trim(), title: title.normalize('NFC').trim() };
}

/** What is wrong with grounds, name and title; the fields are called `<form>-<name>`. Characters are counted as people do, not in bytes. */
export function problemsWith(
  form: NoticeFormName,
  answers: Answers,
  { groundsRequired, locale }: { groundsRequired: boolean; locale: PageLocale },
): PageProblem[] {
  const texts = formTexts[locale].problems;
  const problems: PageProblem[] = [];
  const add = (field: keyof Answers, text: string) => problems.push({ field: `${form}-${field}`, text });
  const length = [...answers.grounds].length;
  if (groundsRequired && length === 0) add('grounds', form === 'refuse' ? texts.refusalGroundsMissing : texts.groundsMissing);
  if (length > longestGrounds) add('grounds', texts.groundsTooLong(length.toLocaleString(locale === 'nb' ? 'nb-NO' : 'en-GB')));
  return [...problems, ...lineProblems(form, answers, locale)];
}

/** What is wrong with a typed name and title. */
export function lineProblems(form: NoticeFormName, typed: Pick<Answers, 'name' | 'title'>, locale: PageLocale): PageProblem[] {
  const texts = formTexts[locale].problems;
  return (['name', 'title'] as const).flatMap((field) => {
    const value = typed[field];
    const isTooLong = [...value].length > longestLine;
    const wrong = value === '' ? 'Missing' : notALine.test(value) ? 'NotALine' : isTooLong ? 'TooLong' : null;
    return wrong ? [{ field: `${form}-${field}`, text: texts[`${field}${wrong}`] }] : [];
  });
}

/** A question as typed. */
export interface QuestionAnswers {
  text: string;
  name: string;
  title: string;
}

/** A request for documents as typed. */
export interface DocumentAnswers {
  documentIds: string[];
  reason: string;
  name: string;
  title: string;
}

/** A consent as typed. */
export interface ConsentAnswers {
  effectiveOn: string;
  name: string;
  title: string;
}

/** A termination as typed. */
export interface TerminationAnswers {
  endsOn: string;
  name: string;
  title: string;
}

/** Whom to write to instead, as typed. */
export interface ContactAnswers {
  email: string;
  name: string;
}

export function readContact({ email, name }: ContactAnswers): ContactAnswers {
  return { email: email.trim(), name: name.normalize('NFC').trim() };
}

/** What is wrong with a proposed contact. Both can be left out; a name without an address leads nowhere. */
export function contactProblems({ email, name }: ContactAnswers, locale: PageLocale): PageProblem[] {
  const texts = formTexts[locale].problems;
  const problems: PageProblem[] = [];
  if (email !== '' && !isEmailAddress(email)) problems.push({ field: 'contact-email', text: texts.emailInvalid });
  if (email === '' && name !== '') problems.push({ field: 'contact-email', text: texts.emailMissing });
  if (notALine.test(name)) problems.push({ field: 'contact-name', text: texts.nameNotALine });
  else if ([...name].length > longestLine) problems.push({ field: 'contact-name', text: texts.nameTooLong });
  return problems;
}

/** The kinds that were ticked, of those that are offered. */
export function readKinds(kind: string | string[], offered: readonly ApprovalKind[]): ApprovalKind[] {
  const ticked = typeof kind === 'string' ? [kind] : kind;
  return offered.filter((each) => ticked.includes(each));
}
