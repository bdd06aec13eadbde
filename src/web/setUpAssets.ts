import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import express, { type Express } from 'express';
import { projectRoot } from '../projectRoot';

/** Addresses of what a page loads. Each carries a hash of its content, so that it may be kept for good. */
export interface Assets {
  styles: string[];
  icon: string;
}

const designsystemet = 'node_modules/@digdir/designsystemet-css/dist';

/** Name below /assets → file below the project's root. */
const files = {
  'theme.css': `${designsystemet}/theme/designsystemet.css`,
  'designsystemet.css': `${designsystemet}/src/index.css`,
  'forvarsel.css': 'public/forvarsel.css',
  'favicon.svg': 'public/favicon.svg',
} as const;

type AssetName = keyof typeof files;

/** Serves the few files that pages load, from this host only: nothing is fetched from anybody else. Read once at the start. */
export function setUpAssets(app: Express): Assets {
  const router = express.Router();
  const addresses = {} as Record<AssetName, string>;
  for (const [name, file] of Object.entries(files) as [AssetName, string][]) {
    const content = readFileSync(path.join(projectRoot(), file));
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
    addresses[name] = `/assets/${name}?v=${hash}`;
    router.get(`/${name}`, (request, response) => {
      const kept = request.query.v === hash ? 'public, max-age=31536000, immutable' : 'public, max-age=0, must-revalidate';
      response.set('Cache-Control', kept).type(path.extname(name)).send(content);
    });
  }
  app.use('/assets', router);
  return { styles: [addresses['theme.css'], addresses['designsystemet.css'], addresses['forvarsel.css']], icon: addresses['favicon.svg'] };
}
