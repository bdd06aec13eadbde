import { stdSerializers } from 'pino';

interface LoggedError {
  type?: string;
  message?: string;
  stack?: string;
  code?: unknown;
  aggregateErrors?: unknown[];
}

/**
 * An error as the log may have it: its type, code, words and stack, and of several in one each of them. The rest is left out, because the driver puts whole records there
 * (`writeErrors[].op`, `keyValue`), and out of the words goes what they quote: values and addresses. Takes what pino-http has made of an error too.
 */
export function loggedError(error: unknown): unknown {
  const told: unknown = error instanceof Error ? stdSerializers.err(error) : error;
  if (typeof told === 'string') return withoutValues(told);
  if (typeof told !== 'object' || told === null) return told;
  const { type, message, stack, code, aggregateErrors } = told as LoggedError;
  return {
    type,
    message: withoutValues(message),
    stack: withoutValues(stack),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(Array.isArray(aggregateErrors) ? { aggregateErrors: aggregateErrors.map(loggedError) } : {}),
  };
}

/** MongoDB quotes the key of a row that stands already, Mongoose the value that is none, mail servers the address. */
function withoutValues(words: unknown): string {
  return String(words ?? '')
    .replace(/dup key: \{.*\}/g, 'dup key: {…}')
    .replace(/ for value ".*?" \(type /gs, ' for value "…" (type ')
    .replace(/[^\s"'`<>(){}[\],;:=/]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/gi, '…@…');
}
