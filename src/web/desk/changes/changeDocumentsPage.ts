import type { ChangeRecord } from '../../../data/change.model';
import type { ChangeDocumentFacts } from '../../../data/document.repository';
import type { DocumentRequestRecord } from '../../../data/documentRequest.model';
import type { PersonActor } from '../../../domain/actor';
import { mayHandleDocuments, placeOfDocument, removalOfDocument } from '../../../domain/change/changeDocuments';
import { describeInstant } from '../../../domain/periods/describe';
import { documentTexts } from '../../../mail/texts/documentTexts';
import { documentName } from '../../../mail/viewModels/documentLetters';
import { documentAccess, documentKind, documentLanguage } from '../../../schemas/changeDocuments';
import { processorZone } from '../../../workflows/processorDay';
import { sizeText } from '../../documents/fileSize';
import { filesField } from '../../documents/receiveFiles';
import type { PageLocale } from '../../locale';
import { changeDocumentTexts } from '../../texts/changeDocumentTexts';
import type { Tag } from './changeLabels';
import type { DocumentReading } from './documentReadings';

export const attachRoles = ['publisher', 'dpo'] as const;
const requestRoles: readonly string[] = ['dpo', 'auditor'];

interface PageFacts {
  documents: ChangeDocumentFacts[];
  readings: DocumentReading[];
  requests: DocumentRequestRecord[];
  /** By agreement. */
  references: ReadonlyMap<string, string>;
  actor: PersonActor;
  locale: PageLocale;
  /** Of the form, by field; '' where nothing was typed. */
  typed: Record<string, string>;
}

/** The names of a change's documents for its own page, with the way to the rest. */
export function documentsOfChange({ _id }: ChangeRecord, documents: readonly ChangeDocumentFacts[], locale: PageLocale) {
  const texts = changeDocumentTexts[locale];
  return {
    title: texts.title,
    none: documents.length === 0 ? texts.none : null,
    rows: documents.map((document) => ({ name: nameOf(document, locale), tag: withdrawnTag(document, locale) })),
    link: { href: `/desk/changes/${_id}/documents`, label: texts.manage },
  };
}

/** Every document with who has read it and what can be done with it, the requests for them, and the form to attach one. */
export function changeDocumentsPage(change: ChangeRecord, { documents, readings, requests, references, actor, locale, typed }: PageFacts) {
  const texts = changeDocumentTexts[locale];
  const base = `/desk/changes/${change._id}/documents`;
  const may = mayHandleDocuments(actor.role, change.status);
  const how = removalOfDocument(change.status);
  const isTold = (id: string): boolean => change.documents.some(({ documentId }) => documentId === id);
  const at = (instant: Date): string => describeInstant(instant, processorZone, locale, 'sameDay');
  const place = placeOfDocument(change.status);
  return {
    lead: texts.lead,
    none: documents.length === 0 ? texts.none : null,
    note:
      documents.length > 0 && may && !how && place
        ? texts.lockedNote
        : !may && place && attachRoles.some((role) => role === actor.role)
          ? texts.dpoOnly
          : null,
    rows: documents.map((document) => {
      const { _id, uploadedBy, ofChange } = document;
      const { withdrawn } = ofChange;
      const read = readings.filter(({ documentId }) => documentId === _id);
      return {
        id: _id,
        href: `${base}/${_id}`,
        name: nameOf(document, locale),
        tag: withdrawnTag(document, locale),
        lines: [
          `${documentTexts[locale].kinds[ofChange.kind]}, ${documentTexts[locale].languages[ofChange.language]} (${document.name}, ${sizeText(document.size, locale)})`,
          texts.access[ofChange.access],
          ...(withdrawn ? [] : [isTold(_id) ? texts.inNotice : texts.beside]),
          texts.by(uploadedBy.name, at(document.at)),
          ...(withdrawn ? [texts.withdrawn(withdrawn.by.name, at(withdrawn.at), withdrawn.reason)] : []),
        ],
        readings: { label: texts.readings(read.length), lines: read.map((reading) => readingLine(reading, references, locale)) },
        take: may && how && !withdrawn ? { href: `${base}/${_id}/take`, label: texts.take[how] } : null,
      };
    }),
    requests: requestRoles.includes(actor.role)
      ? {
          title: texts.requests.title,
          none: requests.length === 0 ? texts.requests.none : null,
          rows: requests.map((request) => ({
            href: `/desk/document-requests/${request._id}`,
            label: texts.requests.row(
              request.reference,
              references.get(request.agreementId) ?? '',
              texts.requests.states[requestState(request)],
            ),
          })),
        }
      : null,
    form: may && place ? attachForm(base, { locale, typed, isBefore: place === 'inNotice' }) : null,
  };
}

export function requestState({ decision }: DocumentRequestRecord): 'open' | 'granted' | 'declined' {
  if (!decision) return 'open';
  return decision.granted ? 'granted' : 'declined';
}

export function nameOf({ ofChange: { title }, name }: ChangeDocumentFacts, locale: PageLocale): string {
  return documentName({ title, name }, locale);
}

function withdrawnTag({ ofChange }: ChangeDocumentFacts, locale: PageLocale): Tag | null {
  return ofChange.withdrawn ? { label: changeDocumentTexts[locale].withdrawnTag, color: 'neutral' } : null;
}

/** To the second, in UTC, as the access log says it. */
function readingLine(
  { name: known, at, agreementId }: DocumentReading,
  references: ReadonlyMap<string, string>,
  locale: PageLocale,
): string {
  const texts = changeDocumentTexts[locale];
  const name = known || texts.someone;
  const reference = agreementId ? references.get(agreementId) : undefined;
  return texts.reading(reference ? texts.agreement(name, reference) : name, `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`);
}

function attachForm(action: string, { locale, typed, isBefore }: { locale: PageLocale; typed: Record<string, string>; isBefore: boolean }) {
  const texts = changeDocumentTexts[locale].form;
  const kinds = documentTexts[locale].kinds;
  const field = (name: 'titleNb' | 'titleEn') => ({ name, label: texts[name], hint: texts.titleHint, value: typed[name] ?? '' });
  const option = <Value extends string>(value: Value, label: string, chosen: string | undefined) => ({
    value,
    label,
    selected: chosen === value,
  });
  return {
    title: texts.title,
    lead: isBefore ? texts.beforeRelease : texts.afterRelease,
    action,
    selects: [
      {
        name: 'kind',
        label: texts.kind,
        options: [option('', texts.choose, typed.kind ?? ''), ...documentKind.options.map((kind) => option(kind, kinds[kind], typed.kind))],
      },
      {
        name: 'language',
        label: texts.language,
        options: documentLanguage.options.map((language) => option(language, texts.languages[language], typed.language || locale)),
      },
    ],
    fields: [field('titleNb'), field('titleEn')],
    access: {
      name: 'access',
      kind: 'radio',
      legend: texts.access,
      options: documentAccess.options.map((value) => ({
        ...{ value, label: changeDocumentTexts[locale].access[value], checked: (typed.access || 'open') === value },
      })),
    },
    file: { name: filesField, label: texts.file, hint: texts.fileHint },
    save: texts.save,
  };
}
