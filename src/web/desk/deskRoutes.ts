import type { Dependencies } from '../../dependencies';
import type { PageRoute } from '../pageRoute';
import { accessRoutes } from './access/accessRoutes';
import { adequacyRoutes } from './adequacy/adequacyRoutes';
import { agreementFormRoutes } from './agreements/agreementFormRoutes';
import { agreementRoutes } from './agreements/agreementRoutes';
import { stopOrderRoutes } from './agreements/stopOrderRoutes';
import { annexRoutes } from './annexes/annexRoutes';
import { directRelationRoutes } from './annexes/directRelationRoutes';
import { driftRoutes } from './annexes/driftRoutes';
import { approvalRoutes } from './approvals/approvalRoutes';
import { auditRoutes } from './audit/auditRoutes';
import { changeAuditRoutes } from './audit/changeAuditRoutes';
import { changeDocumentRoutes } from './changes/changeDocumentRoutes';
import { changeDraftRoutes } from './changes/changeDraftRoutes';
import { changeRevisionRoutes } from './changes/changeRevisionRoutes';
import { changeRoutes } from './changes/changeRoutes';
import { contactRoutes } from './contacts/contactRoutes';
import { controllerRoutes } from './controllers/controllerRoutes';
import { documentRequestRoutes } from './documents/documentRequestRoutes';
import { dueRoutes } from './due/dueRoutes';
import { evidenceRoutes } from './evidence/evidenceRoutes';
import { importRoutes } from './import/importRoutes';
import { changeReceiptRoutes } from './notices/changeReceiptRoutes';
import { enterAnswerRoutes } from './notices/enterAnswerRoutes';
import { messageRoutes } from './notices/messageRoutes';
import { noticeActRoutes } from './notices/noticeActRoutes';
import { noticeFileRoutes } from './notices/noticeFileRoutes';
import { noticeRoutes } from './notices/noticeRoutes';
import { enterObjectionRoutes } from './objections/enterObjectionRoutes';
import { entryRoutes } from './objections/entryRoutes';
import { objectionRoutes } from './objections/objectionRoutes';
import { objectionWorkRoutes } from './objections/objectionWorkRoutes';
import { questionRoutes } from './questions/questionRoutes';
import { retentionRoutes } from './retention/retentionRoutes';
import { subprocessorRoutes } from './subprocessors/subprocessorRoutes';
import { userRoutes } from './users/userRoutes';

/** Every page of the desk. Each noun's routes say themselves who may use them; `/desk/changes/new` stands before `/desk/changes/:id`,
 * `/desk/subprocessors/adequacy` before `/desk/subprocessors/:id`. */
export function deskRoutes(dependencies: Dependencies): PageRoute[] {
  return [
    ...dueRoutes(dependencies),
    ...changeDraftRoutes(dependencies),
    ...changeRevisionRoutes(dependencies),
    ...changeAuditRoutes(dependencies),
    ...changeRoutes(dependencies),
    ...changeDocumentRoutes(dependencies),
    ...changeReceiptRoutes(dependencies),
    ...noticeRoutes(dependencies),
    ...noticeFileRoutes(dependencies),
    ...noticeActRoutes(dependencies),
    ...enterAnswerRoutes(dependencies),
    ...messageRoutes(dependencies),
    ...adequacyRoutes(dependencies),
    ...subprocessorRoutes(dependencies),
    ...contactRoutes(dependencies),
    ...controllerRoutes(dependencies),
    ...agreementFormRoutes(dependencies),
    ...agreementRoutes(dependencies),
    ...stopOrderRoutes(dependencies),
    ...annexRoutes(dependencies),
    ...evidenceRoutes(dependencies),
    ...directRelationRoutes(dependencies),
    ...driftRoutes(dependencies),
    ...importRoutes(dependencies),
    ...enterObjectionRoutes(dependencies),
    ...objectionRoutes(dependencies),
    ...objectionWorkRoutes(dependencies),
    ...entryRoutes(dependencies),
    ...questionRoutes(dependencies),
    ...documentRequestRoutes(dependencies),
    ...approvalRoutes(dependencies),
    ...auditRoutes(dependencies),
    ...accessRoutes(dependencies),
    ...retentionRoutes(dependencies),
    ...userRoutes(dependencies),
  ];
}
