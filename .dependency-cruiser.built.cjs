/** The import rules about what is loaded when it runs, checked on what the compiler wrote: imports of types are gone from it. */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'workflows-know-no-edge',
      comment: 'Workflows get data, mail and queue as arguments; they never load web, jobs, an entry point or a server library.',
      severity: 'error',
      from: { path: '^dist/src/workflows/' },
      to: {
        path: [
          '^dist/src/web/',
          '^dist/jobs/',
          '^dist/src/embedded/',
          '^dist/src/[^/]+\\.js$',
          'node_modules/(express|bullmq|ioredis|nodemailer|ejs)/',
        ],
      },
    },
    {
      name: 'web-reaches-data-through-workflows-and-repositories',
      comment: 'Routes never touch a model; they may name the types of its records.',
      severity: 'error',
      from: { path: '^dist/(src/web|jobs)/' },
      to: { path: '\\.model\\.js$' },
    },
    {
      name: 'no-dev-dependency',
      comment: 'A production image has none of them.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'default'], extensions: ['.js', '.json'] },
  },
};
