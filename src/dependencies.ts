import type { Connection } from 'mongoose';
import pino, { type Logger } from 'pino';
import { type Clock, createDemoClock, systemClock } from './clock';
import type { Config } from './config';
import { connectToMongo, transactionsOn } from './data/connection';
import { ensureIndexes } from './data/indexes';
import { migrate } from './data/migrations/migrate';
import { createModels } from './data/models';
import { createRepositories, type Repositories } from './data/repositories';
import { loggedError } from './loggedError';
import { sampleEnvelopeSender } from './mail/bounceAddress';
import { createLinkSigner } from './mail/links';
import { createMailer } from './mail/mailer';
import { createTokenSource } from './mail/oauth2Token';
import { probeOwnServer } from './mail/ownServerProbe';
import { postmarkHeader } from './mail/reports/postmark';
import { createTransport } from './mail/transport';
import { createWaysBack } from './mail/waysBack';
import { connectToRedis, type RedisConnection, redisReady } from './queue/connection';
import { createCourier } from './queue/courier';
import { createSendingRate } from './queue/sendingRate';
import type { WorkflowContext } from './workflows/context';
import { createPacing } from './workflows/delivery/pacing';

/** Everything there is one of. Built once, handed on, closed in one go. */
export interface Dependencies {
  config: Config;
  log: Logger;
  mongoConnection: Connection;
  redis: RedisConnection;
  data: Repositories;
  clock: Clock;
  context: WorkflowContext;
  close(): Promise<void>;
}

const secrets = [
  'authorization',
  'cookie',
  'password',
  'token',
  'secret',
  '*.authorization',
  '*.cookie',
  '*.password',
  '*.token',
  '*.secret',
];

/** Messages that are claimed, sent and recorded together: enough to share a transaction, few enough to be on their way at once. */
const sendingBatch = 20;

/** Connects to both servers and makes what is missing in the record. Rejects with a sentence when one of them cannot be reached. */
export async function buildDependencies(config: Config): Promise<Dependencies> {
  if (!config.mongodbUri) throw new Error('MONGODB_URI is not set: name the database, or run npm start, which brings its own.');
  if (!config.redisUrl) throw new Error('REDIS_URL is not set: name the server, or run npm start, which brings its own.');
  const log = pino(
    { level: config.logLevel, serializers: { err: loggedError }, redact: { paths: secrets, censor: '[hidden]' } },
    pino.destination(2),
  );
  const mongoConnection = await connectToMongo(config.mongodbUri);
  const data = createRepositories(createModels(mongoConnection));
  await migrate(mongoConnection, data.settings);
  await ensureIndexes(mongoConnection);

  const redis = connectToRedis(config.redisUrl, 'producer');
  redis.on('error', (error) => log.warn({ err: error }, 'Redis cannot be reached'));
  await redisReady(redis, 15_000);
  const courier = createCourier({ connection: redis, prefix: config.redisPrefix, log });

  const transport = createTransport({
    mode: config.mail.mode,
    smtpUrl: config.smtpUrl,
    team: config.mail.team,
    connections: config.mail.connections,
    tokens: config.smtpOAuth2 && createTokenSource(config.smtpOAuth2),
    captureInto: (message) => data.capturedMessages.insert(message),
  });
  const deployment = {
    processorName: config.processor.name,
    processorDpo: config.processor.dpo,
    baseUrl: config.baseUrl,
    from: config.mail.from,
    replyTo: config.mail.replyTo,
    bounceDomain: config.mail.bounceDomain,
    sendingHeader: config.mail.postmarkWebhook ? postmarkHeader : null,
  };
  const mailer = createMailer({ transport, deployment, codeKeys: config.linkKeys });
  const clock = config.demoClock ? await createDemoClock(data.settings, config.demoClock) : systemClock;
  const context: WorkflowContext = {
    data,
    inTransaction: transactionsOn(mongoConnection),
    courier,
    mailer,
    links: createLinkSigner(config.linkKeys),
    waysBack: createWaysBack({
      baseUrl: config.baseUrl,
      replyTo: config.mail.replyTo,
      from: sampleEnvelopeSender(config),
      bars: config.checkWaysBack === 'refuse',
      probe: config.checkWaysBack === 'off' ? null : transport.probe,
      probeOwn: config.mail.route === 'relay' ? probeOwnServer : null,
    }),
    pacing: createPacing({
      takePermits: createSendingRate({ redis, prefix: config.redisPrefix, perSecond: config.mail.rate, log }),
      perDomain: config.mail.route === 'direct' && config.mail.mode !== 'capture',
    }),
    settings: {
      baseUrl: config.baseUrl,
      processorName: config.processor.name,
      processorDpo: config.processor.dpo,
      messageIdHost: config.mail.bounceDomain,
      mailRoute: config.mail.route,
      allowSelfRelease: config.allowSelfRelease,
      unknownRepeatAfterMs: config.mail.unknownWait * 1000,
      sendingLeaseMs: 45_000,
      jobLockMs: 30_000,
      retentionYears: config.retentionYears,
      sendingBatch: Math.min(sendingBatch, config.mail.rate || sendingBatch),
    },
  };
  return {
    config,
    log,
    mongoConnection,
    redis,
    data,
    clock,
    context,
    async close() {
      await courier.close();
      await mailer.close();
      redis.disconnect();
      await mongoConnection.close();
    },
  };
}
