/**
 * Imports point one way: web, jobs, cli → workflows → domain (ARCHITECTURE.md). These rules hold for types too. Rules about what is
 * loaded when it runs are in .dependency-cruiser.built.cjs: without TypeScript's compiler API nobody can tell here which import is a type's.
 */
module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment: 'The domain imports itself and the date library, nothing else.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: ['^src/domain/', 'node_modules/temporal-polyfill', 'node_modules/temporal-spec', 'node_modules/temporal-utils'] },
    },
    {
      name: 'data-knows-no-workflow',
      severity: 'error',
      from: { path: '^src/(data|mail|queue)/' },
      to: { path: ['^src/(workflows|web|embedded)/', '^jobs/'] },
    },
    { name: 'no-tests-in-sources', severity: 'error', from: { path: '^(src|jobs)/' }, to: { path: '^tests/' } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
