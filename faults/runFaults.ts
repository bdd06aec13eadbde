import { type PreparedChange, prepareChange, registerMany } from '../bench/support/registry';
import { type Bed, persist, rest, startBed } from './bed';
import { type Judgement, judge } from './judge';
import { type BouncesJudged, judgeBounces } from './judgeBounces';
import { seededRandom } from './random';
import { contactsEach, type Schedule, type StrikeName, scheduleFaults, type Wave } from './schedule';
import { nothingStruck, type Struck, strikes } from './strikes';

export interface FaultsOptions {
  faults: number;
  notices: number;
  seed: number;
  workers: number;
  /** How long Redis stops answering, in milliseconds. */
  redisAwayMs: number;
  /** Strikes that must come, before those that chance picks. */
  first?: StrikeName[];
  log: (text: string) => void;
}

export interface FaultsResult extends Judgement, BouncesJudged {
  seed: number;
  faults: number;
  /** How often each strike and each misbehaviour of the sink was injected. */
  injected: Record<string, number>;
  workersDiedByThemselves: number;
  seconds: number;
}

/**
 * Publishes change after change while faults strike, waits until nothing is left to be done, and compares the sink's own list with the record. What strikes,
 * when and whom follows from the seed alone; how far the portal has come by then depends on the machine.
 */
export async function runFaults(options: FaultsOptions): Promise<FaultsResult> {
  const { faults, notices, seed, workers, log } = options;
  const startedAt = Date.now();
  const schedule = scheduleFaults(options);
  const bed = await startBed({ workers, log });
  try {
    await bed.askSink({ ask: 'script', scripts: schedule.scripts });
    const prepared = new Map<string, PreparedChange>();
    for (const { service, agreements } of schedule.waves) {
      await registerMany(bed.portal, { service, count: agreements, contacts: contactsEach });
      prepared.set(service, await prepareChange(bed.portal, service));
    }
    bed.servers.keepRedisCopy();
    const struck = nothingStruck();
    for (const [index, wave] of schedule.waves.entries()) {
      log(`${index + 1}/${schedule.waves.length} ${wave.strike}`);
      await strikeWave(bed, { wave, change: prepared.get(wave.service), struck, redisAwayMs: options.redisAwayMs });
      if (index % 10 === 5) bed.servers.keepRedisCopy();
    }
    log('Waiting until nothing is left to be done …');
    await settled(bed, schedule);
    const judged = await judge(bed, { expected: notices, struck, scripts: schedule.scripts });
    const bounced = await judgeBounces(bed, struck.bounces);
    return {
      seed,
      faults,
      injected: injectedBy(schedule),
      ...judged,
      ...bounced,
      wrong: [...judged.wrong, ...bounced.wrong],
      workersDiedByThemselves: bed.diedByThemselves(),
      seconds: Math.round((Date.now() - startedAt) / 1_000),
    };
  } finally {
    await bed.close();
  }
}

async function strikeWave(
  bed: Bed,
  { wave, change, struck, redisAwayMs }: { wave: Wave; change: PreparedChange | undefined; struck: Struck; redisAwayMs: number },
): Promise<void> {
  if (!change) throw new Error(`nothing was prepared for ${wave.service}`);
  const { changeId } = change;
  await persist(async () => {
    // Asked again after an answer that was lost: then it is published already.
    if ((await bed.portal.dependencies.data.changes.find(changeId))?.status !== 'published') await change.publish();
  });
  await rest(wave.strikeAfterMs);
  await strikes[wave.strike](bed, { random: seededRandom(wave.seed), changeId, struck, redisAwayMs });
}

/** What waits for its next try is given it now: the ladder of days is another test's. */
async function settled({ portal }: Bed, { waves, scripts }: Schedule): Promise<void> {
  const { mongoConnection } = portal.dependencies;
  const expected = waves.reduce((sum, { agreements }) => sum + agreements, 0);
  const giveUpAt = Date.now() + 120_000 + scripts.length * 1_000;
  for (;;) {
    const left = await persist(async () => {
      const sendings = mongoConnection.collection('sendings');
      const now = new Date();
      await sendings.updateMany({ state: { $in: ['deferred', 'unknown'] }, nextAttemptAt: { $gt: now } }, { $set: { nextAttemptAt: now } });
      const [running, fanningOut, notices] = await Promise.all([
        sendings.countDocuments({ state: { $in: ['planned', 'sending', 'deferred', 'unknown'] } }),
        mongoConnection.collection('changes').countDocuments({ 'fanOut.done': false }),
        mongoConnection.collection('notices').countDocuments({}),
      ]);
      return { running, fanningOut, missing: expected - notices };
    });
    if (left.running === 0 && left.fanningOut === 0 && left.missing === 0) return;
    if (Date.now() > giveUpAt) return;
    await rest(500);
  }
}

function injectedBy({ waves, turns }: Schedule): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const { strike } of waves) counted[strike] = (counted[strike] ?? 0) + 1;
  for (const [name, count] of Object.entries(turns)) if (count > 0) counted[`smtp.${name}`] = count;
  return counted;
}
