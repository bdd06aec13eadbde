/** `node -r ./tests/support/registerTypeScript.cjs some.ts`: runs our TypeScript in a process of its own, for tests that kill one. */
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const options = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};
const folder = path.join(__dirname, '..', '..', 'node_modules', '.cache', 'forvarsel-typescript');
const maker = `${require('@swc/core/package.json').version} ${JSON.stringify(options)}`;

/** A run starts some forty processes, and each would compile the same hundreds of files. What is kept is named by all that it was made of. */
function compiled(filename) {
  const source = readFileSync(filename, 'utf8');
  const kept = path.join(folder, createHash('sha256').update(`${maker}\n${filename}\n${source}`).digest('hex'));
  try {
    return readFileSync(kept, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  const { code } = require('@swc/core').transformSync(source, { ...options, filename });
  mkdirSync(folder, { recursive: true });
  // Whole or not at all: another process may be reading.
  const own = `${kept}.${process.pid}`;
  writeFileSync(own, code);
  renameSync(own, kept);
  return code;
}

Module._extensions['.ts'] = (module, filename) => module._compile(compiled(filename), filename);
