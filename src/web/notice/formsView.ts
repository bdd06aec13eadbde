import { refusalNeedsGrounds } from '../../domain/approval/refusalGrounds';
import { describeInstant } from '../../domain/periods/describe';
import type { ApprovalKind } from '../../domain/terms/terms';
import { termsFor } from '../../domain/terms/termsFor';
import type { NoticeVisit } from '../../workflows/answers/visitNotice';
import { answerForm } from './answerForm';
import { askForm, consentForm } from './dialogueForms';
import { askDocumentsForm } from './documentForms';
import { answerFields, blank, type FormMaker, type FormView, fileChoices } from './formParts';
import { formTexts } from './formTexts';
import type { ContactAnswers } from './noticeForms';
import { noticeTexts } from './noticeTexts';
import { terminationForm } from './terminationForm';

/** The forms that make sense now: first what the processor waits for, then the gentlest first. */
export function formsView(maker: FormMaker): FormView[] {
  const { acts } = maker.visit;
  return [
    ...(acts.answer ? answerForm(maker) : []),
    ...(acts.grounds ? [groundsForm(maker)] : []),
    ...(acts.stands ? [standsForm(maker)] : []),
    ...(acts.acknowledge ? [acknowledgeForm(maker)] : []),
    ...(acts.ask ? [askForm(maker)] : []),
    ...askDocumentsForm(maker),
    ...(acts.approve.length > 0 ? [approveForm(maker)] : []),
    ...consentForm(maker),
    ...(acts.refuse.length > 0 ? [refuseForm(maker)] : []),
    ...(acts.object ? [objectForm(maker)] : []),
    ...(acts.withdraw ? [withdrawForm(maker)] : []),
    ...terminationForm(maker),
    ...(acts.contact ? [contactForm(maker)] : []),
  ];
}

/** Grounds are a must where the terms ask for objective ones; a late objection is recorded whatever it says. */
export function objectionNeedsGrounds({ notice }: Pick<NoticeVisit, 'notice'>): boolean {
  return termsFor(notice.terms, notice.traits).objection.grounds === 'objective';
}

function acknowledgeForm(maker: FormMaker): FormView {
  const texts = formTexts[maker.locale].acknowledge;
  return { ...blank(maker, 'acknowledge'), heading: texts.heading, paragraphs: [texts.text], button: texts.button, primary: true };
}

function objectForm(maker: FormMaker): FormView {
  const { visit, filled, locale } = maker;
  const texts = formTexts[locale].object;
  const required = objectionNeedsGrounds(visit);
  const form = blank(maker, 'object');
  const posted = filled?.form === 'object' && filled.posted ? [{ name: 'posted', value: filled.posted }] : [];
  return {
    ...form,
    heading: texts.heading,
    paragraphs: [whenInTime(maker), ...(visit.openObjection ? [texts.adds(visit.openObjection.reference)] : [])],
    hidden: [...form.hidden, ...posted],
    fields: answerFields(maker, 'object', {
      grounds: required ? 'required' : 'optional',
      hint: required ? texts.groundsNeeded : texts.groundsFree,
    }),
    files: fileChoices(maker, 'object'),
    button: texts.button,
    primary: true,
  };
}

function whenInTime({ visit, locale }: FormMaker): string {
  const texts = formTexts[locale].object;
  if (visit.acts.object === 'late') return texts.late;
  const closesAt = visit.notice.deadlines?.objection?.closesAt;
  return closesAt ? texts.inTime(describeInstant(closesAt, visit.notice.terms.timeZone, locale)) : texts.inTimeUntilEffect;
}

/** Silence means the same: it is for those who want it said. */
function standsForm(maker: FormMaker): FormView {
  const texts = formTexts[maker.locale].stands;
  const reference = maker.visit.openObjection?.reference ?? '';
  return { ...blank(maker, 'stands'), heading: texts.heading, paragraphs: [texts.text(reference)], button: texts.button };
}

function withdrawForm(maker: FormMaker): FormView {
  const texts = formTexts[maker.locale].withdraw;
  const reference = maker.visit.openObjection?.reference ?? '';
  return { ...blank(maker, 'withdraw'), heading: texts.heading, paragraphs: [texts.text(reference)], button: texts.button };
}

/** Last, because it is for the few whom the notice should not have reached. */
function contactForm(maker: FormMaker): FormView {
  const { filled, locale } = maker;
  const texts = formTexts[locale].contact;
  const answers = filled?.form === 'contact' ? filled.contact : undefined;
  const field = (name: keyof ContactAnswers, label: string, hint: string): FormView['fields'][number] => ({
    ...{ id: `contact-${name}`, name, label: formTexts[locale].optional(label), hint },
    ...{ value: answers?.[name] ?? '', kind: 'text', autocomplete: 'off' },
  });
  return {
    ...blank(maker, 'contact'),
    heading: texts.heading,
    paragraphs: [texts.text],
    fields: [field('email', texts.email, texts.emailHint), field('name', texts.name, '')],
    button: texts.button,
  };
}

function approveForm(maker: FormMaker): FormView {
  const texts = formTexts[maker.locale].approve;
  return {
    ...blank(maker, 'approve'),
    heading: texts.heading,
    paragraphs: [texts.text],
    choices: kindChoices(maker, 'approve', maker.visit.acts.approve, texts.what),
    fields: answerFields(maker, 'approve', { grounds: 'none', hint: '' }),
    button: texts.button,
    primary: true,
  };
}

function refuseForm(maker: FormMaker): FormView {
  const { visit, locale } = maker;
  const texts = formTexts[locale].refuse;
  const required = refusalNeedsGrounds(termsFor(visit.notice.terms, visit.notice.traits), visit.acts.refuse);
  return {
    ...blank(maker, 'refuse'),
    heading: texts.heading,
    paragraphs: [texts.text],
    choices: kindChoices(maker, 'refuse', visit.acts.refuse, texts.what),
    fields: answerFields(maker, 'refuse', {
      grounds: required ? 'required' : 'optional',
      hint: required ? formTexts[locale].object.groundsNeeded : '',
    }),
    button: texts.button,
  };
}

function kindChoices(
  { filled, locale }: FormMaker,
  form: 'approve' | 'refuse',
  kinds: readonly ApprovalKind[],
  legend: string,
): FormView['choices'] {
  const ticked = filled?.form === form && filled.kinds ? filled.kinds : kinds;
  const options = kinds.map((kind) => ({
    value: kind,
    label: noticeTexts[locale].approval.kinds[kind],
    hint: '',
    checked: ticked.includes(kind),
  }));
  return { id: `${form}-kind`, name: 'kind', kind: 'checkbox', legend, options };
}

function groundsForm(maker: FormMaker): FormView {
  const { locale } = maker;
  const texts = formTexts[locale].giveGrounds;
  return {
    ...blank(maker, 'grounds'),
    heading: texts.heading,
    fields: answerFields(maker, 'grounds', { grounds: 'required', hint: formTexts[locale].object.groundsNeeded }),
    files: fileChoices(maker, 'grounds'),
    button: texts.button,
    primary: true,
  };
}
