/** `npm run web`, `npm run worker`, `npm run cli -- …`: one process each. */
import { become, prepare, runCommand } from './steps.mjs';

const ENTRIES = ['web', 'worker', 'cli'];

await runCommand(async () => {
  const [entry, ...args] = process.argv.slice(2);
  if (!ENTRIES.includes(entry)) {
    console.error(`Say what to run: node bootstrap/run.mjs ${ENTRIES.join('|')}`);
    process.exit(2);
  }
  await prepare();
  become(entry, args);
});
