import { createAttempts } from './attempts';

const atOnce = 200;

/** Asks for ids of what is due, without those that are left out in this turn. */
type ListDue = (page: { limit: number; except: readonly string[] }) => Promise<readonly string[]>;

/**
 * Does what is due one by one, as long as something is due. What fails is left out for the rest of the turn, so that it keeps back no other, however many fail,
 * and is thrown when the others are done. `act` answers 'waits' where it cannot be done yet: that is left out as well. `most`: how many are done in one turn at
 * most, so that they do not keep the other sweeps waiting; the next turn goes on. Once `stop` has fired no further one is begun.
 */
export async function sweepOneByOne(
  listDue: ListDue,
  act: (id: string) => Promise<'waits' | undefined>,
  { most = Number.POSITIVE_INFINITY, stop }: { most?: number; stop: AbortSignal | undefined },
): Promise<void> {
  const acts = createAttempts();
  const except: string[] = [];
  for (let done = 0; done < most && !stop?.aborted; ) {
    const due = await listDue({ limit: Math.min(atOnce, most - done), except });
    if (due.length === 0) break;
    for (const id of due) {
      if (stop?.aborted) break;
      let waits = false;
      const isTried = await acts.attempt(async () => {
        waits = (await act(id)) === 'waits';
      });
      if (isTried && !waits) done += 1;
      else except.push(id);
    }
  }
  acts.end();
}
