import type { Dependencies } from '../../dependencies';
import type { PageRoute } from '../pageRoute';
import { changeAuditRoutes } from './audit/changeAuditRoutes';
import { changeDraftRoutes } from './changes/changeDraftRoutes';
import { changeRoutes } from './changes/changeRoutes';
import { dueRoutes } from './due/dueRoutes';

/** Every page of the desk. Each noun's routes say themselves who may use them; `/desk/changes/new` stands before `/desk/changes/:id`. */
export function deskRoutes(dependencies: Dependencies): PageRoute[] {
  return [
    ...dueRoutes(dependencies),
    ...changeDraftRoutes(dependencies),
    ...changeAuditRoutes(dependencies),
    ...changeRoutes(dependencies),
  ];
}
