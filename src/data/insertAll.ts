import { type ClientSession, type Model, mongo } from 'mongoose';

/** Records of ours are a few kilobytes: far below the 48 MB that one command may carry. */
const perCommand = 2_000;

/**
 * Inserts many records inside a transaction, all or none, as they are: the types have said what the schemas would. The driver's own `insertMany` turns each
 * document into bytes twice, once only to learn its size, and that was a third of what a hundred thousand effects cost this process.
 * Throws what `insertMany` throws, code 11000 for a row that stands already.
 */
export async function insertAll<Stored>(model: Model<Stored>, records: readonly Stored[], session: ClientSession): Promise<void> {
  const { db } = model.db;
  if (!db) throw new Error('there is no connection to MongoDB');
  for (let start = 0; start < records.length; start += perCommand) {
    const documents = records.slice(start, start + perCommand);
    const { writeErrors } = await db.command({ insert: model.collection.collectionName, documents, ordered: true }, { session });
    // A command that was carried out and could not write says so in its answer.
    if (Array.isArray(writeErrors) && writeErrors.length > 0) throw new mongo.MongoServerError(writeErrors[0]);
  }
}
