import type { ChangeRecord } from '../../data/change.model';
import type { ContactRecord } from '../../data/controller.model';
import type { NoticeRecord } from '../../data/notice.model';
import type { SendingRecord } from '../../data/sending.model';
import { cleanLetter, type MailDeployment } from '../../mail/letter';
import { noticeLetter } from '../../mail/viewModels/noticeLetter';
import { noticeDocument } from '../../pdf/documents/noticeDocument';
import { renderPdf } from '../../pdf/renderPdf';
import { archiveTexts } from '../../pdf/texts/archiveTexts';
import { noticeAsTold } from '../../workflows/delivery/noticeAsTold';
import { sendingsFor } from '../../workflows/delivery/planMail';
import { slugOf } from '../../workflows/registry/slugOf';
import type { PageLocale } from '../locale';

/** The notice as PDF, as it was first told: the same file whenever it is asked for. `contact`: as it was told to them. */
export async function noticeFile(
  {
    notice,
    change,
    sendings,
    contact,
  }: { notice: NoticeRecord; change: ChangeRecord; sendings: SendingRecord[]; contact: ContactRecord | null },
  { deployment, locale, now }: { deployment: MailDeployment; locale: PageLocale; now: Date },
): Promise<{ name: string; type: string; bytes: Buffer }> {
  const told = noticeAsTold(notice, { sendings, contactId: contact?.id ?? null, now });
  const { agreementReference, controllerName } = notice.content;
  const letter = noticeLetter({
    sending: { ...carrierOf(told.sendings[0], notice, now), locale },
    notice: told.notice,
    change,
    addressee: { agreementReference, controllerName, contactName: contact?.name ?? '' },
    shortReference: agreementReference,
    terms: notice.terms,
    contacts: [],
    objection: null,
    question: null,
    deadlines: told.deadlines,
    statedAt: told.statedAt,
    link: null,
    code: null,
    repeat: false,
    deployment,
    locale,
  });
  const document = noticeDocument({ letter: cleanLetter(letter), notice, sendings: told.sendings, statedAt: told.statedAt });
  const name = [archiveTexts[locale].notice.fileName, slugOf(agreementReference), notice.shortId].filter((part) => part !== '').join('-');
  return { name: `${name}.pdf`, type: 'application/pdf', bytes: await renderPdf(document, told.statedAt) };
}

/** The mail that the letter is of; one that is never sent where none was. */
function carrierOf(sent: SendingRecord | undefined, notice: NoticeRecord, now: Date): SendingRecord {
  if (sent) return sent;
  const nobody: ContactRecord = {
    id: '',
    email: 'nobody@page.invalid',
    name: null,
    locale: null,
    purpose: 'subprocessorChanges',
    confirmedAt: now,
    checkAt: now,
  };
  const [sending] = sendingsFor({
    kind: 'notice',
    dedupe: 'page',
    contacts: [nobody],
    host: 'page.invalid',
    readyAt: now,
    noticeId: notice._id,
  });
  if (!sending) throw new Error('a contact has no sending');
  return sending;
}
