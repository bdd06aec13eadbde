const { writeSync } = require('node:fs');

const PATIENCE_MILLISECONDS = 30_000;

/** Jest reporter: the run's last line, `N passed, N failed`; a suite that could not run counts as one failure. A run that does not end is ended. */
class TotalsReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    globalThis[Symbol.for('forvarsel.testTotals')] = true;
    // Jest prints its own summary after the reporters from the config; the totals shall stand below it.
    process.once('exit', () => writeSync(1, `${results.numPassedTests} passed, ${failed} failed\n`));
    // The timer keeps nothing alive, so it can only ring when a connection or a server was left open.
    setTimeout(() => {
      const open = process.getActiveResourcesInfo().join(', ');
      process.stderr.write(`Something was left open after the tests (${open}). \`npx jest --detectOpenHandles\` says what.\n`);
      process.exit(failed > 0 ? 1 : 0);
    }, PATIENCE_MILLISECONDS).unref();
  }
}

module.exports = TotalsReporter;
