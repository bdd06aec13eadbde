/**
 * The Merkle tree of RFC 6962, section 2.1, over the hashes of all events in their order, as it grows and as single events are proved from it. What a hash
 * is comes from outside; a leaf's and a node's are told apart there.
 */
export type HashPair = (left: string, right: string) => string;

/** The root of a full subtree of 2^level leaves, the `index`th of its level. */
export interface TreeNode {
  level: number;
  index: number;
  hash: string;
}

/** Leaves `start` up to `start + size`, counted from 0. */
export interface LeafRange {
  start: number;
  size: number;
}

/** A tree with one leaf more. `peaks` are the full subtrees it consists of, the largest first; `made` are those that the leaf completed. */
export function withLeaf(peaks: readonly TreeNode[], leaf: string, hashPair: HashPair): { peaks: TreeNode[]; made: TreeNode[] } {
  const grown = [...peaks];
  const made: TreeNode[] = [];
  let node: TreeNode = { level: 0, index: sizeOf(peaks), hash: leaf };
  for (let last = grown.at(-1); last?.level === node.level; last = grown.at(-1)) {
    grown.pop();
    node = { level: node.level + 1, index: Math.floor(node.index / 2), hash: hashPair(last.hash, node.hash) };
    made.push(node);
  }
  return { peaks: [...grown, node], made };
}

/** How many leaves a tree of these peaks has. */
export function sizeOf(peaks: readonly TreeNode[]): number {
  return peaks.reduce((sum, { level }) => sum + 2 ** level, 0);
}

/** The root over all leaves. There is none of a tree without leaves: undefined. */
export function rootOf(peaks: readonly TreeNode[], hashPair: HashPair): string | undefined {
  return peaks.map(({ hash }) => hash).reduceRight<string | undefined>((right, left) => (right ? hashPair(left, right) : left), undefined);
}

/** The ranges whose hashes prove leaf `index` (from 0) of a tree of `size` leaves, from the leaf up to the root: PATH in RFC 6962, 2.1.1. */
export function rangesOfProof(index: number, size: number): LeafRange[] {
  if (index < 0 || index >= size) throw new RangeError(`a tree of ${size} leaves has no leaf ${index}`);
  const ranges: LeafRange[] = [];
  let range: LeafRange = { start: 0, size };
  while (range.size > 1) {
    const [left, right] = halvesOf(range);
    const isLeft = index < right.start;
    ranges.unshift(isLeft ? right : left);
    range = isLeft ? left : right;
  }
  return ranges;
}

/** A range of more than one leaf, cut where RFC 6962 cuts it: at the largest power of two below its size. */
export function halvesOf({ start, size }: LeafRange): [LeafRange, LeafRange] {
  let cut = 1;
  while (cut * 2 < size) cut *= 2;
  return [
    { start, size: cut },
    { start: start + cut, size: size - cut },
  ];
}
