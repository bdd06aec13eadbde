import type { Dependencies } from '../../dependencies';
import type { PageRoute } from '../pageRoute';

/** Every page of the desk. The list reads like a permission matrix: each route says who may use it. */
export function deskRoutes(_dependencies: Dependencies): PageRoute[] {
  return [];
}
