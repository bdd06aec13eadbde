import { hashPair, leafHashOf } from '../../audit/eventHash';
import { storedLevelStep } from '../../data/auditChain.repository';
import { halvesOf, type LeafRange, rangesOfProof } from '../../domain/audit/merkleTree';
import type { WorkflowContext } from '../context';

/** That event `seq` is among the first `treeSize` events, whose root a head of that number has signed. Says nothing of any other event. */
export interface InclusionProof {
  seq: number;
  treeSize: number;
  /** From the leaf up, hex (RFC 6962, 2.1.1). */
  path: string[];
}

const perTile = 2 ** storedLevelStep;
/** Proofs are made in the order of the chain, so that the oldest is not asked for again. */
const keptTiles = 500;

/** Makes proofs against the head that covers `treeSize` events. What was read for one serves the others. */
export function createProver({ data }: Pick<WorkflowContext, 'data'>, treeSize: number): (seq: number) => Promise<InclusionProof> {
  const tiles = new Map<string, Promise<string[]>>();

  return async (seq) => {
    const path: string[] = [];
    for (const range of rangesOfProof(seq - 1, treeSize)) path.push(await hashOf(range));
    return { seq, treeSize, path };
  };

  async function hashOf(range: LeafRange): Promise<string> {
    const level = Math.log2(range.size);
    if (Number.isInteger(level) && level % storedLevelStep === 0) return stored(level, range.start / range.size);
    const [left, right] = halvesOf(range);
    return hashPair(await hashOf(left), await hashOf(right));
  }

  async function stored(level: number, index: number): Promise<string> {
    const tile = Math.floor(index / perTile);
    const name = `${level}:${tile}`;
    const loading = tiles.get(name) ?? load(level, tile);
    tiles.set(name, loading);
    const [oldest] = tiles.keys();
    if (tiles.size > keptTiles && oldest !== undefined) tiles.delete(oldest);
    const hash = (await loading)[index % perTile];
    if (hash === undefined) throw new Error(`the tree over the audit events lacks node ${level}:${index}`);
    return hash;
  }

  async function load(level: number, tile: number): Promise<string[]> {
    const from = tile * perTile;
    if (level === 0) return (await data.auditChain.eventHashes(from + 1, from + perTile)).map(leafHashOf);
    return (await data.auditChain.nodes({ level, from, to: from + perTile - 1 })).map(({ hash }) => hash);
  }
}
