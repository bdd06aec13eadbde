import { Router } from 'express';
import type { Dependencies } from '../../dependencies';

export function noticeRouter(_dependencies: Dependencies): Router {
  return Router();
}
