import { type ClientSession, trusted } from 'mongoose';
import type { TreeNode } from '../domain/audit/merkleTree';
import type { PersonalPart } from '../domain/audit/personalPart';
import type { ChainTail } from './auditChain.model';
import type { ChainPlace, StoredAuditEvent } from './auditEvent.model';
import { insertAll } from './insertAll';
import type { Models } from './models';
import { updateAll } from './updateAll';

export type ChainedEvent = StoredAuditEvent & ChainPlace;

/** An event and its place in the chain. `split` only where an older release stored it in one piece. */
export interface ChainedRow {
  _id: string;
  place: ChainPlace;
  split?: { actor: Record<string, unknown>; facts: Record<string, unknown>; personal: PersonalPart | null };
}

/** Events that have these ids; null: none of that kind. */
export interface EventScope {
  changeId?: string;
  agreementId?: string | null;
}

const tailName = 'auditChain';
/** Levels of the tree that are stored: the others are worked out from at most 256 hashes of the level below. */
export const storedLevelStep = 8;

const idLength = 24;

export function createAuditChainRepository(models: Models) {
  return {
    /** How far the chain has got; null before its first event. */
    async tail(session?: ClientSession): Promise<{ value: ChainTail; version: number } | null> {
      const query = models.settings.findById(tailName);
      return (session ? query.session(session) : query).lean<{ value: ChainTail; version: number }>();
    },
    /** Committed events without a number, in the order of their ids. */
    async listUnchained(limit: number, session: ClientSession): Promise<StoredAuditEvent[]> {
      const query = models.auditEvents.find({ unchained: true }).sort({ _id: 1 }).limit(limit);
      return query.session(session).lean<StoredAuditEvent[]>();
    },
    /** When the oldest event without a number was recorded (real time); null where each has its own. */
    async oldestUnchained(): Promise<Date | null> {
      const row = await models.auditEvents.findOne({ unchained: true }, { recordedAt: 1 }).sort({ _id: 1 }).lean<{ recordedAt: Date }>();
      return row?.recordedAt ?? null;
    },
    async countUnchained(): Promise<number> {
      return models.auditEvents.countDocuments({ unchained: true });
    },
    /** Writes one batch of the chain: places, tree and tail. Throws when any of it had been moved on by somebody else, and nothing is written then. */
    async append(
      {
        rows,
        nodes,
        tail,
        expectedVersion,
      }: { rows: readonly ChainedRow[]; nodes: readonly TreeNode[]; tail: ChainTail; expectedVersion: number },
      session: ClientSession,
    ): Promise<void> {
      const moved = await models.settings.updateOne(
        { _id: tailName, version: expectedVersion },
        { $set: { value: { ...tail } }, $inc: { version: 1 } },
        { session, upsert: expectedVersion === 0 },
      );
      if (moved.modifiedCount + moved.upsertedCount !== 1) throw new Error('the audit chain was moved on by another process');
      // By the id alone: with the mark beside it MongoDB weighs two indexes for each row, and takes twice as long. The tail keeps others out.
      const updates = rows.map(({ _id, place, split }) => ({ q: { _id }, u: { $set: { ...place, ...split }, $unset: { unchained: '' } } }));
      const { modified } = await updateAll(models.auditEvents, updates, { session, ordered: true });
      if (modified !== rows.length) throw new Error('an audit event got its number from another process');
      const stored = nodes.filter(({ level }) => level % storedLevelStep === 0);
      await insertAll(
        models.auditNodes,
        stored.map((node) => ({ _id: `${node.level}:${node.index}`, ...node })),
        session,
      );
    },
    /** The number that `place` means: it is one, or an event's id; null where no such event has one. */
    async numberOf(place: string): Promise<number | null> {
      if (place.length < idLength) return Number(place);
      return (await models.auditEvents.findById(place, { seq: 1 }).lean<{ seq?: number }>())?.seq ?? null;
    },
    /** Numbered events after number `after`, in the chain's order; of one change, agreement or notice where told. */
    async listChained({
      after,
      limit,
      ...filter
    }: {
      after: number;
      limit: number;
      changeId?: string;
      agreementId?: string;
      noticeId?: string;
    }): Promise<ChainedEvent[]> {
      const ids = Object.fromEntries(Object.entries(filter).filter(([, id]) => id !== undefined));
      return models.auditEvents
        .find({ ...ids, seq: trusted({ $gt: after }) })
        .sort({ seq: 1 })
        .limit(limit)
        .lean<ChainedEvent[]>();
    },
    /** The whole chain in its order, as a stream that holds a batch in memory. */
    streamChained(): AsyncIterable<ChainedEvent> {
      return models.auditEvents
        .find({ seq: trusted({ $exists: true }) })
        .sort({ seq: 1 })
        .lean<ChainedEvent[]>()
        .cursor({ batchSize: 1_000 });
    },
    /** Events of any of these scopes up to number `until`, in the chain's order, as a stream that holds a batch in memory. */
    streamOf(scopes: readonly EventScope[], until: number): AsyncIterable<ChainedEvent> {
      return models.auditEvents
        .find({ $or: scopes.map((scope) => ({ ...scope })), seq: trusted({ $lte: until }) })
        .sort({ seq: 1 })
        .allowDiskUse(true)
        .lean<ChainedEvent[]>()
        .cursor({ batchSize: 1_000 });
    },
    /** The hashes of events `from` up to `to`, both counted. */
    async eventHashes(from: number, to: number): Promise<string[]> {
      const rows = await models.auditEvents
        .find({ seq: trusted({ $gte: from, $lte: to }) }, { eventHash: 1, seq: 1 })
        .sort({ seq: 1 })
        .lean<{ eventHash: string }[]>();
      return rows.map(({ eventHash }) => eventHash);
    },
    /** Stored nodes of one level, `from` up to `to`, in order. */
    async nodes({ level, from, to }: { level: number; from: number; to: number }): Promise<TreeNode[]> {
      const ids = Array.from({ length: to - from + 1 }, (_, offset) => `${level}:${from + offset}`);
      const found = await models.auditNodes.find({ _id: trusted({ $in: ids }) }).lean<TreeNode[]>();
      return found.sort((one, other) => one.index - other.index);
    },
    /**
     * Erases what is personal in numbered events, with its salt: the digest stays, and the chain with it. Events without a number keep theirs until they have one.
     * Returns how many were changed.
     */
    async erasePersonal(
      {
        eventIds,
        agreementId,
        controllerId,
        changeId,
        before,
      }: { eventIds?: readonly string[]; agreementId?: string; controllerId?: string; changeId?: string; before?: Date },
      session?: ClientSession,
    ): Promise<number> {
      const filter = {
        ...(eventIds ? { _id: trusted({ $in: [...eventIds] }) } : {}),
        ...(agreementId ? { agreementId } : {}),
        ...(controllerId ? { controllerId } : {}),
        // Of the change itself: what it led to for an agreement goes with that.
        ...(changeId ? { changeId, agreementId: null } : {}),
        ...(before ? { at: trusted({ $lt: before }) } : {}),
      };
      if (Object.keys(filter).length === 0) throw new Error('name the events whose personal part is to go');
      const erased = await models.auditEvents.updateMany(
        { ...filter, seq: trusted({ $exists: true }), personal: trusted({ $ne: null }) },
        { $set: { personal: null, personalSalt: null } },
        session ? { session } : {},
      );
      return erased.modifiedCount;
    },
  };
}
