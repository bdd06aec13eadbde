import mongoose, { type ClientSession, type Connection } from 'mongoose';

/** Connects with the settings everything relies on: majority writes, strict queries, sanitised filters, no buffering after a failed start. */
export async function connectToMongo(uri: string): Promise<Connection> {
  mongoose.set('strictQuery', 'throw');
  mongoose.set('sanitizeFilter', true);
  const connection = mongoose.createConnection(uri, {
    autoIndex: false,
    autoCreate: false,
    writeConcern: { w: 'majority' },
    readConcern: { level: 'majority' },
    serverSelectionTimeoutMS: 15_000,
    maxPoolSize: 50,
  });
  await connection.asPromise();
  return connection;
}

export type InTransaction = <T>(work: (session: ClientSession) => Promise<T>) => Promise<T>;

/** Runs `work` in one transaction with majority write concern. `work` may run twice after a transient error: it must not touch anything outside. */
export function transactionsOn(connection: Connection): InTransaction {
  return async <T>(work: (session: ClientSession) => Promise<T>): Promise<T> => {
    const session = await connection.startSession();
    try {
      return await session.withTransaction(() => work(session), {
        readConcern: { level: 'snapshot' },
        writeConcern: { w: 'majority' },
        readPreference: 'primary',
      });
    } finally {
      await session.endSession();
    }
  };
}

/** MongoDB's duplicate key error (11000), perhaps for one named index. */
export function isDuplicateKey(error: unknown, indexName?: string): boolean {
  if (typeof error !== 'object' || error === null || (error as { code?: unknown }).code !== 11000) return false;
  return indexName === undefined || String((error as { message?: unknown }).message).includes(indexName);
}
