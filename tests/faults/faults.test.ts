import { runFaults } from '../../faults/runFaults';
import { scheduleFaults } from '../../faults/schedule';

test('a short run of npm run faults: nothing is lost, whatever came twice is marked as possible, and bounces void receipts', async () => {
  const result = await runFaults({
    faults: 10,
    notices: 150,
    seed: 4,
    workers: 2,
    redisAwayMs: 1_500,
    first: ['killWorker', 'loseCommitAnswer', 'emptyRedis', 'repeatReports', 'bounceAfterAcceptance'],
    log: () => undefined,
  });

  expect(result.wrong).toEqual([]);
  expect(result).toMatchObject({
    notices: 150,
    lost: 0,
    duplicatesUnmarked: 0,
    strangers: 0,
    workersDiedByThemselves: 0,
    bouncesUnheeded: 0,
  });
  expect(result.bounces).toBeGreaterThan(0);
  expect(result.injected).toMatchObject({ killWorker: 1, loseCommitAnswer: 1, emptyRedis: 1, repeatReports: 1, bounceAfterAcceptance: 1 });
}, 90_000);

test('a schedule: the same from the same seed, another from another', () => {
  const options = { faults: 200, notices: 4_000 };

  const schedule = scheduleFaults({ ...options, seed: 7 });

  expect(scheduleFaults({ ...options, seed: 7 })).toEqual(schedule);
  expect(scheduleFaults({ ...options, seed: 8 })).not.toEqual(schedule);
  expect(schedule.waves).toHaveLength(100);
  expect(schedule.waves.reduce((sum, { agreements }) => sum + agreements, 0)).toBe(4_000);
  expect(Object.values(schedule.turns).reduce((sum, count) => sum + count, 0)).toBe(100);
});
