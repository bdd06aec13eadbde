/** `npm start`: everything, on a fresh machine. */
import { become, prepare, runCommand } from './steps.mjs';

await runCommand(async () => {
  await prepare();
  become('src/start', process.argv.slice(2));
});
