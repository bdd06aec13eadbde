const { ModuleMocker } = require('jest-mock');

/**
 * Jest environment without a sandbox: test files run in the worker's own realm, so that they can share what it has loaded (sharedModules.cjs).
 * What a file does to `process.env` and to `process.exit` ends with the file.
 */
class OneRealm {
  constructor() {
    this.global = globalThis;
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimers = null;
    this.fakeTimersModern = null;
    this.before = { env: { ...process.env }, exit: process.exit, console: globalThis.console };
  }

  async setup() {}

  async teardown() {
    const { env, exit, console } = this.before;
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    process.exit = exit;
    globalThis.console = console;
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  /** Jest asks whether there is one; sharedModules.cjs compiles without it. */
  getVmContext() {
    return globalThis;
  }
}

module.exports = OneRealm;
