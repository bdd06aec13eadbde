import { type Random, seededRandom } from './random';
import { putOffTurns, type RecipientScript, silentTurns, type TurnName, turnNames } from './turns';

/** What is done to the portal's own parts; what is done to its messages is in turns.ts. */
export const strikeNames = [
  'killWorker',
  'emptyRedis',
  'freezeRedis',
  'killRedis',
  'restartRedisFromOldFile',
  'stepDownMongo',
  'killMongo',
  'failCommit',
  'loseCommitAnswer',
  'repeatReports',
  'object',
  'bounceAfterAcceptance',
] as const;
export type StrikeName = (typeof strikeNames)[number];

/** How often each comes, against the others. What takes a server away for seconds comes less often than what takes a moment. */
const weights: Record<StrikeName, number> = {
  killWorker: 6,
  emptyRedis: 4,
  freezeRedis: 1,
  killRedis: 2,
  restartRedisFromOldFile: 2,
  stepDownMongo: 2,
  killMongo: 1,
  failCommit: 4,
  loseCommitAnswer: 4,
  repeatReports: 3,
  object: 3,
  bounceAfterAcceptance: 3,
};

/** A change that is published, and what strikes while its notices are on their way. */
export interface Wave {
  service: string;
  agreements: number;
  strike: StrikeName;
  /** From its publication, in milliseconds of real time. */
  strikeAfterMs: number;
  /** What the strike itself wants to be random. */
  seed: number;
}

export interface Schedule {
  waves: Wave[];
  scripts: [string, RecipientScript][];
  turns: Record<TurnName | 'refused', number>;
}

/** How many contacts each agreement has: one more, if the first cannot be reached. */
export const contactsEach = 2;

/** The contacts of an agreement of a wave, as registerMany makes them. */
export function contactsOf(service: string, index: number): [string, string] {
  return [`contact@${service}-${index}.example`, `second@${service}-${index}.example`];
}

/**
 * The whole run, from its seed: half of the faults strike the portal's parts, one to a wave, and the other half its messages, spread over all
 * recipients. `strikes` names those that come first, each once, so that a short run has the kinds that it is meant to have.
 */
export function scheduleFaults({
  faults,
  notices,
  seed,
  first = [],
}: {
  faults: number;
  notices: number;
  seed: number;
  first?: StrikeName[];
}): Schedule {
  const random = seededRandom(seed);
  const strikes = Math.max(1, Math.ceil(faults / 2));
  const perWave = Math.max(1, Math.floor(notices / strikes));
  const waves = Array.from({ length: strikes }, (_, index): Wave => {
    const rest = index === strikes - 1 ? notices - perWave * (strikes - 1) : perWave;
    return {
      service: `wave${index}`,
      agreements: rest,
      strike: first[index] ?? weighted(random),
      strikeAfterMs: random.between(0, 700),
      seed: random.between(0, 2 ** 31),
    };
  });
  const scripts = new Map<string, RecipientScript>();
  const counted = Object.fromEntries([...turnNames, 'refused'].map((name) => [name, 0])) as Schedule['turns'];
  for (let left = faults - strikes; left > 0; ) {
    const wave = random.pick(waves);
    const [address] = contactsOf(wave.service, random.between(0, wave.agreements - 1));
    if (scripts.has(address)) continue;
    const refused = random.next() < 0.12;
    const turns = refused ? [] : turnsOf(random, left);
    scripts.set(address, { turns, refused });
    for (const name of refused ? (['refused'] as const) : turns) counted[name] += 1;
    left -= Math.max(1, turns.length);
  }
  return { waves, scripts: [...scripts], turns: counted };
}

/** At most `most` tries at one recipient that go wrong one after the other. Silence is mostly followed by a 4xx: the try after that is the one that must not forget it. */
function turnsOf(random: Random, most: number): TurnName[] {
  const first = random.pick(turnNames);
  const isSilent = silentTurns.includes(first);
  if (most < 2 || random.next() >= (isSilent ? 0.75 : 0.2)) return [first];
  return [first, random.pick(isSilent ? putOffTurns : turnNames)];
}

function weighted(random: Random): StrikeName {
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  let at = random.next() * total;
  for (const name of strikeNames) {
    at -= weights[name];
    if (at < 0) return name;
  }
  return 'killWorker';
}
