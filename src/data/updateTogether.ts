import type { ClientSession, Model } from 'mongoose';
import { groupBy } from '../domain/groupBy';
import { updateAll } from './updateAll';

/** What becomes of one record. */
export interface RecordChange {
  id: string;
  /** What must hold of it; it is left alone where it does not. */
  where: Record<string, unknown>;
  /** New values of its fields, by name. */
  set: Record<string, unknown>;
  /** What is added to the end of its lists, by name. */
  append?: Record<string, unknown>;
  /** Fields that go, where they are there. */
  unset?: readonly string[];
}

/** Where a record's own values stand in the lists, while it is written. No schema has it, and no record keeps it. */
const place = 'placeInUpdate';

/**
 * Writes many records, each its own values, in one statement for all that share their conditions, and tells how many it found. MongoDB parses and plans every
 * statement anew, which for a row costs more than writing it; and what all have in common goes over the wire once.
 * Outside a session it waits for the majority, and is not repeated by the driver.
 */
export async function updateTogether<Stored>(
  model: Model<Stored>,
  changes: readonly RecordChange[],
  options: { session?: ClientSession } = {},
): Promise<number> {
  const alike = groupBy(changes, ({ where, set, append = {}, unset }) =>
    JSON.stringify([where, Object.keys(set), Object.keys(append), unset]),
  );
  const statements = [...alike.values()].map((rows) => ({
    q: { ...rows[0]?.where, _id: { $in: rows.map(({ id }) => id) } },
    u: stagesFor(rows),
    multi: true,
  }));
  return (await updateAll(model, statements, options)).matched;
}

function stagesFor(rows: readonly RecordChange[]): Record<string, unknown>[] {
  const [first] = rows;
  const set = Object.keys(first?.set ?? {}).map((name) => [name, valueFor(rows.map((row) => row.set[name]))]);
  const append = Object.keys(first?.append ?? {}).map((name) => {
    const added = rows.map((row) => [row.append?.[name]]);
    return [name, { $concatArrays: [`$${name}`, valueFor(added)] }];
  });
  return [
    { $set: { [place]: { $indexOfArray: [literal(rows.map(({ id }) => id)), '$_id'] } } },
    { $set: Object.fromEntries([...set, ...append]) },
    { $unset: [place, ...(first?.unset ?? [])] },
  ];
}

/** The value that all have, or each record's own. */
function valueFor(values: readonly unknown[]): Record<string, unknown> {
  const [first] = values;
  return values.every((value) => isSame(value, first)) ? literal(first) : { $arrayElemAt: [literal(values), `$${place}`] };
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || (one instanceof Date && other instanceof Date && one.getTime() === other.getTime());
}

/** What people wrote may begin with a dollar sign: nothing in it is a path. */
function literal(value: unknown): Record<string, unknown> {
  return { $literal: value };
}
