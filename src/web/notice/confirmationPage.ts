import { describeInstant } from '../../domain/periods/describe';
import { nextStepTexts } from '../../mail/texts/nextStepTexts';
import { changeTitle } from '../../mail/viewModels/subprocessorFacts';
import { confirmationDocument } from '../../pdf/documents/confirmationDocument';
import { renderPdf } from '../../pdf/renderPdf';
import { archiveTexts } from '../../pdf/texts/archiveTexts';
import { sendDocument } from '../documents/sendDocument';
import { showPage } from '../page';
import type { PageRequest } from '../pageRoute';
import { showErrorPage } from '../showErrorPage';
import { attachmentTexts } from './attachmentTexts';
import { findConfirmation } from './findConfirmation';
import { formTexts } from './formTexts';
import { noticeAddress } from './noticeAddress';
import { type NoticeDesk, type OpenNotice, openNotice } from './noticeDesk';
import { noticeTexts } from './noticeTexts';
import { terminationTexts } from './terminationTexts';

/** What the controller gets back for what it did. Made from the record each time, so that it can be reloaded and bookmarked. */
export async function showConfirmation(desk: NoticeDesk, page: PageRequest<null>): Promise<void> {
  const open = await openNotice(desk, page);
  if (!open) return;
  const { visit, locale } = open;
  const { request, response } = page;
  const texts = formTexts[locale].confirmation;
  const reference = String(request.params.reference);
  const found = await findConfirmation(desk, reference, open);
  const next = found?.next ?? [];
  const address = noticeAddress.confirmation(visit.notice.shortId, reference);
  showPage(request, response, {
    view: 'pages/notice/confirmation',
    title: found?.title ?? texts.unknown.title,
    status: found ? 200 : 404,
    notice: found ? doneTexts(request.query.done, open) : null,
    model: {
      reference: found ? { label: texts.reference, value: reference } : null,
      lines: found ? found.lines : [texts.unknown.text],
      written: found?.written ?? [],
      next: next.length > 0 ? { title: nextStepTexts[locale].title, lines: next } : null,
      keep: found ? texts.keep : null,
      file: found ? { href: `${address}.pdf`, label: texts.file } : null,
      back: { href: noticeAddress.notice(visit.notice.shortId), label: noticeTexts[locale].backToNotice },
    },
  });
}

/** The same as PDF, with the state it has now. */
export async function sendConfirmationFile(desk: NoticeDesk, page: PageRequest<null>): Promise<void> {
  const reference = String(page.request.params.reference);
  const open = await openNotice(desk, page);
  if (!open) return;
  const found = await findConfirmation(desk, reference, open);
  if (!found) return showErrorPage(page.request, page.response, { status: 404, text: 'notFound' });
  const { visit, locale } = open;
  const { content, shortId, terms } = visit.notice;
  const document = confirmationDocument(
    { ...found, next: found.next ?? [], reference },
    {
      locale,
      agreementReference: content.agreementReference,
      controllerName: content.controllerName,
      processorName: desk.deployment.processorName,
      noticeNumber: shortId,
      change: changeTitle(content, locale),
      fetched: describeInstant(visit.now, terms.timeZone, locale, 'sameDay'),
    },
  );
  const name = `${archiveTexts[locale].confirmation.fileName}-${reference}.pdf`;
  sendDocument(page.response, { name, type: 'application/pdf', bytes: await renderPdf(document, visit.now) });
}

function doneTexts(done: unknown, { locale }: OpenNotice): string | null {
  const texts = formTexts[locale].done;
  if (done === 'declined') return texts.declined;
  if (done === 'terminated') return terminationTexts[locale].done;
  if (done === 'countered') return attachmentTexts[locale].counter.done;
  if (done === 'stands') return texts.stands;
  return done === 'grounds' ? texts.grounds : null;
}
