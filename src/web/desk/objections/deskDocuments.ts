import type { DocumentFacts } from '../../../data/document.repository';
import type { ObjectionRecord } from '../../../data/objection.model';
import { describeInstant } from '../../../domain/periods/describe';
import { processorZone } from '../../../workflows/processorDay';
import { sizeText } from '../../documents/fileSize';
import { filesField } from '../../documents/receiveFiles';
import type { PageLocale } from '../../locale';
import { objectionDeskTexts } from '../../texts/objectionDeskTexts';

export interface FileLink {
  href: string;
  label: string;
}

/** Links to some of an objection's files. */
export function fileLinks(
  documents: readonly DocumentFacts[],
  { ids, objectionId, locale }: { ids: readonly string[]; objectionId: string; locale: PageLocale },
): FileLink[] {
  const texts = objectionDeskTexts[locale].documents;
  return documents
    .filter(({ _id }) => ids.includes(_id))
    .map(({ _id, name, size }) => ({
      href: `/desk/objections/${objectionId}/documents/${_id}`,
      label: texts.file(name, sizeText(size, locale)),
    }));
}

/** Everything attached, with whose it is and who may read it, and for the DPO a form to attach more. */
export function documentsView(
  documents: readonly DocumentFacts[],
  { objection, locale, mayDecide, audience }: { objection: ObjectionRecord; locale: PageLocale; mayDecide: boolean; audience: string },
) {
  const all = objectionDeskTexts[locale];
  const texts = all.documents;
  const href = `/desk/objections/${objection._id}`;
  return {
    title: texts.title,
    none: texts.none,
    rows: documents.map((document) => {
      const at = describeInstant(document.at, processorZone, locale, 'sameDay');
      const by = document.uploadedBy.kind === 'person' ? texts.byPerson : texts.byController;
      return {
        ...fileLinks([document], { ids: [document._id], objectionId: objection._id, locale })[0],
        by: by(document.uploadedBy.name, at),
        audience: texts.audience[document.audience],
      };
    }),
    form: mayDecide
      ? {
          title: texts.formTitle,
          action: `${href}/documents`,
          file: { name: filesField, label: texts.field, hint: all.files.hint, multiple: true },
          who: {
            name: 'audience',
            kind: 'radio',
            legend: texts.who,
            hint: texts.controllerHint,
            options: (['processor', 'controller'] as const).map((value) => ({
              value,
              label: texts.audience[value],
              checked: (audience === 'controller' ? 'controller' : 'processor') === value,
            })),
          },
          submit: texts.add,
        }
      : null,
  };
}
