/** Unit and integration tests. Real servers come from tests/support/globalSetup.ts; nothing is mocked, no timer is faked. */
module.exports = {
  testEnvironment: '<rootDir>/tests/support/oneRealm.cjs',
  runtime: '<rootDir>/tests/support/sharedModules.cjs',
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  maxWorkers: 2,
  testTimeout: 30_000,
  globalSetup: '<rootDir>/tests/support/globalSetup.ts',
  globalTeardown: '<rootDir>/tests/support/globalTeardown.ts',
  reporters: ['default', '<rootDir>/tests/support/reporter.cjs'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }],
  },
  moduleFileExtensions: ['ts', 'js', 'cjs', 'json'],
};
