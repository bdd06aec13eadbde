import { type ClientSession, type Model, mongo } from 'mongoose';

/** One statement: which record, and what becomes of it; `multi`: all that it finds. */
export interface RecordUpdate {
  q: Record<string, unknown>;
  u: Record<string, unknown> | Record<string, unknown>[];
  multi?: boolean;
}

/**
 * Carries out many updates in one command, as they are, and tells how many records they found and how many they changed. The driver's own `bulkWrite` turns each update into
 * bytes twice, once only to learn its size (insertAll.ts). Unordered unless told: one that finds nothing keeps none of the others back.
 * Outside a session it waits for the majority like every write of ours, and is not repeated by the driver.
 */
export async function updateAll<Stored>(
  model: Model<Stored>,
  updates: readonly RecordUpdate[],
  { session, ordered = false }: { session?: ClientSession; ordered?: boolean } = {},
): Promise<{ matched: number; modified: number }> {
  if (updates.length === 0) return { matched: 0, modified: 0 };
  const { db } = model.db;
  if (!db) throw new Error('there is no connection to MongoDB');
  const concern = session ? {} : { writeConcern: { w: 'majority' as const } };
  const { n, nModified, writeErrors } = await db.command(
    { update: model.collection.collectionName, updates, ordered, ...concern },
    session ? { session } : {},
  );
  // A command that was carried out and could not write says so in its answer.
  if (Array.isArray(writeErrors) && writeErrors.length > 0) throw new mongo.MongoServerError(writeErrors[0]);
  return { matched: n, modified: nModified };
}
