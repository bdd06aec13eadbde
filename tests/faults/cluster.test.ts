import { runCluster } from '../../faults/runCluster';

test('a fan-out on a replica set and a Redis Cluster whose heads are lost in the middle: nobody is lost, nobody is told twice unmarked', async () => {
  const result = await runCluster({
    notices: 200,
    workers: 2,
    rate: 50,
    electionTimeoutMs: 1_000,
    nodeTimeoutMs: 1_000,
    withoutMajorityMs: 0,
    strikes: ['stepDownMongo', 'killRedisMaster'],
    log: () => undefined,
  });

  expect(result.wrong).toEqual([]);
  expect(result).toMatchObject({ notices: 200, lost: 0, duplicatesUnmarked: 0, workersDiedByThemselves: 0, webStatus: 200 });
  expect(result.injected.map(({ strike }) => strike)).toEqual(['stepDownMongo', 'killRedisMaster']);
}, 150_000);
