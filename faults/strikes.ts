import { mongo } from 'mongoose';
import { dedupeKeyOf, type IncomingReport } from '../src/mail/reports/incomingReport';
import { recordReport } from '../src/workflows/delivery/recordReport';
import { confirmObjection } from '../src/workflows/objections/confirmObjection';
import { prepareObjection } from '../src/workflows/objections/prepareObjection';
import { type Bed, persist, whenThere } from './bed';
import { type Bounce, bounceSome } from './bounces';
import type { Random } from './random';
import type { StrikeName } from './schedule';
import type { Taken } from './turns';

/** What strikes have to remember for the judge. */
export interface Struck {
  /** Notices that were objected to, and the portal said so. */
  objectedNoticeIds: string[];
  reports: number;
  bounces: Bounce[];
}

export const nothingStruck = (): Struck => ({ objectedNoticeIds: [], reports: 0, bounces: [] });

type Strike = (bed: Bed, at: { random: Random; changeId: string; struck: Struck; redisAwayMs: number }) => Promise<void>;

export const strikes: Record<StrikeName, Strike> = {
  killWorker: (bed, { random }) => bed.replaceWorker(random),

  async emptyRedis({ portal }) {
    await persist(() => portal.dependencies.redis.flushall() as Promise<unknown>);
  },

  freezeRedis: ({ servers }, { redisAwayMs }) => servers.freezeRedis(redisAwayMs),

  killRedis: ({ servers }) => servers.killRedis(),

  restartRedisFromOldFile: ({ servers }) => servers.restartRedisFromCopy(),

  async stepDownMongo(bed) {
    await onAdmin(bed, async (admin) => {
      await admin.command({ replSetStepDown: 2, secondaryCatchUpPeriodSecs: 0, force: true });
    });
  },

  killMongo: ({ servers }) => servers.killMongo(),

  /** The next commits are refused: nothing of them was written. */
  async failCommit(bed, { random }) {
    await failNext(bed, random.between(1, 4), { errorCode: 251, errorLabels: ['TransientTransactionError'] });
  },

  /** The next commits get no answer: whoever asked cannot know whether they were written. */
  async loseCommitAnswer(bed, { random }) {
    await failNext(bed, random.between(1, 4), { closeConnection: true });
  },

  async repeatReports({ portal, askSink }, { random, changeId, struck }) {
    const { context, mongoConnection } = portal.dependencies;
    const sendings = await whenThere(() =>
      mongoConnection
        .collection<{ _id: string; messageId: string; to: string }>('sendings')
        .find({ changeId, kind: 'notice' }, { projection: { messageId: 1, to: 1 } })
        .limit(10)
        .toArray(),
    );
    const taken = new Set((await askSink<Taken[]>({ ask: 'taken' })).map(({ messageId }) => messageId));
    // Nobody says of a message that it was delivered who has not taken it.
    const reports = sendings.flatMap((sending) => [
      reportOf(sending, 'delayed'),
      ...(taken.has(sending.messageId) ? [reportOf(sending, 'delivered')] : []),
    ]);
    const disordered = [...reports, ...reports]
      .map((report) => ({ report, place: random.next() }))
      .sort((one, other) => one.place - other.place);
    await Promise.all(disordered.map(({ report }) => persist(() => recordReport(context, { report, now: portal.now }))));
    struck.reports += disordered.length;
  },

  async object({ portal }, { random, changeId, struck }) {
    const { context } = portal.dependencies;
    const items = await whenThere(async () => (await context.data.notices.listOfChange(changeId, { limit: 50 })).items);
    const notice = random.pick(items);
    const controller = await persist(() => context.data.controllers.find(notice.controllerId));
    const contactId = controller?.contacts[0]?.id ?? '';
    const actor = { kind: 'controller', noticeId: notice._id, contactId } as const;
    const answers = { grounds: 'Vi vil ikke ha opptak hos denne leverandøren.', name: 'Personvernombudet', title: 'Rådgiver' };
    const { now } = portal;
    await persist(async () => {
      const prepared = await prepareObjection(context, { actor, now, answers, postedAt: [now] });
      if (!prepared.ok) throw new Error(prepared.refusal.code);
      const confirmed = await confirmObjection(context, { actor, now, draftId: prepared.value.draftId });
      if (!confirmed.ok) throw new Error(confirmed.refusal.code);
    });
    struck.objectedNoticeIds.push(notice._id);
  },

  async bounceAfterAcceptance(bed, { random, changeId, struck }) {
    const { bounces, reports } = await bounceSome(bed, { random, changeId });
    struck.bounces.push(...bounces);
    struck.reports += reports;
  },
};

function reportOf({ _id, messageId, to }: { _id: string; messageId: string; to: string }, kind: 'delayed' | 'delivered'): IncomingReport {
  return {
    source: 'dsn',
    dedupeKey: dedupeKeyOf('dsn', _id, kind),
    sendingId: _id,
    messageId,
    recipients: [to.toLowerCase()],
    kind,
    status: kind === 'delivered' ? '2.0.0' : '4.0.0',
    words: kind,
    remoteHost: 'sink.example',
  };
}

async function failNext(bed: Bed, times: number, how: object): Promise<void> {
  await onAdmin(bed, (admin) =>
    admin.command({ configureFailPoint: 'failCommand', mode: { times }, data: { failCommands: ['commitTransaction'], ...how } }),
  );
}

/** By a connection of its own, which is not in the way of what it does. */
async function onAdmin({ servers }: Bed, act: (admin: mongo.Db) => Promise<unknown>): Promise<void> {
  await persist(async () => {
    const client = new mongo.MongoClient(servers.mongodbUri, { serverSelectionTimeoutMS: 5_000 });
    try {
      await client.connect();
      await act(client.db('admin'));
    } finally {
      await client.close();
    }
  });
}
