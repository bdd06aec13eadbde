import type { Config } from '../config';
import type { Dependencies } from '../dependencies';
import type { PersonActor } from '../domain/actor';
import type { FieldProblem, Refusal } from '../domain/outcome';

export interface CliOption {
  type: 'string' | 'boolean';
  /** What the value is, for the help text. */
  value?: string;
  help: string;
  required?: boolean;
}

/** What a command found out: the same as JSON and as lines for people. */
export interface CliResult {
  exitCode: 0 | 1;
  json: unknown;
  lines: string[];
}

export interface CliInput {
  positionals: string[];
  options: Record<string, string | boolean | undefined>;
  /** The folder that a relative path is meant from: npm runs its scripts in the project's. */
  startedIn: string;
  /** All of standard input; read only where a command says so. */
  readStandardInput(): Promise<string>;
}

interface Described {
  /** One word or two: `import`, `user add`. */
  name: string;
  summary: string;
  positionals: string[];
  /** May be left out; after the others. */
  optional?: string[];
  options: Record<string, CliOption>;
}

/** A command on the record; `now` is legal time. */
export interface RecordCommand extends Described {
  needs: 'record';
  run(portal: { dependencies: Dependencies; actor: PersonActor; now: Date }, input: CliInput): Promise<CliResult>;
}

/** A command that must work when nothing else does. */
export interface ConfigCommand extends Described {
  needs: 'config';
  run(config: Config, input: CliInput): Promise<CliResult>;
}

export type CliCommand = RecordCommand | ConfigCommand;

/** The command line was wrong: exit code 2. */
export class UsageError extends Error {}

export function told(json: unknown, lines: string[]): CliResult {
  return { exitCode: 0, json, lines };
}

const places = (errors: readonly FieldProblem[]): string[] =>
  errors.map(({ pointer, code, detail }) => `  ${pointer === '' ? '' : `${pointer.slice(1)}: `}${detail.en} (${code})`);

/** A refusal as the command line tells it. */
export function refused({ code, detail, errors = [], extra = {} }: Refusal): CliResult {
  const sentence = detail?.en ?? `Refused: ${code}.`;
  const listed = errors.map(({ pointer, code, detail }) => ({ pointer, code, detail: detail.en }));
  return { exitCode: 1, json: { error: { code, detail: sentence, errors: listed, ...extra } }, lines: [sentence, ...places(errors)] };
}
