import path from 'node:path';
import ejs from 'ejs';
import type { Express } from 'express';
import type { BothLanguages } from '../domain/outcome';
import { projectRoot } from '../projectRoot';
import type { Assets } from './setUpAssets';

/** What the frame of every page needs of this deployment. */
export interface AppFrame {
  assets: Assets;
  processorName: string;
  processorDpo: string;
  demoClock: boolean;
  footer: { href: string; label: BothLanguages }[];
}

/** EJS from `views/`. Templates are compiled once, see only `page` and `model`, and include others by their path from there (`/partials/tag`). */
export function setUpViews(app: Express, frame: AppFrame): void {
  const root = path.join(projectRoot(), 'views');
  app.set('views', root);
  app.set('view engine', 'ejs');
  app.engine('ejs', (file, options, done) => {
    const { page, model } = options as { page?: unknown; model?: unknown };
    ejs.renderFile(file, { page, model }, { cache: true, root }, done);
  });
  app.locals.frame = frame;
}
