import { createAttempts, isWithoutServer } from './attempts';

/** As many as one transaction writes, with their mail and events. */
const mostInSet = 500;

/** One set of notices or agreements to sweep. */
interface SweptSet {
  limit: number;
  /** Ids of those that failed alone. */
  except: readonly string[];
  /** Told each time what was read, before anything is done with it. */
  noteRead(records: readonly { _id: string }[]): void;
}

/**
 * Sweeps records set by set, as long as something is due and sets are full. A set that fails is tried again in halves, until what fails
 * stands alone: it is left out then, keeps back no other, and is thrown when all the others are done.
 */
export async function sweepInSets(isAnythingDue: () => Promise<boolean>, sweepSet: (set: SweptSet) => Promise<void>): Promise<void> {
  const failures = createAttempts();
  const except: string[] = [];
  let limit = mostInSet;
  while (await isAnythingDue()) {
    let ids: string[] = [];
    const noteRead: SweptSet['noteRead'] = (records) => {
      ids = records.map(({ _id }) => _id);
    };
    try {
      await sweepSet({ limit, except, noteRead });
      if (ids.length < limit) break;
      limit = Math.min(mostInSet, limit * 2);
    } catch (error) {
      const [alone, ...others] = ids;
      if (!alone || isWithoutServer(error)) throw error;
      limit = Math.ceil(ids.length / 2);
      if (others.length > 0) continue;
      except.push(alone);
      await failures.attempt(() => Promise.reject(error));
    }
  }
  failures.end();
}
