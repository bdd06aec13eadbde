import { mongo } from 'mongoose';
import pino from 'pino';
import { loggedError } from '../src/loggedError';

const address = 'kari.nordmann@nordvik.example';

function logged(err: unknown): { type: string; message: string; stack: string; code?: unknown; aggregateErrors?: { message: string }[] } {
  const lines: string[] = [];
  pino({ serializers: { err: loggedError } }, { write: (line) => lines.push(line) }).error({ err }, 'failed');
  return JSON.parse(lines.join('')).err;
}

function duplicate(): Error {
  const errmsg = `E11000 duplicate key error collection: forvarsel.users index: email_unique dup key: { email: "${address}", name: "Kari {1}" }`;
  return new mongo.MongoServerError({
    code: 11_000,
    errmsg,
    keyValue: { email: address },
    writeErrors: [{ op: { toName: 'Kari Nordmann' } }],
  });
}

test('of a row that stands already the log has the index and the code, and nothing of the row', () => {
  const { code, message, stack } = logged(duplicate());
  expect([code, message]).toEqual([11_000, 'E11000 duplicate key error collection: forvarsel.users index: email_unique dup key: {…}']);
  expect(stack).toContain('at ');
  expect(JSON.stringify(logged(duplicate()))).not.toMatch(/kari|nordmann/i);
});

test.each([
  [`550 5.1.1 <${address}>: no such user`, '550 5.1.1 <…@…>: no such user'],
  [
    'Cast to string failed for value "{ name: \'Kari\' }" (type Object) at path "to"',
    'Cast to string failed for value "…" (type Object) at path "to"',
  ],
  ['connect ECONNREFUSED 127.0.0.1:27017', 'connect ECONNREFUSED 127.0.0.1:27017'],
])('%s is logged without values', (said, expected) => {
  expect(logged(new Error(said)).message).toBe(expected);
});

test('of several errors in one each is told, and so is what is no error', () => {
  const several = logged(new AggregateError([duplicate(), new Error('the second')], `one of ${address}; the second`));
  expect(several.message).toBe('one of …@…; the second');
  expect(several.aggregateErrors?.map(({ message }) => message)).toEqual([expect.stringMatching(/dup key: \{…\}$/), 'the second']);
  expect(logged(`lost ${address}`)).toBe('lost …@…');
});
