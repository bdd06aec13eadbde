import { randomBytes } from 'node:crypto';
import { hashedForm } from '../../audit/chainedForm';
import { chainHashOf, eventHashOf, genesisHash, hashPair, leafHashOf, personalDigestOf } from '../../audit/eventHash';
import type { ChainTail } from '../../data/auditChain.model';
import type { ChainedRow } from '../../data/auditChain.repository';
import type { StoredAuditEvent } from '../../data/auditEvent.model';
import { isDuplicateKey } from '../../data/connection';
import type { Actor } from '../../domain/actor';
import { type TreeNode, withLeaf } from '../../domain/audit/merkleTree';
import { splitPersonal } from '../../domain/audit/personalPart';
import type { WorkflowContext } from '../context';

const batchSize = 1_000;
const emptyChain: ChainTail = { seq: 0, hash: genesisHash, peaks: [] };
const saltBytes = 16;

type SequencerContext = Pick<WorkflowContext, 'data' | 'inTransaction'>;

/**
 * Gives committed events their numbers, in the order of their ids, and chains them; an event whose transaction commits late gets a later number. One
 * batch is one transaction with the chain's tail, so a process may die anywhere, and two at once cannot both be right: the second goes on from the
 * first. Acts never wait for it: they only insert. `goesOn` is asked after each batch. Returns how many events were numbered.
 */
export async function sequenceEvents(context: SequencerContext, goesOn: () => Promise<boolean> = async () => true): Promise<number> {
  let numbered = 0;
  for (;;) {
    const batch = await sequenceBatchAgain(context);
    numbered += batch;
    if (batch < batchSize || !(await goesOn())) return numbered;
  }
}

/** Two processes may both begin an empty chain: the second goes on from the first. */
async function sequenceBatchAgain(context: SequencerContext): Promise<number> {
  try {
    return await sequenceBatch(context);
  } catch (error) {
    if (isDuplicateKey(error, 'settings')) return sequenceBatch(context);
    throw error;
  }
}

async function sequenceBatch({ data, inTransaction }: SequencerContext): Promise<number> {
  return inTransaction(async (session) => {
    const events = await data.auditChain.listUnchained(batchSize, session);
    if (events.length === 0) return 0;
    const stored = await data.auditChain.tail(session);
    const { rows, nodes, tail } = chainOn(stored?.value ?? emptyChain, events);
    await data.auditChain.append({ rows, nodes, tail, expectedVersion: stored?.version ?? 0 }, session);
    return events.length;
  });
}

function chainOn(from: ChainTail, events: readonly StoredAuditEvent[]): { rows: ChainedRow[]; nodes: TreeNode[]; tail: ChainTail } {
  const nodes: TreeNode[] = [];
  let { seq, hash, peaks } = from;
  const rows = events.map((event): ChainedRow => {
    // An older release stored events in one piece.
    const split = event.personal === undefined ? splitPersonal({ actor: event.actor as unknown as Actor, facts: event.facts }) : undefined;
    const whole = { ...event, ...split };
    const personalSalt = whole.personal ? randomBytes(saltBytes).toString('hex') : null;
    const personalDigest = whole.personal && personalSalt ? personalDigestOf(whole.personal, personalSalt) : null;
    const prevHash = hash;
    const eventHash = eventHashOf(hashedForm(whole, personalDigest));
    seq += 1;
    hash = chainHashOf({ prevHash, eventHash, seq });
    const grown = withLeaf(peaks, leafHashOf(eventHash), hashPair);
    peaks = grown.peaks;
    nodes.push(...grown.made);
    const place = { seq, prevHash, eventHash, hash, personalDigest, personalSalt };
    return { _id: event._id, place, ...(split ? { split } : {}) };
  });
  return { rows, nodes, tail: { seq, hash, peaks } };
}
