import { createAttempts, isWithoutServer } from './attempts';

/** As many as one transaction writes, with their mail and events. */
const mostInSet = 500;
const atOnce = 2;

/** One set of notices or agreements to sweep. */
interface SweptSet {
  limit: number;
  /** The last that was read before, for lists by id: what comes first need not be looked at again. */
  afterId: string | null;
  /** Ids of those that failed alone, or that another set has. */
  except: readonly string[];
  /** Told each time what was read, before anything is done with it. */
  noteRead(records: readonly { _id: string }[]): void;
}

type SweepSet = (set: SweptSet) => Promise<void>;

/**
 * Sweeps records set by set, as long as something is due and sets are full. A set that fails is tried again in halves, until what fails
 * stands alone: it is left out then, keeps back no other, and is thrown when all the others are done. Once `stop` has fired no further set is begun.
 */
export async function sweepInSets(
  { isAnythingDue, stop }: { isAnythingDue: () => Promise<boolean>; stop: AbortSignal | undefined },
  sweepSet: SweepSet,
): Promise<void> {
  const goesOn = async (): Promise<boolean> => !stop?.aborted && (await isAnythingDue());
  if (!(await sweepSideBySide(goesOn, sweepSet))) await sweepInHalves(goesOn, sweepSet);
}

/** While one set is written the next is read and decided: this process and MongoDB are both kept busy. False, and no further, when a set has failed. */
async function sweepSideBySide(goesOn: () => Promise<boolean>, sweepSet: SweepSet): Promise<boolean> {
  const underway = new Map<number, string[]>();
  let lastRead: Promise<unknown> = Promise.resolve();
  let afterId: string | null = null;
  let isOver = false;
  let hasFailed = false;

  async function takeTurns(lane: number): Promise<void> {
    for (;;) {
      const turn = lastRead;
      let endTurn = () => {};
      lastRead = new Promise<void>((resolve) => {
        endTurn = resolve;
      });
      try {
        await turn;
        if (isOver || hasFailed) return;
        // Unless a full set is read.
        isOver = true;
        if (!(await goesOn())) return;
        const except = [...underway.values()].flat();
        const noteRead: SweptSet['noteRead'] = (records) => {
          underway.set(
            lane,
            records.map(({ _id }) => _id),
          );
          afterId = records.at(-1)?._id ?? afterId;
          isOver = records.length < mostInSet;
          endTurn();
        };
        await sweepSet({ limit: mostInSet, afterId, except, noteRead });
      } catch (error) {
        hasFailed = true;
        if (isWithoutServer(error)) throw error;
      } finally {
        underway.delete(lane);
        endTurn();
      }
    }
  }

  const ended = await Promise.allSettled(Array.from({ length: atOnce }, (_, lane) => takeTurns(lane)));
  for (const result of ended) if (result.status === 'rejected') throw result.reason;
  return !hasFailed;
}

async function sweepInHalves(goesOn: () => Promise<boolean>, sweepSet: SweepSet): Promise<void> {
  const failures = createAttempts();
  const except: string[] = [];
  let limit = mostInSet;
  while (await goesOn()) {
    let ids: string[] = [];
    const noteRead: SweptSet['noteRead'] = (records) => {
      ids = records.map(({ _id }) => _id);
    };
    try {
      await sweepSet({ limit, afterId: null, except, noteRead });
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
