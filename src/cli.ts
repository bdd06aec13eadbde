import { text } from 'node:stream/consumers';
import { runCli } from './cli/runCli';

if (require.main === module) {
  void runCli(process.argv.slice(2), {
    env: process.env,
    startedIn: process.env.INIT_CWD ?? process.cwd(),
    readStandardInput: () => text(process.stdin),
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
  }).then((exitCode) => {
    process.exitCode = exitCode;
  });
}
