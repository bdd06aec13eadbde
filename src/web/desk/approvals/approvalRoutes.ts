import type { Dependencies } from '../../../dependencies';
import { showPage } from '../../page';
import { getPage, type PageRoute } from '../../pageRoute';
import { answerTexts } from '../../texts/answerTexts';
import { isRecordId } from '../lookUps';
import { approvalListPage, approvalStates } from './approvalListPage';

const perPage = 50;

/** `/desk/approvals`: what controllers have been asked to say yes to, by state and change, oldest first. */
export function approvalRoutes({ data }: Pick<Dependencies, 'data'>): PageRoute[] {
  return [
    getPage({
      path: '/desk/approvals',
      access: ['dpo', 'auditor'],
      handler: async ({ request, response, locale }) => {
        const { query } = request;
        const state = approvalStates.find((each) => each === query.state) ?? 'requested';
        const changeId = isRecordId(query.change) ? query.change : undefined;
        const cursor = isRecordId(query.cursor) ? query.cursor : undefined;
        const page = await data.noticeTasks.listByApproval({ state, changeId, limit: perPage, cursor });
        const changes = await data.changes.findMany(await data.noticeTasks.changesWithApprovals());
        showPage(request, response, {
          view: 'pages/approvals/list',
          title: answerTexts[locale].list.title,
          section: 'approvals',
          model: approvalListPage(page, { state, changeId, cursor, changes, locale }),
        });
      },
    }),
  ];
}
