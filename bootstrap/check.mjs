/** `npm run check`: types, lint and format, import direction, dead code. All of them run, also when one fails. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { prepare, projectRoot, runCommand, runTool } from './steps.mjs';

const sources = ['src', 'jobs', 'tests', 'bench', 'faults'].filter((folder) => existsSync(path.join(projectRoot, folder)));

const CHECKS = [
  { name: 'types', tool: 'tsc', args: ['--noEmit', '-p', 'tsconfig.json'] },
  { name: 'lint and format', tool: 'biome', args: ['ci', '.'] },
  { name: 'import direction', tool: 'depcruise', args: ['--config', '.dependency-cruiser.cjs', ...sources] },
  {
    name: 'import direction of what runs',
    tool: 'depcruise',
    args: ['--config', '.dependency-cruiser.built.cjs', 'dist/src', 'dist/jobs'],
  },
  { name: 'dead code', tool: 'knip', args: [] },
];

await runCommand(async () => {
  await prepare({ build: 'attempted' });
  const failed = [];
  for (const { name, tool, args } of CHECKS) {
    console.log(`\n== ${name} (${tool})`);
    if ((await runTool(tool, args)) !== 0) failed.push(name);
  }
  console.log(failed.length === 0 ? '\nAll checks passed.' : `\nNot right: ${failed.join(', ')}.`);
  process.exitCode = failed.length === 0 ? 0 : 1;
});
