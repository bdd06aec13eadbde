import type { ObjectionGrounds } from '../../../data/objection.model';
import { type EntryAct, entryActs } from '../../../domain/objection/entry';
import { entryRefusalTexts } from '../../../domain/objection/entryTexts';
import { describeInstant, describeZone } from '../../../domain/periods/describe';
import { waitingEntry } from '../../../workflows/objections/checkEntry';
import type { DescribedObjection } from '../../../workflows/objections/describeObjection';
import type { PageLocale } from '../../locale';
import { objectionDeskTexts } from '../../texts/objectionDeskTexts';
import { objectionTexts } from '../../texts/objectionTexts';
import { fileLinks } from './deskDocuments';

/** What was typed in a form of the page, by the field's name. */
export type TypedEntry = Record<string, string>;

/** Several forms stand on the page: each field's name begins with its form's act. */
export function entryField(act: EntryAct, member: 'receivedAt' | 'reason'): string {
  return `${act}${member.charAt(0).toUpperCase()}${member.slice(1)}`;
}

/** That an entry waits, for the page of the objection; null where none does. */
export function entryNotice(
  { objection, notice }: Pick<DescribedObjection, 'objection' | 'notice'>,
  { locale, mayDecide }: { locale: PageLocale; mayDecide: boolean },
) {
  const waiting = waitingEntry(objection);
  if (!waiting) return null;
  const texts = objectionDeskTexts[locale].entry;
  return {
    title: texts.title,
    lines: [texts.text, ...proposedLines(waiting, notice.terms.timeZone, locale)],
    link: mayDecide ? { href: `/desk/objections/${objection._id}/entry`, label: texts.toCheck } : null,
  };
}

/** What became of one entry, beside its words; '' for what came by the link. */
export function entryState({ entry }: ObjectionGrounds, locale: PageLocale): string {
  const texts = objectionDeskTexts[locale].entry.states;
  const by = entry?.checkedBy?.name ?? '';
  if (entry?.state === 'waiting') return texts.waiting;
  if (entry?.state === 'confirmed') return texts.confirmed(by);
  return entry?.state === 'struckOut' ? texts.struckOut(by, entry.reason ?? '') : '';
}

function proposedLines({ entry }: ObjectionGrounds, zone: string, locale: PageLocale): string[] {
  const proposed = entry?.proposed;
  if (!proposed) return [];
  const texts = objectionDeskTexts[locale].entry;
  const what = proposed.receivedAt
    ? texts.proposed.correct(proposed.byName, describeInstant(proposed.receivedAt, zone, locale, 'sameDay'))
    : texts.proposed.strikeOut(proposed.byName);
  return [what, texts.reason(proposed.reason)];
}

/** What was entered, to be held against the original, and what can be done about it. Null where nothing waits. */
export function entryPage(described: DescribedObjection, { locale, typed }: { locale: PageLocale; typed: TypedEntry }) {
  const { objection, notice, controller, agreement, documents, entry } = described;
  const waiting = waitingEntry(objection);
  if (!waiting?.enteredBy) return null;
  const texts = objectionDeskTexts[locale].entry;
  const words = objectionTexts[locale];
  const zone = notice.terms.timeZone;
  const channel = Object.entries(words.channels).find(([name]) => name === waiting.enteredBy?.channel)?.[1] ?? waiting.enteredBy.channel;
  const files = fileLinks(documents, { ids: waiting.documentIds, objectionId: objection._id, locale });
  const labels = texts.facts;
  const codes = new Map(entry.map(({ act, code }) => [act, code]));
  const possible = entryActs.filter((act) => codes.get(act) === null);
  const field = (act: EntryAct, member: 'receivedAt' | 'reason', shape: object, label: string) => ({
    ...shape,
    name: entryField(act, member),
    label,
    value: typed[entryField(act, member)] ?? '',
  });
  return {
    lead: texts.checkLead,
    proposed: proposedLines(waiting, zone, locale),
    facts: [
      { label: labels.reference, values: [objection.reference] },
      { label: labels.controller, values: [controller.name] },
      { label: labels.agreement, values: [agreement.reference] },
      { label: labels.channel, values: [channel] },
      { label: labels.receivedAt, values: [describeInstant(waiting.at, zone, locale, 'sameDay')] },
      { label: labels.from, values: [words.groundsBy(waiting.name, waiting.title)] },
      { label: labels.grounds, values: [waiting.text || words.noGrounds] },
      { label: labels.enteredBy, values: [waiting.enteredBy.name] },
    ],
    documents: [{ label: labels.documents, links: files, none: texts.noDocument }],
    action: `/desk/objections/${objection._id}/entry`,
    version: String(objection.version),
    forms: possible.map((act) => ({
      act,
      ...texts.acts[act],
      fields: [
        ...(act === 'correct'
          ? [field(act, 'receivedAt', { kind: 'datetime-local', width: 'short' }, texts.receivedAt(describeZone(zone, locale)))]
          : []),
        ...(act === 'correct' || act === 'strikeOut' ? [field(act, 'reason', { kind: 'textarea', rows: 3 }, texts.reasonLabel)] : []),
      ],
    })),
    notPossible: {
      title: words.notPossible,
      rows: entry.flatMap(({ act, code }) => (code ? [{ title: texts.acts[act].title, why: entryRefusalTexts[code][locale] }] : [])),
    },
    back: { href: `/desk/objections/${objection._id}`, label: texts.back },
  };
}
