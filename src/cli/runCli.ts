import { parseArgs } from 'node:util';
import { createDemoClock } from '../clock';
import { type Config, ConfigError, readConfig } from '../config';
import { buildDependencies, type Dependencies } from '../dependencies';
import type { PersonActor } from '../domain/actor';
import { readRuntimeFile } from '../runtimeFile';
import { adoptRecordCommand } from './adoptRecordCommand';
import { auditExportCommand } from './auditExportCommand';
import { type CliCommand, type CliInput, type CliResult, type RecordCommand, UsageError } from './cliCommand';
import { doctorCommand } from './doctorCommand';
import { evidenceCommand } from './evidenceCommand';
import { helpOf, overview } from './help';
import { importCommand } from './importCommand';
import { keyCommands } from './keyCommands';
import { retentionCommand } from './retentionCommand';
import { userCommands } from './userCommands';
import { verifyCommand } from './verifyCommand';

const commands: CliCommand[] = [
  importCommand,
  ...userCommands,
  ...keyCommands,
  verifyCommand,
  evidenceCommand,
  auditExportCommand,
  retentionCommand,
  adoptRecordCommand,
  doctorCommand,
];
const actor: PersonActor = { kind: 'person', personId: 'cli', name: 'command line', role: 'admin', via: 'cli' };

/** The process around the command line; tests bring their own. */
export interface CliProcess {
  env: NodeJS.ProcessEnv;
  startedIn: string;
  readStandardInput(): Promise<string>;
  out(text: string): void;
  err(text: string): void;
}

/** Runs one command and resolves to the exit code: 0 done, 1 failed, 2 wrong use (of the command line or the environment). Never asks. */
export async function runCli(args: string[], surroundings: CliProcess): Promise<number> {
  const asJson = args.includes('--json');
  try {
    const [first, second] = args;
    if (first === undefined || first === '--help' || first === 'help') {
      surroundings.out(overview(commands));
      return first === undefined ? 2 : 0;
    }
    const command = commands.find(({ name }) => name === `${first} ${second}`) ?? commands.find(({ name }) => name === first);
    if (!command) throw new UsageError(`There is no command ${first}. npm run cli -- --help lists those there are.`);
    const parsed = parse(command, args.slice(command.name.split(' ').length));
    if (parsed === 'help') {
      surroundings.out(helpOf(command));
      return 0;
    }
    const result = await run(
      command,
      { ...parsed, startedIn: surroundings.startedIn, readStandardInput: surroundings.readStandardInput },
      surroundings.env,
    );
    const write = asJson || result.exitCode === 0 ? surroundings.out : surroundings.err;
    write(asJson ? JSON.stringify(result.json, null, 2) : result.lines.join('\n'));
    return result.exitCode;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const wrongUse = error instanceof UsageError || error instanceof ConfigError;
    if (asJson) surroundings.out(JSON.stringify({ error: { code: wrongUse ? 'usage' : 'failed', detail: message } }, null, 2));
    else surroundings.err(message);
    return wrongUse ? 2 : 1;
  }
}

function parse(command: CliCommand, args: string[]): Pick<CliInput, 'positionals' | 'options'> | 'help' {
  const own = Object.fromEntries(Object.entries(command.options).map(([name, { type }]) => [name, { type }]));
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({
      args,
      options: { ...own, help: { type: 'boolean' }, json: { type: 'boolean' } },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message} See npm run cli -- ${command.name} --help.`);
  }
  if (parsed.values.help) return 'help';
  const missing = [
    ...command.positionals.slice(parsed.positionals.length).map((name) => `<${name}>`),
    ...Object.keys(command.options)
      .filter((name) => command.options[name]?.required && parsed.values[name] === undefined)
      .map((name) => `--${name}`),
  ];
  if (missing.length > 0) throw new UsageError(`Missing: ${missing.join(', ')}. See npm run cli -- ${command.name} --help.`);
  if (parsed.positionals.length > command.positionals.length + (command.optional?.length ?? 0)) {
    throw new UsageError(`Too many arguments. See npm run cli -- ${command.name} --help.`);
  }
  return { positionals: parsed.positionals, options: parsed.values as CliInput['options'] };
}

async function run(command: CliCommand, input: CliInput, env: NodeJS.ProcessEnv): Promise<CliResult> {
  const config = whereTheServersAre(readConfig(env, 'cli'));
  if (command.needs === 'config') return command.run(config, input);
  if (!config.mongodbUri) {
    throw new Error(`No npm start runs on ${config.dataDir}. Start one, name its DATA_DIR, or set MONGODB_URI and REDIS_URL.`);
  }
  return onTheRecord(command, input, config);
}

/** What the environment says, else the running `npm start` of the same DATA_DIR. */
function whereTheServersAre(config: Config): Config {
  if (config.mongodbUri) return config;
  const running = readRuntimeFile(config.dataDir);
  return running
    ? { ...config, mongodbUri: running.mongodbUri, redisUrl: config.redisUrl ?? running.redisUrl, baseUrl: running.baseUrl }
    : config;
}

async function onTheRecord(command: RecordCommand, input: CliInput, config: Config): Promise<CliResult> {
  const dependencies = await buildDependencies(config);
  try {
    return await command.run({ dependencies, actor, now: await legalNow(dependencies) }, input);
  } finally {
    await dependencies.close();
  }
}

/** A database that has a demo clock keeps legal time by it, whoever started it. */
async function legalNow({ config, data, clock }: Dependencies): Promise<Date> {
  const kept = !config.production && !clock.demo && (await data.settings.find('clock')) !== null;
  return kept ? (await createDemoClock(data.settings, { mode: 'running' })).now() : clock.now();
}
