import { halvesOf, rangesOfProof, rootOf, sizeOf, type TreeNode, withLeaf } from '../../../src/domain/audit/merkleTree';

const pair = (left: string, right: string) => `(${left}${right})`;

/** MTH of RFC 6962, 2.1, word for word. */
function rootAfter(leaves: string[]): string {
  if (leaves.length === 1) return String(leaves[0]);
  const [left] = halvesOf({ start: 0, size: leaves.length });
  return pair(rootAfter(leaves.slice(0, left.size)), rootAfter(leaves.slice(left.size)));
}

const leavesOf = (count: number) => Array.from({ length: count }, (_, index) => `${index},`);

describe('the tree over all events', () => {
  test('grown leaf by leaf has the root of RFC 6962 at every size', () => {
    let peaks: TreeNode[] = [];
    for (let size = 1; size <= 70; size += 1) {
      peaks = withLeaf(peaks, `${size - 1},`, pair).peaks;
      expect(sizeOf(peaks)).toBe(size);
      expect(rootOf(peaks, pair)).toBe(rootAfter(leavesOf(size)));
    }
    expect(rootOf([], pair)).toBeUndefined();
  });

  test('is proved for every leaf by ranges that cover all others once', () => {
    for (const size of [1, 2, 3, 7, 8, 33]) {
      for (let index = 0; index < size; index += 1) {
        const covered = rangesOfProof(index, size).flatMap(({ start, size: length }) =>
          Array.from({ length }, (_, offset) => start + offset),
        );
        expect([...covered, index].sort((one, other) => one - other)).toEqual(leavesOf(size).map((_, at) => at));
      }
    }
    expect(() => rangesOfProof(3, 3)).toThrow(RangeError);
  });
});
