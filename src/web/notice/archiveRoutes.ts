import { annexFileKinds } from '../annexes/annexFile';
import { getPage, type PageRoute } from '../pageRoute';
import { showOwnAnnex } from './annexPages';
import type { NoticeDesk } from './noticeDesk';

/** What the controller takes into its own archive, below the page of a notice (`notice` is that page's path). */
export function archiveRoutes(desk: NoticeDesk, notice: string): PageRoute[] {
  const access = 'public' as const;
  return [
    getPage({ path: `${notice}/annex`, access, handler: (page) => showOwnAnnex(desk, page, null) }),
    ...annexFileKinds.map((kind) => getPage({ path: `${notice}/${kind}`, access, handler: (page) => showOwnAnnex(desk, page, kind) })),
  ];
}
