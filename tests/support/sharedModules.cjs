const asyncHooks = require('node:async_hooks');
const { createRequire } = require('node:module');
const { compileFunction } = require('node:vm');
const JestRuntime = require('jest-runtime').default;
require('./registerTypeScript.cjs');

/**
 * Jest runtime that loads a module once per worker instead of once per test file: the portal and what it stands on take two seconds to load,
 * more than most files take to run. No test mocks a module, and none of ours keeps state, so nothing is lost by it.
 */
class SharedModules extends JestRuntime {
  constructor(...parts) {
    super(...parts);
    this.executor.compile = (source, filename) => compileFunction(source, this.executor.injectedModuleParameters, { filename });
    const requireCore = this.coreModule.require.bind(this.coreModule);
    this.coreModule.require = (name) =>
      name === 'node:async_hooks' ? { ...asyncHooks, AsyncLocalStorage: OneAtATime } : requireCore(name);
  }

  requireModuleOrMock(from, name) {
    return name === '@jest/globals' ? super.requireModuleOrMock(from, name) : createRequire(from)(name);
  }
}

/**
 * What Jest's own runner remembers the running test in. Node 20 keeps an `AsyncLocalStorage` by a hook on every promise there is, a tenth of a run that waits for
 * servers all the time; the tests of a file run one after the other, so one place is enough. Nobody else is given it.
 */
class OneAtATime {
  store;

  getStore() {
    return this.store;
  }

  run(store, act) {
    const before = this.store;
    const after = () => {
      this.store = before;
    };
    this.store = store;
    const result = act();
    if (typeof result?.then !== 'function') after();
    else result.then(after, after);
    return result;
  }
}

module.exports = { __esModule: true, default: SharedModules };
