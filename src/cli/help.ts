import type { CliCommand } from './cliCommand';

const usageOf = ({ name, positionals, optional = [] }: CliCommand): string =>
  [name, ...positionals.map((positional) => `<${positional}>`), ...optional.map((positional) => `[${positional}]`)].join(' ');

function columns(rows: [string, string][]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}

/** Every command there is. */
export function overview(commands: readonly CliCommand[]): string {
  return [
    'npm run cli -- <command> [options]',
    '',
    columns(commands.map((command) => [usageOf(command), command.summary])),
    '',
    'Every command takes --help and --json. Exit codes: 0 done, 1 failed, 2 wrong use.',
    'Without MONGODB_URI the running npm start of the same DATA_DIR is found.',
  ].join('\n');
}

/** One command with its options. */
export function helpOf(command: CliCommand): string {
  const options = Object.entries(command.options).map(([name, { value, help, required }]): [string, string] => [
    `--${name}${value ? ` <${value}>` : ''}`,
    `${help}${required ? ' (required)' : ''}`,
  ]);
  return [
    `npm run cli -- ${usageOf(command)}${options.length > 0 ? ' [options]' : ''}`,
    '',
    `${command.summary}.`,
    '',
    columns([...options, ['--json', 'answer as JSON on standard output'], ['--help', 'this text']]),
  ].join('\n');
}
