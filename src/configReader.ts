import { readFileSync } from 'node:fs';

export type Environment = Record<string, string | undefined>;

/** Everything wrong with the configuration at once. Entry points print the message and end with exit code 2. */
export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(`The configuration is not right:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/** What a value must be. Parsers throw this with a sentence that follows the variable's name, and never repeats a secret. */
export class WrongValue extends Error {}

type Parse<T> = (text: string) => T;

export type EnvironmentReader = {
  isSet(name: string): boolean;
  value<T>(name: string, parse: Parse<T>): T | undefined;
  required<T>(name: string, parse: Parse<T>): T | undefined;
  /** Like `value`, and also from the file that `NAME_FILE` names. */
  secret<T>(name: string, parse: Parse<T>): T | undefined;
  requiredSecret<T>(name: string, parse: Parse<T>): T | undefined;
  problem(message: string): void;
  /** Throws when there is any problem. */
  refuseProblems(): void;
};

/** Reads variables one by one and collects what is wrong with them, so that all of it can be told together. */
export function environmentReader(env: Environment): EnvironmentReader {
  const problems: string[] = [];
  const textOf = (name: string): string | undefined => env[name]?.trim() || undefined;

  const parsed = <T>(name: string, text: string | undefined, parse: Parse<T>): T | undefined => {
    if (text === undefined) return undefined;
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof WrongValue)) throw error;
      problems.push(`${name} ${error.message}`);
      return undefined;
    }
  };

  const secretText = (name: string): string | undefined => {
    const file = textOf(`${name}_FILE`);
    if (file === undefined) return textOf(name);
    if (textOf(name) !== undefined) {
      problems.push(`${name} and ${name}_FILE are both set: keep one.`);
      return undefined;
    }
    try {
      const text = readFileSync(file, 'utf8').trim();
      if (text === '') problems.push(`${name}_FILE names ${file}, which is empty.`);
      return text || undefined;
    } catch (error) {
      problems.push(`${name}_FILE names ${file}, which cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`);
      return undefined;
    }
  };

  const isSet = (name: string): boolean => textOf(name) !== undefined || textOf(`${name}_FILE`) !== undefined;
  return {
    isSet,
    value: (name, parse) => parsed(name, textOf(name), parse),
    required: (name, parse) => {
      if (textOf(name) === undefined) problems.push(`${name} is missing.`);
      return parsed(name, textOf(name), parse);
    },
    secret: (name, parse) => parsed(name, secretText(name), parse),
    requiredSecret: (name, parse) => {
      if (!isSet(name)) problems.push(`${name} is missing: set it, or ${name}_FILE to a file that holds it.`);
      return parsed(name, secretText(name), parse);
    },
    problem: (message) => {
      problems.push(message);
    },
    refuseProblems: () => {
      if (problems.length > 0) throw new ConfigError(problems);
    },
  };
}
