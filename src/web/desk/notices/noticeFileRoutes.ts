import type { Dependencies } from '../../../dependencies';
import { contactsOf } from '../../../workflows/delivery/planMail';
import { noticeFile } from '../../archive/noticeFile';
import { sendDocument } from '../../documents/sendDocument';
import { mailDeploymentOf } from '../../mailDeployment';
import { getPage, type PageRoute } from '../../pageRoute';
import { showErrorPage } from '../../showErrorPage';
import { isRecordId } from '../lookUps';
import { pathId } from '../pageAddress';

/** The notice as the controller was told it, as PDF. */
export function noticeFileRoutes({ data, config }: Pick<Dependencies, 'data' | 'config'>): PageRoute[] {
  const deployment = mailDeploymentOf(config);
  return [
    getPage({
      path: '/desk/notices/:id/notice.pdf',
      access: ['admin', 'publisher', 'dpo', 'auditor'],
      handler: async ({ request, response, locale, now }) => {
        const id = pathId(request.params);
        const notice = isRecordId(id) ? await data.notices.find(id) : null;
        if (!notice) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        const [change, agreement, controller, sendings] = await Promise.all([
          data.changes.find(notice.changeId),
          data.agreements.find(notice.agreementId),
          data.controllers.find(notice.controllerId),
          data.sendings.listOfNotice(id),
        ]);
        if (!change || !agreement || !controller) throw new Error(`notice ${id} lost its agreement`);
        const contact = contactsOf(agreement, controller)[0] ?? null;
        sendDocument(response, await noticeFile({ notice, change, sendings, contact }, { deployment, locale, now }));
      },
    }),
  ];
}
