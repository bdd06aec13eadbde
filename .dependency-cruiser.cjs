/** Imports point one way: web, jobs, cli → workflows → domain (ARCHITECTURE.md). */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'domain-is-pure',
      comment: 'The domain imports itself and the date library, nothing else.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: ['^src/domain/', 'node_modules/temporal-polyfill', 'node_modules/temporal-spec', 'node_modules/temporal-utils'] },
    },
    {
      name: 'workflows-know-no-edge',
      comment: 'Workflows get data, mail and queue as arguments; they never import web, jobs, an entry point or a server library.',
      severity: 'error',
      from: { path: '^src/workflows/' },
      to: { path: ['^src/web/', '^jobs/', '^src/embedded/', '^src/[^/]+\\.ts$', 'node_modules/(express|bullmq|ioredis|nodemailer|ejs)/'] },
    },
    {
      name: 'data-knows-no-workflow',
      severity: 'error',
      from: { path: '^src/(data|mail|queue)/' },
      to: { path: ['^src/(workflows|web|embedded)/', '^jobs/'] },
    },
    {
      name: 'web-reaches-data-through-workflows-and-repositories',
      comment: 'Routes never touch a model.',
      severity: 'error',
      from: { path: '^(src/web|jobs)/' },
      to: { path: ['\\.model\\.ts$'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'no-tests-in-sources', severity: 'error', from: { path: '^(src|jobs)/' }, to: { path: '^tests/' } },
    {
      name: 'no-dev-dependency',
      severity: 'error',
      from: { path: '^(src|jobs)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
