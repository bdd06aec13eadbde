import type { Request, Response } from 'express';
import { showPage } from './page';
import { errorTexts } from './texts/errorTexts';

export type ErrorPageName = 'notFound' | 'forbidden' | 'staleForm' | 'unreadableForm' | 'tooLarge' | 'tooMany' | 'unexpected';

/** A plain page that says what went wrong and what to do. `reference` is what the log knows the request by. */
export function showErrorPage(
  request: Request,
  response: Response,
  { status, text, reference }: { status: number; text: ErrorPageName; reference?: string },
): void {
  // Errors can come before the step that chooses a language.
  request.locale ??= 'nb';
  request.staff ??= null;
  const texts = errorTexts[request.locale];
  const { title, text: explanation } = texts[text];
  showPage(request, response, {
    view: 'pages/error',
    title,
    status,
    self: request.method === 'GET' ? undefined : '/',
    model: {
      explanation,
      reference: reference ? { label: texts.reference, value: reference } : null,
      home: { href: request.staff ? '/desk' : '/', label: texts.toStart },
    },
  });
}
