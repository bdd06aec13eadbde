import type { RequestHandler } from 'express';
import multer, { MulterError } from 'multer';
import type { Role } from '../../domain/actor';

/** 10 MB, as CONTRACT.md promises. */
export const mostBytes = 10 * 1024 * 1024;

declare global {
  namespace Express {
    interface Request {
      /** The upload was cut off, because it was larger than what is taken. */
      uploadTooLarge?: boolean;
    }
  }
}

/**
 * Reads a multipart form with at most one file, into memory, so that the step after it finds the form's token as in any other form. What is too large
 * is cut off and remembered for the page to say; a form that is no multipart form, or is not from somebody of this role, goes by untouched.
 */
export function receiveUpload(role: Role): RequestHandler {
  const receive = multer({
    storage: multer.memoryStorage(),
    limits: { fileSize: mostBytes, fieldSize: 2 * mostBytes, files: 1, fields: 10, parts: 12 },
  }).single('file');
  return (request, response, next) => {
    // Nobody else's file is read: the steps after this one say why.
    if (request.staff?.role !== role || !request.is('multipart/form-data')) return next();
    receive(request, response, (error: unknown) => {
      if (!error) return next();
      if (!(error instanceof MulterError))
        return next(Object.assign(new Error('the form is not whole', { cause: error }), { type: 'entity.parse.failed' }));
      request.uploadTooLarge = true;
      next();
    });
  };
}
