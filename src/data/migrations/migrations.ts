import type { Connection } from 'mongoose';

/** One step that takes an older record to today's shape. It may be cut off and run again, so it must stand that. */
export interface Migration {
  /** Rises; never used again. */
  id: string;
  up(connection: Connection): Promise<void>;
}

/** In the order they run. A release that changes what is stored adds one; none is ever edited after it was released. */
export const migrations: Migration[] = [
  {
    id: '0001-collections',
    // Transactions cannot make collections on every server that we support.
    async up(connection) {
      const existing = new Set((await connection.listCollections()).map(({ name }) => name));
      const missing = Object.values(connection.models).filter((model) => !existing.has(model.collection.collectionName));
      await Promise.all(
        missing.map((model) =>
          model.createCollection().catch((error: { codeName?: string }) => {
            if (error.codeName !== 'NamespaceExists') throw error;
          }),
        ),
      );
    },
  },
];
