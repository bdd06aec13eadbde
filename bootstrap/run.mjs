/** `npm run web`, `npm run worker`, `npm run cli -- …`, `npm run bench`, `npm run faults`: one process each. */
import { become, prepare, runCommand } from './steps.mjs';

/** Each command's entry point below `dist`. */
const ENTRIES = { web: 'src/web', worker: 'src/worker', cli: 'src/cli', bench: 'bench/bench', faults: 'faults/faults' };

await runCommand(async () => {
  const [entry, ...args] = process.argv.slice(2);
  if (!Object.hasOwn(ENTRIES, entry ?? '')) {
    console.error(`Say what to run: node bootstrap/run.mjs ${Object.keys(ENTRIES).join('|')}`);
    process.exit(2);
  }
  await prepare();
  become(ENTRIES[entry], args);
});
