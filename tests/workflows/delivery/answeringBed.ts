import { answerGate } from '../../../src/workflows/gate/answerGate';
import { listDue } from '../../../src/workflows/listDue';
import { type Script, startTinySmtpServer } from '../../mail/tinySmtpServer';
import { expectValue } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';
import type { SentNotice } from './sentNotice';

/** A portal that delivers to a mail server of its own, which answers as it is told. */
export interface AnsweringBed {
  testbed: Testbed;
  /** Of the server. */
  url: string;
  /** What the server heard after the 354. */
  messages: string[];
  /** The server answers so from now on, and nothing that waited before comes in between. */
  answers(turns: Script): Promise<void>;
  /** The next try of this message comes now if there is one, and all that follows from it; `more` is written on the sending before. */
  again(sending: { _id: string }, more?: Record<string, unknown>): Promise<void>;
  /** All of these may be tried at once. */
  dueNow(sendings: readonly { _id: string }[]): Promise<void>;
  gateCodes(sent: SentNotice): Promise<string[]>;
  dueKinds(sent: SentNotice): Promise<string[]>;
  close(): Promise<void>;
}

export async function startAnsweringBed(now: string, { route = 'direct' }: { route?: 'direct' | 'relay' } = {}): Promise<AnsweringBed> {
  const script: Script = {};
  const server = await startTinySmtpServer(script);
  // What it is told to answer is for notices: the probe before a publication would wait for it as well.
  const env = { MAIL_MODE: 'live', SMTP_URL: server.url, MAIL_ROUTE: route, CHECK_WAYS_BACK: 'off' };
  const testbed = await createTestbed({ now, env });
  const sendings = testbed.dependencies.mongoConnection.collection('sendings');
  return {
    testbed,
    url: server.url,
    messages: server.messages,
    async answers(turns) {
      await sendings.updateMany({ nextAttemptAt: { $ne: null } }, { $set: { nextAttemptAt: new Date(Date.now() + 24 * 60 * 60 * 1000) } });
      for (const name of Object.keys(script) as (keyof Script)[]) delete script[name];
      Object.assign(script, turns);
      server.messages.splice(0);
    },
    async again({ _id }, more = {}) {
      await sendings.updateOne({ _id: _id as never, nextAttemptAt: { $ne: null } }, { $set: { nextAttemptAt: new Date(), ...more } });
      await testbed.settle();
    },
    async dueNow(some) {
      await sendings.updateMany({ _id: { $in: some.map(({ _id }) => _id as never) } }, { $set: { nextAttemptAt: new Date() } });
    },
    async gateCodes({ agreement, changeId }) {
      const change = await testbed.context.data.changes.find(changeId);
      const query = { agreementId: agreement._id, subprocessorId: change?.subprocessorId ?? '' };
      return expectValue(await answerGate(testbed.context, { now: await testbed.now(), query })).reasons.map(({ code }) => code);
    },
    async dueKinds({ noticeId }) {
      const items = await listDue(testbed.context, { now: await testbed.now() });
      return items.filter((item) => item.noticeId === noticeId).map(({ kind }) => kind);
    },
    async close() {
      await testbed.close();
      await server.close();
    },
  };
}
