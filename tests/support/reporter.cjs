/** Jest reporter: the run's last line, `N passed, N failed`. A suite that could not run counts as one failure. */
class TotalsReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    globalThis[Symbol.for('forvarsel.testTotals')] = true;
    // Jest prints its own summary after the reporters from the config; the totals shall stand below it.
    process.once('exit', () => process.stdout.write(`${results.numPassedTests} passed, ${failed} failed\n`));
    leaveWhenSomethingStaysOpen();
  }
}

/** The timer keeps nothing alive, so it can only ring when a connection or server was left open, which is a failure. */
function leaveWhenSomethingStaysOpen() {
  setTimeout(() => {
    process.stderr.write('Something was left open after the tests. `npx jest --detectOpenHandles` says what.\n');
    process.exit(1);
  }, 15_000).unref();
}

module.exports = TotalsReporter;
