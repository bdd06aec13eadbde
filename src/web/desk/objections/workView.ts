import type { UserRecord } from '../../../data/account.model';
import type { ObjectionRecord } from '../../../data/objection.model';
import type { ObjectionWorkRecord } from '../../../data/objectionWork.model';
import { describeInstant } from '../../../domain/periods/describe';
import { answerDayByTerms } from '../../../workflows/objections/dueDay';
import { processorZone } from '../../../workflows/processorDay';
import type { PageLocale } from '../../locale';
import { objectionDeskTexts } from '../../texts/objectionDeskTexts';
import { dayText } from '../changes/changeFacts';

/** What was typed in the forms of the section, where one was refused. */
export interface TypedWork {
  assignedTo?: string;
  dueOn?: string;
  note?: string;
}

/** Who has it, by when, and what was noted for colleagues. `dpos` are those it can be handed to. */
export function workView(
  work: ObjectionWorkRecord,
  {
    objection,
    dpos,
    typed,
    locale,
    mayDecide,
  }: {
    objection: ObjectionRecord;
    dpos: readonly UserRecord[];
    typed: TypedWork;
    locale: PageLocale;
    mayDecide: boolean;
  },
) {
  const all = objectionDeskTexts[locale];
  const texts = all.work;
  const href = `/desk/objections/${objection._id}`;
  const byTerms = answerDayByTerms(objection);
  const assigned = typed.assignedTo ?? work.assignedTo?.personId ?? '';
  const names = new Map(dpos.map(({ _id, name }) => [_id, name]));
  // Whoever has it stays in the list, also when the role or the account is gone.
  if (work.assignedTo) names.set(work.assignedTo.personId, work.assignedTo.name);
  return {
    title: texts.title,
    lead: texts.lead,
    facts: [
      { label: texts.assigned, values: [work.assignedTo?.name ?? all.nobody] },
      {
        label: texts.due,
        values: [work.dueOn ? dayText(work.dueOn, locale) : byTerms ? texts.dueByTerms(dayText(byTerms, locale)) : texts.none],
      },
    ],
    notes: {
      title: texts.notesTitle,
      none: texts.noNotes,
      rows: work.notes.map(({ at, by, text }) => ({
        text,
        by: texts.noteBy(by.name, describeInstant(at, processorZone, locale, 'sameDay')),
      })),
    },
    forms: mayDecide
      ? {
          plan: {
            action: `${href}/work`,
            version: String(work.version),
            assigned: {
              name: 'assignedTo',
              label: texts.assignLabel,
              options: [
                { value: '', label: all.nobody, selected: assigned === '' },
                ...[...names].map(([value, label]) => ({ value, label, selected: assigned === value })),
              ],
            },
            due: {
              ...{ name: 'dueOn', label: texts.dueLabel, hint: texts.dueHint, kind: 'date', width: 'short' },
              value: typed.dueOn ?? work.dueOn ?? '',
            },
            submit: texts.save,
          },
          note: {
            action: `${href}/notes`,
            field: { name: 'note', label: texts.note, value: typed.note ?? '', kind: 'textarea', rows: 4 },
            submit: texts.addNote,
          },
        }
      : null,
  };
}
