import { sweepInSets } from '../../../src/workflows/sweeps/sweepInSets';

/** Records in memory; a set with a broken one in it is not written. */
function recordsToSweep(count: number, { broken = [], stopAfter }: { broken?: string[]; stopAfter?: number } = {}) {
  const stopping = new AbortController();
  const due = new Set(Array.from({ length: count }, (_, index) => `record ${index}`));
  const swept: string[] = [];
  let [underway, mostUnderway] = [0, 0];
  return {
    due,
    swept,
    mostUnderway: () => mostUnderway,
    sweep: () =>
      sweepInSets({ isAnythingDue: async () => due.size > 0, stop: stopping.signal }, async ({ limit, except, noteRead }) => {
        const left = new Set(except);
        const set = [...due].filter((id) => !left.has(id)).slice(0, limit);
        noteRead(set.map((_id) => ({ _id })));
        underway += 1;
        mostUnderway = Math.max(mostUnderway, underway);
        await new Promise<void>((resolve) => setImmediate(resolve));
        underway -= 1;
        const bad = set.find((id) => broken.includes(id));
        if (bad) throw new Error(`${bad} is broken`);
        for (const id of set) due.delete(id);
        swept.push(...set);
        if (stopAfter !== undefined && swept.length >= stopAfter) stopping.abort();
      }),
  };
}

test('more than a few sets: each record is swept once, and one set is read while another is written', async () => {
  const records = recordsToSweep(2_300);

  await records.sweep();

  expect(records.due.size).toBe(0);
  expect(records.swept).toHaveLength(2_300);
  expect(records.mostUnderway()).toBe(2);
});

test('records that fail in several sets: all are said, stay due, and keep back no other', async () => {
  const broken = ['record 3', 'record 4', 'record 1600'];
  const records = recordsToSweep(2_300, { broken });

  await expect(records.sweep()).rejects.toThrow(/^record 3 is broken; record 4 is broken; record 1600 is broken$/);

  expect([...records.due]).toEqual(broken);
  expect(new Set(records.swept).size).toBe(2_297);
  expect(records.swept).toHaveLength(2_297);
});

test('a process that is to end in the middle: what is being written is written, and nothing more is begun', async () => {
  const records = recordsToSweep(2_300, { stopAfter: 500 });

  await records.sweep();

  expect(records.swept).toHaveLength(1_000);
  expect(records.due.size).toBe(1_300);
});
