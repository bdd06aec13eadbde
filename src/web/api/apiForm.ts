import type { NextFunction, Request, Response } from 'express';
import { sha256Hex } from '../../mail/canonical';
import type { Upload } from '../../workflows/documents/uploadedDocument';
import { receiveFiles } from '../documents/receiveFiles';
import { sendRefusal } from './sendAnswer';

/** The part of the form that the file comes in. */
const fileField = 'file';

const receive = receiveFiles(() => true, { othersFields: false, field: fileField });

/** A form with one file, as a body: its fields, and the file as `file`. Answers 422 where the file is too large or not alone. */
export function readApiForm(request: Request, response: Response, next: NextFunction): void {
  receive(request, response, (error?: unknown) => {
    if (error) return next(error);
    const { uploads = [], tooLarge = [], tooMany = false } = request.received ?? {};
    if (tooLarge.length > 0)
      return sendRefusal(request, response, { code: 'invalid', errors: [{ ...problem, code: 'too-large', detail: larger }] });
    if (tooMany || uploads.length > 1)
      return sendRefusal(request, response, { code: 'invalid', errors: [{ ...problem, code: 'too-many', detail: alone }] });
    const [upload] = uploads;
    request.body = { ...request.body, ...(upload ? { file: withHash(upload) } : {}) };
    next();
  });
}

const problem = { pointer: `/${fileField}` };
const larger = { nb: 'Filen er større enn 10 MB. Send en mindre.', en: 'The file is larger than 10 MB. Send a smaller one.' };
const alone = {
  nb: 'Send én fil, i feltet «file».',
  en: 'Send one file, in the field "file".',
};

/** A repeated call is known by the text of its body: of a file that is its name and hash, and not ten million numbers. */
function withHash({ name, bytes }: Upload): Upload {
  const upload = { name, bytes };
  Object.defineProperty(upload, 'toJSON', { value: () => ({ name, sha256: sha256Hex(bytes) }) });
  return upload;
}
