import { z } from 'zod';
import { changeDocumentKinds, type DocumentLabel, documentAccesses, documentLanguages } from '../data/document.model';
import type { Upload } from '../workflows/documents/uploadedDocument';
import { calendarDay, longText, shortText } from './primitives';

export const documentKind = z.enum(changeDocumentKinds);
export const documentAccess = z.enum(documentAccesses);
export const documentLanguage = z.enum(documentLanguages);

const labelFields = {
  kind: documentKind,
  access: documentAccess,
  language: documentLanguage,
  titleNb: shortText(200).optional(),
  titleEn: shortText(200).optional(),
};

/** What a document of a change is, as forms say it. */
export const changeDocumentLabel = z.strictObject(labelFields);

/** `POST /changes/{id}/documents`: the file comes as a part of the form of its own. */
export const changeDocumentInput = z.strictObject({
  ...labelFields,
  file: z
    .custom<Upload>((value) => value !== undefined, { message: 'required' })
    .meta({ type: 'string', format: 'binary', description: 'PDF, PNG, JPEG, plain text (UTF-8) or a saved mail, up to 10 MB' }),
});

export function documentLabelOf({ kind, access, language, titleNb, titleEn }: z.output<typeof changeDocumentLabel>): DocumentLabel {
  const title = { ...(titleNb ? { nb: titleNb } : {}), ...(titleEn ? { en: titleEn } : {}) };
  return { kind, access, language, title: Object.keys(title).length > 0 ? title : null };
}

/** `POST /changes/{id}/documents/{documentId}/…` by form: why a document is withdrawn. */
export const documentReason = z.strictObject({ reason: longText(2_000).optional() });

/** The answer to a request for documents. A no has a text. */
export const documentDecisionInput = z.strictObject({
  granted: z.boolean(),
  text: longText(10_000).optional(),
  readableUntil: calendarDay.optional(),
});
