import type { Request, RequestHandler } from 'express';
import multer, { MulterError, type StorageEngine } from 'multer';
import { mostDocumentBytes, type Upload } from '../../workflows/documents/uploadedDocument';

/** As many as one form takes. */
export const mostFiles = 5;

/** What came with a form beside its fields. */
export interface ReceivedFiles {
  uploads: Upload[];
  /** Names of those that were larger than is taken; nothing of them was kept. */
  tooLarge: string[];
  /** There were more than a form takes; those beyond were not read. */
  tooMany: boolean;
}

declare global {
  namespace Express {
    interface Request {
      received?: ReceivedFiles;
    }
  }
}

/** The name of the form's file field. */
export const filesField = 'files';

/** A person's mistake is read to its end, so that the other files and all fields arrive; beyond this it is none. */
const mostReadBytes = 3 * mostDocumentBytes;
const mostReadFiles = 2 * mostFiles;

/**
 * Reads a multipart form with several files, so that the step after it finds the fields as in any other form. What is too large or too many is left out and
 * remembered for the page to say. A form that is no multipart form goes by untouched. Of somebody who may not upload no file is kept; the steps after say why, and `othersFields` lets
 * them show what was typed.
 */
export function receiveFiles(
  mayUpload: (request: Request) => boolean,
  { othersFields, field = filesField }: { othersFields: boolean; field?: string },
): RequestHandler {
  const receive = multer({
    storage: keepingSmallOnes,
    defParamCharset: 'utf8',
    fileFilter: ({ received }, _file, done) => done(null, received !== undefined),
    limits: { fileSize: mostReadBytes, fieldSize: 2 * 1024 * 1024, files: mostReadFiles, fields: 100, parts: 100 + mostReadFiles },
  }).array(field);
  return (request, response, next) => {
    if (!request.is('multipart/form-data')) return next();
    const may = mayUpload(request);
    if (!may && !othersFields) return next();
    const received: ReceivedFiles = { uploads: [], tooLarge: [], tooMany: false };
    if (may) request.received = received;
    receive(request, response, (error: unknown) => {
      if (!error) return next();
      if (!(error instanceof MulterError))
        return next(Object.assign(new Error('the form is not whole', { cause: error }), { type: 'entity.parse.failed' }));
      const isCount = error.code === 'LIMIT_FILE_COUNT' || error.code === 'LIMIT_UNEXPECTED_FILE' || error.code === 'LIMIT_PART_COUNT';
      if (isCount) received.tooMany = true;
      else received.tooLarge.push('');
      next();
    });
  };
}

/** Keeps in memory what is not too large; of what is, nothing. An empty file field sends a file without name and content. */
const keepingSmallOnes: StorageEngine = {
  _handleFile({ received }, { stream, originalname }, done) {
    let chunks: Buffer[] = [];
    let size = 0;
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > mostDocumentBytes) chunks = [];
      else chunks.push(chunk);
    });
    stream.on('error', done);
    stream.on('end', () => {
      if (received && (size > 0 || originalname !== '')) {
        if (size > mostDocumentBytes) received.tooLarge.push(originalname);
        else if (received.uploads.length === mostFiles) received.tooMany = true;
        else received.uploads.push({ name: originalname, bytes: Buffer.concat(chunks) });
      }
      done(null, { size });
    });
  },
  _removeFile: (_request, _file, done) => done(null),
};
