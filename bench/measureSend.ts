import { performance } from 'node:perf_hooks';
import type { SampleLetter } from './plainProcess';
import { sampleFrom } from './sampleLetter';
import type { SinkCounts, SinkQuestion } from './sinkProcess';
import { type OwnProcess, processorSecondsSince, residentBytes, startOwnProcess } from './support/ownProcess';
import { megabytes, mongoProcess, type Portal, report, say, startPortal, until } from './support/portal';
import { prepareChange, registerMany } from './support/registry';

interface Sending {
  workers: number;
  connections: number;
}

/**
 * The whole pipeline, from publish to recorded acceptance, against nodemailer alone: a pool with as many connections that composes and sends the same
 * letters to the same sink. Plain nodemailer is measured before and after, so that a machine that grows slower meanwhile is no advantage to either.
 */
export async function measureSend({ notices, ...sending }: Sending & { notices: number }): Promise<void> {
  await withPipeline(sending, async ({ portal, sink, run }) => {
    say('Warming up …');
    await run('warm', 500);
    const sample = await sampleFrom(String(await ask(sink, 'last')));
    say(`Plain nodemailer, ${notices} messages …`);
    const before = await plain(portal, { sink, sample, notices, connections: sending.connections });
    say(`The pipeline, ${notices} notices …`);
    const pipeline = await run('send', notices);
    say(`Plain nodemailer once more …`);
    const after = await plain(portal, { sink, sample, notices, connections: sending.connections });
    const plainSeconds = (before.seconds + after.seconds) / 2;
    report({
      measurement: 'send',
      ...sending,
      messageBytes: sample.bytes,
      plainPerSecond: Math.round(notices / plainSeconds),
      plainSeconds: [before.seconds, after.seconds].map(round),
      plainProcessorSeconds: after.processorSeconds,
      ...pipeline,
      ratio: round(plainSeconds / pipeline.seconds),
    });
  });
}

/** What a notice costs when there are few and when there are many, with the worker's memory. */
export async function measureScale({ sizes, ...sending }: Sending & { sizes: number[] }): Promise<void> {
  await withPipeline(sending, async ({ run }) => {
    say('Warming up …');
    await run('warm', 500);
    const costs: number[] = [];
    for (const notices of sizes) {
      say(`The pipeline, ${notices} notices …`);
      const result = await run(`scale-${notices}`, notices);
      costs.push(result.millisecondsPerNotice);
      report({ measurement: 'scale', ...sending, ...result });
    }
    const [first = 1] = costs;
    report({ measurement: 'scaleRatio', sizes, costToFirst: costs.map((cost) => round(cost / first)) });
  });
}

interface PipelineResult {
  notices: number;
  publishMilliseconds: number;
  seconds: number;
  noticesPerSecond: number;
  millisecondsPerNotice: number;
  messages: number;
  /** What each used of the two; null where the system does not tell. */
  processorSeconds: Record<'workers' | 'publisher' | 'mongod' | 'redis' | 'sink', number | null>;
  workerRssMb: { start: number; middle: number; end: number; most: number };
}

interface Pipeline {
  portal: Portal;
  sink: OwnProcess;
  /** Registers `count` agreements on `service`, publishes a change for them and waits until every acceptance is recorded. */
  run(service: string, count: number): Promise<PipelineResult>;
}

async function withPipeline({ workers, connections }: Sending, measure: (pipeline: Pipeline) => Promise<void>): Promise<void> {
  const sink = await startOwnProcess('bench/sinkProcess');
  const portal = await startPortal({ smtpUrl: `smtp://127.0.0.1:${await ask(sink, 'port')}`, connections, clock: 'real' });
  try {
    const processes: OwnProcess[] = [];
    for (let index = 0; index < workers; index += 1) processes.push(await portal.startWorker());
    await measure({ portal, sink, run: (service, count) => runPipeline({ portal, sink, processes, service, count }) });
  } finally {
    await portal.close();
    await sink.stop();
  }
}

async function runPipeline({
  portal,
  sink,
  processes,
  service,
  count,
}: {
  portal: Portal;
  sink: OwnProcess;
  processes: OwnProcess[];
  service: string;
  count: number;
}): Promise<PipelineResult> {
  await registerMany(portal, { service, count });
  const { publish } = await prepareChange(portal, service);
  // A new agreement is held against the changes that run already; whoever publishes has had theirs for years.
  const agreements = portal.dependencies.mongoConnection.collection('agreements');
  await until(async () => (await agreements.findOne({ noticesDue: true })) === null, { seconds: 60 + count / 100 });
  await ask(sink, 'reset');
  const memory: number[] = [];
  const watch = setInterval(() => memory.push(Math.max(...processes.map(({ pid }) => residentBytes(pid) ?? 0))), 500);
  const used = await usedBy(portal, { workers: processes, sink });
  const start = performance.now();
  const { _id: changeId } = await publish();
  const published = performance.now();
  // The record is counted only when the sink has it all, so that counting costs the pipeline nothing.
  await until(async () => ((await ask(sink, 'counts')) as SinkCounts).recipients >= count, { seconds: 60 + count / 20 });
  const notices = portal.dependencies.mongoConnection.collection('notices');
  await until(async () => (await notices.countDocuments({ changeId, state: 'accepted', receivedAt: { $type: 'date' } })) >= count, {
    seconds: 120,
    everyMs: 50,
  });
  const seconds = (performance.now() - start) / 1_000;
  clearInterval(watch);
  const { messages } = (await ask(sink, 'counts')) as SinkCounts;
  const atShare = (share: number) => megabytes(memory[Math.min(memory.length - 1, Math.floor(memory.length * share))] ?? 0);
  return {
    notices: count,
    publishMilliseconds: Math.round(published - start),
    seconds: round(seconds),
    noticesPerSecond: Math.round(count / seconds),
    millisecondsPerNotice: Number(((seconds * 1_000) / count).toFixed(3)),
    messages,
    processorSeconds: used(),
    workerRssMb: { start: atShare(0), middle: atShare(0.5), end: atShare(1), most: megabytes(Math.max(0, ...memory)) },
  };
}

async function plain(
  portal: Portal,
  { sink, sample, notices, connections }: { sink: OwnProcess; sample: SampleLetter; notices: number; connections: number },
): Promise<{ seconds: number; processorSeconds: Record<'sender' | 'sink', number | null> }> {
  await ask(sink, 'reset');
  const sender = await startOwnProcess('bench/plainProcess');
  try {
    const used = processorSecondsSince({ sender: [sender.pid], sink: [sink.pid] });
    const { seconds } = await sender.ask<{ seconds: number }>({ url: portal.env.SMTP_URL, sample, notices, connections });
    const { messages } = (await ask(sink, 'counts')) as SinkCounts;
    if (messages !== notices) throw new Error(`The sink has ${messages} of ${notices} messages.`);
    return { seconds, processorSeconds: used() };
  } finally {
    await sender.stop();
  }
}

async function usedBy(portal: Portal, { workers, sink }: { workers: OwnProcess[]; sink: OwnProcess }) {
  const redis = Number(/process_id:(\d+)/.exec(await portal.dependencies.redis.info('server'))?.[1]);
  return processorSecondsSince({
    workers: workers.map(({ pid }) => pid),
    publisher: [process.pid],
    mongod: [await mongoProcess(portal)],
    redis: [redis],
    sink: [sink.pid],
  });
}

function ask(sink: OwnProcess, question: SinkQuestion): Promise<unknown> {
  return (sink.ask as (question: unknown) => Promise<unknown>)(question);
}

function round(value: number): number {
  return Number(value.toFixed(2));
}
