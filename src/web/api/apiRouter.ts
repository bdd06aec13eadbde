import { Router } from 'express';
import type { Dependencies } from '../../dependencies';

export function apiRouter(_dependencies: Dependencies): Router {
  return Router();
}
