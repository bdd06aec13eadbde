import type { Request, Response } from 'express';
import type { Refusal } from '../../domain/outcome';
import { localeFromHeader, type PageLocale } from '../locale';
import { problemOf } from '../refusals';

/** An answer ready to be sent, or to be kept for a repeated call. */
export interface ApiAnswer {
  status: number;
  /** JSON. */
  text: string;
}

/** The language of `title` and `detail`: `Accept-Language`, else English. */
export function apiLanguageOf(request: Request): PageLocale {
  return localeFromHeader(request.headers['accept-language']) ?? 'en';
}

export function refusalAnswer(request: Request, refusal: Refusal): ApiAnswer {
  const problem = problemOf(refusal, apiLanguageOf(request));
  return { status: problem.status, text: JSON.stringify(problem) };
}

/** Sends an answer; a refused one as RFC 9457 problem+json. */
export function sendAnswer(request: Request, response: Response, { status, text }: ApiAnswer): void {
  response.status(status);
  if (status < 400) {
    response.type('application/json').send(text);
    return;
  }
  response.vary('Accept-Language');
  response.set('Content-Language', apiLanguageOf(request));
  // Not `type()`, which would add a charset that the media type does not have.
  response.set('Content-Type', 'application/problem+json').send(Buffer.from(text));
}

export function sendRefusal(request: Request, response: Response, refusal: Refusal): void {
  sendAnswer(request, response, refusalAnswer(request, refusal));
}
