import { annexFileKinds } from '../annexes/annexFile';
import { noticeFile } from '../archive/noticeFile';
import { sendDocument } from '../documents/sendDocument';
import { getPage, type PageRequest, type PageRoute } from '../pageRoute';
import { showOwnAnnex } from './annexPages';
import { sendConfirmationFile } from './confirmationPage';
import { type NoticeDesk, openNotice } from './noticeDesk';

/** What the controller takes into its own archive, below the page of a notice (`notice` is that page's path). */
export function archiveRoutes(desk: NoticeDesk, notice: string): PageRoute[] {
  const access = 'public' as const;
  return [
    getPage({ path: `${notice}/annex`, access, handler: (page) => showOwnAnnex(desk, page, null) }),
    ...annexFileKinds.map((kind) => getPage({ path: `${notice}/${kind}`, access, handler: (page) => showOwnAnnex(desk, page, kind) })),
    getPage({ path: `${notice}/notice.pdf`, access, handler: (page) => sendOwnNotice(desk, page) }),
    getPage({ path: `${notice}/confirmation/:reference.pdf`, access, handler: (page) => sendConfirmationFile(desk, page) }),
  ];
}

async function sendOwnNotice(desk: NoticeDesk, page: PageRequest<null>): Promise<void> {
  const open = await openNotice(desk, page);
  if (!open) return;
  const { visit, locale } = open;
  const { frozen: notice, change, contact, now } = visit;
  const sendings = await desk.context.data.sendings.listOfNotice(notice._id);
  sendDocument(page.response, await noticeFile({ notice, change, sendings, contact }, { deployment: desk.deployment, locale, now }));
}
