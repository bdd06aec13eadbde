import type { ClientSession } from 'mongoose';
import type { DocumentRecord } from './document.model';
import type { Models } from './models';

export type DocumentFacts = Omit<DocumentRecord, 'bytes'>;

export function createDocumentRepository(models: Models) {
  return {
    async insert(record: DocumentRecord, session: ClientSession): Promise<void> {
      await models.documents.create([record], { session });
    },
    /** The document with its bytes. */
    async find(id: string): Promise<DocumentRecord | null> {
      const found = await models.documents.findById(id).lean<Omit<DocumentRecord, 'bytes'> & { bytes: Buffer | { buffer: Uint8Array } }>();
      // Lean documents carry BSON's Binary where the schema says Buffer.
      return found && { ...found, bytes: Buffer.isBuffer(found.bytes) ? found.bytes : Buffer.from(found.bytes.buffer) };
    },
    /** What is attached to a notice, oldest first, without the bytes. */
    async listOfNotice(noticeId: string): Promise<DocumentFacts[]> {
      return models.documents.find({ 'about.noticeId': noticeId }, { bytes: 0 }).sort({ _id: 1 }).lean<DocumentFacts[]>();
    },
  };
}
