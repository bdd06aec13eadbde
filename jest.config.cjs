/** Unit and integration tests. Real servers come from tests/support/globalSetup.ts; nothing is mocked, no timer is faked. */
const esmOnly = ['temporal-polyfill', 'temporal-utils', 'temporal-spec'];
/** Since 7.6 the MongoDB driver loads `os` by a dynamic import, which Jest's sandbox refuses; swc makes a require of it. */
const dynamicImports = ['mongodb/lib/runtime_adapters\\.js'];
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  maxWorkers: 2,
  testTimeout: 30_000,
  globalSetup: '<rootDir>/tests/support/globalSetup.ts',
  globalTeardown: '<rootDir>/tests/support/globalTeardown.ts',
  reporters: ['default', '<rootDir>/tests/support/reporter.cjs'],
  transform: {
    '^.+\\.(ts|js|mjs)$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/|(.*/)?(${dynamicImports.join('|')})$)`],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json'],
};
