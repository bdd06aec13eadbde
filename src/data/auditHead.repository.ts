import { trusted } from 'mongoose';
import type { SignedHead } from '../audit/auditKeys';
import type { AuditHeadRecord } from './auditChain.model';
import { isDuplicateKey } from './connection';
import { newId } from './id';
import type { Models } from './models';

export function createAuditHeadRepository(models: Models) {
  async function one(query: object, sort: 1 | -1): Promise<AuditHeadRecord | null> {
    return models.auditHeads.findOne(query).sort({ seq: sort }).lean<AuditHeadRecord>();
  }
  return {
    /** Adds a head; false when there is one of the same event already. */
    async insert(head: SignedHead): Promise<boolean> {
      try {
        await models.auditHeads.create([{ _id: newId(), ...head, filedAt: null }]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async newest(): Promise<AuditHeadRecord | null> {
      return one({}, -1);
    },
    async ofEvent(seq: number): Promise<AuditHeadRecord | null> {
      return one({ seq }, 1);
    },
    /** The first head that covers event `seq`; null while none does. */
    async covering(seq: number): Promise<AuditHeadRecord | null> {
      return one({ seq: trusted({ $gte: seq }) }, 1);
    },
    /** All heads, in the order of what they cover. */
    stream(): AsyncIterable<AuditHeadRecord> {
      return models.auditHeads.find({}).sort({ seq: 1 }).lean<AuditHeadRecord[]>().cursor({ batchSize: 1_000 });
    },
    /** Heads that are not in AUDIT_HEAD_FILE yet, oldest first. */
    async listToFile(limit: number): Promise<AuditHeadRecord[]> {
      return models.auditHeads.find({ filedAt: null }).sort({ seq: 1 }).limit(limit).lean<AuditHeadRecord[]>();
    },
    async markFiled(ids: readonly string[], filedAt: Date): Promise<void> {
      await models.auditHeads.updateMany({ _id: trusted({ $in: [...ids] }) }, { $set: { filedAt } });
    },
  };
}
