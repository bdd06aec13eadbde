import type { Repositories } from './data/repositories';

/** Legal time: what notices, windows and days of effect run on. Leases, retries, rate limits and sessions run on `Date.now()`. */
export interface Clock {
  /** Outside production the clock can be moved; see `moveTo`. */
  demo: boolean;
  now(): Promise<Date>;
  /** Legal time from here on, without asking the record again: for what must know the time of an answer even while MongoDB is away. */
  ticking(): Promise<() => Date>;
  /** Moves a demo clock to `target`. Throws on the real clock. Whether the move is allowed is the workflow's to say. */
  moveTo(target: Date): Promise<void>;
}

export type DemoClockSetting = { mode: 'running' } | { mode: 'frozen'; at: Date };

interface StoredClock {
  mode: 'running' | 'frozen';
  /** Legal time was this … */
  legal: Date;
  /** … when real time was this. */
  real: Date;
}

const settingName = 'clock';

export const systemClock: Clock = {
  demo: false,
  now: async () => new Date(),
  ticking: async () => () => new Date(),
  moveTo: async () => {
    throw new Error('the real clock cannot be moved');
  },
};

/**
 * A clock kept in MongoDB, so that every process tells the same time and restarts change nothing. `initial` counts on an empty database only:
 * running goes on from now, frozen stands still at its instant. Both move forward by `moveTo` only.
 */
export async function createDemoClock(settings: Repositories['settings'], initial: DemoClockSetting): Promise<Clock> {
  const real = new Date();
  const first: StoredClock = { mode: initial.mode, legal: initial.mode === 'frozen' ? initial.at : real, real };
  await settings.write(settingName, first, 0);

  async function load(): Promise<{ stored: StoredClock; version: number }> {
    const setting = await settings.find<StoredClock>(settingName);
    if (!setting) throw new Error('the demo clock is gone from the database');
    return { stored: setting.value, version: setting.version };
  }
  function read({ mode, legal, real }: StoredClock): Date {
    return mode === 'frozen' ? new Date(legal) : new Date(legal.getTime() + (Date.now() - real.getTime()));
  }
  return {
    demo: true,
    now: async () => read((await load()).stored),
    ticking: async () => {
      const { stored } = await load();
      return () => read(stored);
    },
    moveTo: async (target) => {
      for (;;) {
        const { stored, version } = await load();
        if (read(stored) > target) return;
        if (await settings.write(settingName, { mode: stored.mode, legal: target, real: new Date() }, version)) return;
      }
    },
  };
}
