const { writeSync } = require('node:fs');

const PATIENCE_MILLISECONDS = 15_000;

/** Jest reporter: the run's last line, `N passed, N failed`. A suite that could not run, and a run that does not end, count as one failure each. */
class TotalsReporter {
  onRunComplete(_contexts, results) {
    let failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    globalThis[Symbol.for('forvarsel.testTotals')] = true;
    // Jest prints its own summary after the reporters from the config; the totals shall stand below it.
    process.once('exit', () => writeSync(1, `${results.numPassedTests} passed, ${failed} failed\n`));
    // The timer keeps nothing alive, so it can only ring when a connection or a server was left open.
    setTimeout(() => {
      failed += 1;
      process.stderr.write('Something was left open after the tests. `npx jest --detectOpenHandles` says what.\n');
      process.exit(1);
    }, PATIENCE_MILLISECONDS).unref();
  }
}

module.exports = TotalsReporter;
