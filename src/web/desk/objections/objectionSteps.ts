import type { ObjectionRecord } from '../../../data/objection.model';
import { isOpen } from '../../../domain/objection/objectionMachine';
import { objectionRefusalTexts } from '../../../domain/objection/objectionTexts';
import type { FieldProblem } from '../../../domain/outcome';
import type { StaffEvent } from '../../../workflows/objections/decideObjection';
import type { DescribedObjection } from '../../../workflows/objections/describeObjection';
import { filesField } from '../../documents/receiveFiles';
import type { PageLocale } from '../../locale';
import type { PageProblem } from '../../page';
import { objectionDeskTexts } from '../../texts/objectionDeskTexts';
import { objectionTexts } from '../../texts/objectionTexts';
import { dayText } from '../changes/changeFacts';
import { type FormBody, textOf } from '../formBody';

/** The id of the file field of a proposal; the page has another one. */
export const proposalFiles = 'propose-files';

/** What was typed in a form that was refused, by the field's name. */
export type TypedValues = Record<string, string>;

type Member = 'answerBy' | 'text' | 'effectiveOn' | 'endsOn' | 'reason';

/** Several forms stand on the page: each field's name begins with its form's event, so that no two are the same. */
export function fieldName(event: StaffEvent, member: Member | 'what'): string {
  return `${event}${member.charAt(0).toUpperCase()}${member.slice(1)}`;
}

/** Which members each form asks for. */
const membersOf: Record<StaffEvent, readonly Member[]> = {
  review: [],
  askGrounds: ['answerBy'],
  propose: ['text', 'effectiveOn'],
  answer: ['text'],
  uphold: [],
  terminate: ['endsOn', 'reason'],
  dismiss: ['reason'],
  confirm: [],
  admit: [],
};

/** The body as `POST /objections/{id}/events` takes it. What is empty is left out, so that the schema says what must be there. */
export function eventInputOf(event: StaffEvent, version: number, body: FormBody): Record<string, unknown> {
  const given = membersOf[event].flatMap((member) => {
    const text = textOf(body, fieldName(event, member));
    return text ? [[member, text] as const] : [];
  });
  const drop = event === 'propose' && textOf(body, fieldName('propose', 'what')) === 'drop' ? { drop: true } : {};
  return { event, version, ...Object.fromEntries(given), ...drop };
}

export function typedValues(event: StaffEvent, body: FormBody): TypedValues {
  const names = [...membersOf[event].map((member) => fieldName(event, member)), fieldName(event, 'what')];
  return Object.fromEntries(names.map((name) => [name, textOf(body, name)]));
}

/** Problems at the fields of the event's form. */
export function eventProblems(event: StaffEvent, problems: FieldProblem[], locale: PageLocale): PageProblem[] {
  const labels = objectionTexts[locale].fields;
  return problems.map(({ pointer, detail }) => {
    const member = membersOf[event].find((each) => `/${each}` === pointer);
    const text = detail[locale];
    return member ? { field: fieldName(event, member), text, summary: `${labels[member]}: ${text}` } : { field: null, text };
  });
}

/** Codes of the machine that judge one field. */
const fieldOfCode: Record<string, Member> = {
  'proposal-text-missing': 'text',
  'answer-text-missing': 'text',
  'proposal-contradicts': 'effectiveOn',
  'proposal-day-passed': 'effectiveOn',
  'reason-missing': 'reason',
  'answer-day-missing': 'answerBy',
  'answer-day-passed': 'answerBy',
  'end-day-missing': 'endsOn',
  'end-day-passed': 'endsOn',
};

/** The field that a refusal of the machine is about; null where it is about the step itself. */
export function fieldOfRefusal(event: StaffEvent, code: string): string | null {
  const member = Object.hasOwn(fieldOfCode, code) ? fieldOfCode[code] : undefined;
  return member && membersOf[event].includes(member) ? fieldName(event, member) : null;
}

/** The next steps as forms, and why the others are not possible. Nothing for whoever may only read, or once it has ended. */
export function stepsView(
  { objection, agreement, allowed }: Pick<DescribedObjection, 'objection' | 'agreement' | 'allowed'>,
  { typed, locale, mayDecide }: { typed: TypedValues; locale: PageLocale; mayDecide: boolean },
) {
  const texts = objectionTexts[locale];
  const href = `/desk/objections/${objection._id}`;
  const open = isOpen(objection.state);
  const forms = mayDecide && open ? allowed.filter(({ allowed: possible }) => possible) : [];
  const others = mayDecide && open ? allowed.filter(({ allowed: possible }) => !possible) : [];
  return {
    title: texts.nextTitle,
    text: open ? (mayDecide ? null : texts.readOnly) : endedText({ objection, agreement }, locale),
    pending: pendingTexts(objection, locale),
    version: String(objection.version),
    action: `${href}/events`,
    forms: forms.map(({ event }) => ({
      event,
      ...texts.steps[event],
      // It cannot be undone: it is shown once more before it is done.
      check: event === 'uphold' ? `${href}/uphold` : null,
      file:
        event === 'propose'
          ? {
              name: filesField,
              id: proposalFiles,
              label: objectionDeskTexts[locale].files.ofProposal,
              hint: objectionDeskTexts[locale].files.hint,
              multiple: true,
            }
          : null,
      ...fieldsOf(event, { typed, locale }),
    })),
    notPossible: {
      title: texts.notPossible,
      rows: others.map(({ event, code }) => ({
        title: texts.steps[event].title,
        why: code === null || code === 'wrong-state' ? texts.notInThisState : objectionRefusalTexts[code][locale],
      })),
    },
  };
}

/** An agreement that is ended over the objection still runs for a while: what happens then is not over yet. */
function endedText({ objection, agreement }: Pick<DescribedObjection, 'objection' | 'agreement'>, locale: PageLocale): string {
  if (objection.state !== 'terminating' || !agreement.endsOn) return objectionTexts[locale].ended;
  const { untilEnd, hasEnded } = objectionDeskTexts[locale].terminating;
  return (agreement.state === 'ended' ? hasEnded : untilEnd)(dayText(agreement.endsOn, locale));
}

function pendingTexts({ pending }: ObjectionRecord, locale: PageLocale): string[] {
  if (!pending) return [];
  const { pendingDecision } = objectionTexts[locale];
  const what =
    pending.event === 'terminate'
      ? pendingDecision.terminate(pending.byName, dayText(pending.endsOn, locale))
      : pendingDecision.dismiss(pending.byName);
  return [what, pendingDecision.reason(pending.reason)];
}

function fieldsOf(event: StaffEvent, { typed, locale }: { typed: TypedValues; locale: PageLocale }) {
  const labels = objectionTexts[locale].fields;
  const hints: Partial<Record<Member, string>> = { text: labels.textHint, reason: labels.reasonHint, effectiveOn: labels.effectiveOnHint };
  const fields = membersOf[event].map((member) => {
    const name = fieldName(event, member);
    const isDay = member === 'answerBy' || member === 'endsOn' || member === 'effectiveOn';
    const shape = isDay ? { kind: 'date', width: 'short' } : { kind: 'textarea', rows: member === 'text' ? 6 : 3 };
    const label = event === 'answer' && member === 'text' ? labels.answerText : labels[member];
    return { name, label, hint: hints[member], value: typed[name] ?? '', ...shape };
  });
  if (event !== 'propose') return { fields, what: null };
  const name = fieldName('propose', 'what');
  const chosen = typed[name] || 'proceed';
  const options = (['proceed', 'drop'] as const).map((value) => ({ value, label: labels[value], checked: chosen === value }));
  return { fields, what: { name, kind: 'radio', legend: labels.whatLegend, options } };
}
