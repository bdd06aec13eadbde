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
  }

  requireModuleOrMock(from, name) {
    return name === '@jest/globals' ? super.requireModuleOrMock(from, name) : createRequire(from)(name);
  }
}

module.exports = { __esModule: true, default: SharedModules };
