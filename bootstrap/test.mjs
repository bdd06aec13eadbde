/** `npm test`: runs Jest in this process, so that whatever ends us ends it, and its servers with it. */
import { createRequire } from 'node:module';
import { prepare, projectRoot, runCommand } from './steps.mjs';

await runCommand(async () => {
  await prepare({ build: 'none' });
  // The tests bring servers of their own; nothing of a shell that points at real ones may reach them.
  process.env.NODE_ENV = 'test';
  process.chdir(projectRoot);
  process.once('exit', (code) => {
    const isCounted = globalThis[Symbol.for('forvarsel.testTotals')] === true;
    if (code !== 0 && !isCounted) process.stdout.write('0 passed, 1 failed\n');
  });
  const { run } = createRequire(import.meta.url)('jest');
  await run(process.argv.slice(2));
});
