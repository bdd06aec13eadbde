import { z } from 'zod';
import { documentAudiences, documentTypes } from '../data/document.model';
import type { Upload } from '../workflows/documents/uploadedDocument';
import { shortText } from './primitives';

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export const documentType = z.enum(documentTypes);

/** Who may read a document beside the staff. */
export const documentAudience = z.enum(documentAudiences);

/** A file in a JSON body: its name and its bytes in base64 (RFC 4648, section 4). What it is, is judged by its content. */
export const uploadedFile = z
  .strictObject({
    name: shortText(),
    content: z
      .string()
      .transform((text, context): Buffer => {
        if (base64.test(text)) return Buffer.from(text, 'base64');
        context.issues.push({ code: 'custom', message: 'invalid-base64', input: '' });
        return z.NEVER;
      })
      .meta({ format: 'byte', description: 'Base64; PDF, PNG, JPEG, plain text or a saved mail, at most 10 MB' }),
  })
  .transform(({ name, content }): Upload => ({ name, bytes: content }));
