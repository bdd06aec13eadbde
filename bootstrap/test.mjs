/** `npm test`: runs Jest in this process, so that whatever ends us ends it, and its servers with it. */
import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepare, projectRoot, runCommand } from './steps.mjs';

/** The reporter (tests/support/reporter.cjs) says by this that it has told the totals. */
const COUNTED = Symbol.for('forvarsel.testTotals');

await runCommand(async () => {
  await prepare({ build: 'none' });
  process.env.NODE_ENV = 'test';
  process.chdir(projectRoot);
  process.once('exit', totalsOfNoRun);
  const { run } = createRequire(import.meta.url)('jest');
  await run(process.argv.slice(2));
  // Once more, behind Jest's own listener, which is the one that sets the exit code.
  process.once('exit', totalsOfNoRun);
});

/** A run that ended before its first test, for want of servers or of tests, has no totals of its own. */
function totalsOfNoRun(code) {
  if ((process.exitCode ?? code) === 0 || globalThis[COUNTED]) return;
  globalThis[COUNTED] = true;
  // Jest silences the streams before it ends a run early.
  writeSync(1, '0 passed, 1 failed\n');
}
