import mongoose, { type ClientSession, type Connection } from 'mongoose';

/** Connects with the settings everything relies on: majority writes, strict queries, sanitised filters, no buffering after a failed start. */
export async function connectToMongo(uri: string): Promise<Connection> {
  mongoose.set('strictQuery', 'throw');
  mongoose.set('sanitizeFilter', true);
  const connection = mongoose.createConnection(uri, {
    autoIndex: false,
    autoCreate: false,
    // While there is no primary the driver waits for one; Mongoose would hold commands back itself, and throw errors that nobody can tell from bugs.
    bufferCommands: false,
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
    // The driver's own: Mongoose's would wait for a primary, and for ten seconds only.
    const session = connection.getClient().startSession();
    try {
      return await session.withTransaction(() => namingLostConnections(work(session)), {
        readConcern: { level: 'snapshot' },
        writeConcern: { w: 'majority' },
        readPreference: 'primary',
      });
    } finally {
      await session.endSession();
    }
  };
}

/**
 * The driver begins a transaction anew when a connection is lost before the commit, but forgets to (7.8) where another operation noticed the loss first. What
 * was not committed is not written, so beginning anew is safe.
 */
async function namingLostConnections<T>(working: Promise<T>): Promise<T> {
  try {
    return await working;
  } catch (error) {
    if (error instanceof mongoose.mongo.MongoError && isConnectionLost(error)) error.addErrorLabel('TransientTransactionError');
    throw error;
  }
}

/** MongoDB's duplicate key error (11000), perhaps for one named index. */
export function isDuplicateKey(error: unknown, indexName?: string): boolean {
  if (typeof error !== 'object' || error === null || (error as { code?: unknown }).code !== 11000) return false;
  return indexName === undefined || String((error as { message?: unknown }).message).includes(indexName);
}

/** What MongoDB answers while a primary steps down, is elected, shuts down or is recovering (error_codes.yml of the server). */
const betweenPrimaries: ReadonlySet<unknown> = new Set([91, 189, 10107, 11600, 11602, 13435, 13436]);

/** Nobody could take the command just now: no primary, or no connection to it. It may have been carried out all the same, if only the answer was lost. */
export function isServerAway(thrown: unknown): boolean {
  const { MongoError, MongoServerSelectionError } = mongoose.mongo;
  const error = unwrapped(thrown);
  if (!(error instanceof MongoError)) return false;
  return (
    isConnectionLost(error) ||
    error instanceof MongoServerSelectionError ||
    betweenPrimaries.has(error.code) ||
    ['TransientTransactionError', 'UnknownTransactionCommitResult', 'RetryableWriteError'].some((label) => error.hasErrorLabel(label))
  );
}

/** No server answered for as long as one is waited for: whatever is asked next would wait as long. */
export function hasNoServer(error: unknown): boolean {
  return unwrapped(error) instanceof mongoose.mongo.MongoServerSelectionError;
}

function isConnectionLost(thrown: unknown): boolean {
  return unwrapped(thrown) instanceof mongoose.mongo.MongoNetworkError;
}

/** A bulk write hides what went wrong with its connection in an error of its own. */
function unwrapped(error: unknown): unknown {
  const isBulk = error instanceof mongoose.mongo.MongoBulkWriteError;
  return isBulk && (error.errorResponse as unknown) instanceof Error ? error.errorResponse : error;
}
