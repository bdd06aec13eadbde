import { setTimeout as delay } from 'node:timers/promises';
import { isServerAway } from '../../data/connection';

const pauseMs = 500;

/**
 * Does `act` again while MongoDB has no primary, until `giveUpAt` (real time): what a mail server has taken would otherwise go unrecorded, and be sent twice.
 * `act` may find its own work done, where only the answer was lost.
 */
export async function persistUntil<T>(giveUpAt: Date, act: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (!isServerAway(error) || Date.now() + pauseMs > giveUpAt.getTime()) throw error;
      await delay(pauseMs);
    }
  }
}
