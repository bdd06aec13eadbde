import type { Bed } from './bed';
import { contactsEach } from './schedule';
import type { Struck } from './strikes';
import type { RecipientScript, Taken } from './turns';

export interface Judgement {
  notices: number;
  /** The sink takes mail for one of its contacts and has none that did not bounce, or has it and the record does not say so. */
  lost: number;
  /** Messages beyond the first to one recipient about one notice. */
  duplicates: number;
  /** Those whose notice tells the DPO that it may have been delivered twice. */
  duplicatesMarked: number;
  duplicatesUnmarked: number;
  /** Messages that the sink took and no sending of ours explains. */
  strangers: number;
  /** Notices that were sent to every contact, and the sink refused each or sent it back: rightly undeliverable. */
  undeliverable: number;
  /** That were sent in, the repeated ones too. */
  reports: number;
  objections: number;
  objectionsLost: number;
  /** One line for each thing that is wrong. */
  wrong: string[];
}

interface StoredNotice {
  _id: string;
  changeId: string;
  agreementId: string;
  state: string;
  receivedAt: Date | null;
  attention: { code: string; sendingId: string | null }[];
}

interface StoredSending {
  _id: string;
  noticeId: string;
  messageId: string;
  to: string;
  state: string;
}

const passedOn = new Set(['accepted', 'delivered', 'acknowledged']);

/** Compares what the sink took with what the record says, notice by notice. */
export async function judge(
  { portal, askSink }: Pick<Bed, 'portal' | 'askSink'>,
  { expected, struck, scripts }: { expected: number; struck: Struck; scripts: [string, RecipientScript][] },
): Promise<Judgement> {
  const { mongoConnection } = portal.dependencies;
  const taken = await askSink<Taken[]>({ ask: 'taken' });
  const notices = await mongoConnection.collection<StoredNotice>('notices').find({}).toArray();
  const sendings = await mongoConnection.collection<StoredSending>('sendings').find({ kind: 'notice' }).toArray();
  const objections = await mongoConnection.collection<{ noticeId: string }>('objections').find({}).toArray();
  const refused = new Set(scripts.filter(([, script]) => script.refused).map(([address]) => address));
  const bounced = new Set(struck.bounces.map(({ sendingId }) => sendingId));
  const copies = new Map<string, number>();
  for (const { to, messageId } of taken) copies.set(`${to} ${messageId}`, (copies.get(`${to} ${messageId}`) ?? 0) + 1);

  const wrong: string[] = [];
  let lost = Math.max(0, expected - notices.length);
  if (lost > 0) wrong.push(`${lost} notices were never written`);
  let [duplicates, duplicatesMarked, undeliverable] = [0, 0, 0];
  const sendingsOf = new Map<string, StoredSending[]>();
  for (const sending of sendings) sendingsOf.set(sending.noticeId, [...(sendingsOf.get(sending.noticeId) ?? []), sending]);

  for (const notice of notices) {
    const own = sendingsOf.get(notice._id) ?? [];
    const copiesOf = (sending: StoredSending) => copies.get(`${sending.to.toLowerCase()} ${sending.messageId}`) ?? 0;
    for (const sending of own) {
      const more = copiesOf(sending) - 1;
      if (more <= 0) continue;
      duplicates += more;
      if (notice.attention.some(({ code, sendingId }) => code === 'possibleDuplicate' && sendingId === sending._id))
        duplicatesMarked += more;
      else wrong.push(`notice ${notice._id}: ${more + 1} copies to one contact and no mark (sending ${sending._id}, ${sending.state})`);
    }
    const tried = new Set(own.map(({ to }) => to.toLowerCase())).size;
    const cameBack = own.every(({ _id, to }) => refused.has(to.toLowerCase()) || bounced.has(_id));
    if (notice.state === 'undeliverable' && cameBack && tried === contactsEach) {
      undeliverable += 1;
      continue;
    }
    const arrived = own.some((sending) => copiesOf(sending) > 0 && !bounced.has(sending._id));
    if (arrived && notice.receivedAt && passedOn.has(notice.state)) continue;
    lost += 1;
    wrong.push(`notice ${notice._id}: ${arrived ? 'taken by the sink' : 'never taken'}, recorded as ${notice.state}`);
  }
  const known = new Set(sendings.map(({ to, messageId }) => `${to.toLowerCase()} ${messageId}`));
  const others = await mongoConnection
    .collection<StoredSending>('sendings')
    .find({ kind: { $ne: 'notice' } })
    .toArray();
  for (const { to, messageId } of others) known.add(`${to.toLowerCase()} ${messageId}`);
  const strangers = [...copies.keys()].filter((key) => !known.has(key)).length;
  const objectedTo = new Set(objections.map(({ noticeId }) => noticeId));
  const objectionsLost = struck.objectedNoticeIds.filter((id) => !objectedTo.has(id)).length;
  if (objectionsLost > 0) wrong.push(`${objectionsLost} objections that were confirmed are gone`);
  return {
    notices: notices.length,
    lost,
    duplicates,
    duplicatesMarked,
    duplicatesUnmarked: duplicates - duplicatesMarked,
    strangers,
    undeliverable,
    reports: struck.reports,
    objections: struck.objectedNoticeIds.length,
    objectionsLost,
    wrong,
  };
}
