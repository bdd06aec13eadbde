import { randomBytes } from 'node:crypto';

export type TestNamespace = {
  /** A database that nobody else uses; it goes away with the run's servers. */
  mongodbUri: string;
  databaseName: string;
  redisUrl: string;
  /** Key prefix with a hash tag, like REDIS_PREFIX. */
  redisPrefix: string;
};

/** A database and a Redis prefix of one's own on the run's servers. Call it once per test file, or once per test that needs an empty record. */
export function testNamespace(databaseName = `test_${randomBytes(6).toString('hex')}`): TestNamespace {
  const mongodbUri = new URL(servedAt('TEST_MONGODB_URI'));
  mongodbUri.pathname = `/${databaseName}`;
  return {
    mongodbUri: mongodbUri.toString(),
    databaseName,
    redisUrl: servedAt('TEST_REDIS_URL'),
    redisPrefix: `{test_${randomBytes(6).toString('hex')}}`,
  };
}

function servedAt(variable: 'TEST_MONGODB_URI' | 'TEST_REDIS_URL'): string {
  const value = process.env[variable];
  if (value === undefined)
    throw new Error(`${variable} is not set: run the tests with npm test or npx jest, which start the servers first.`);
  return value;
}
