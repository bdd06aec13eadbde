import type { SendingRecord } from '../src/data/sending.model';
import { type Bed, persist, whenThere } from './bed';
import type { Random } from './random';
import type { Taken } from './turns';

/** A message that the sink took, the record had as accepted, and that came back for good. */
export interface Bounce {
  changeId: string;
  noticeId: string;
  sendingId: string;
  /** Legal time of the report: no receipt from before it counts any more. */
  at: Date;
}

type Accepted = Pick<SendingRecord, '_id' | 'messageId' | 'to'> & { noticeId: string };

const minuteMs = 60_000;

/**
 * Lets a few notices of the change come back that were accepted, and of every other one what its next contact got, too. Each report comes twice at once,
 * as it does from a server that heard no answer.
 */
export async function bounceSome(
  bed: Bed,
  { random, changeId }: { random: Random; changeId: string },
): Promise<{ bounces: Bounce[]; reports: number }> {
  const accepted = await whenThere(() => acceptedOf(bed, { changeId }));
  const shuffled = accepted.map((sending) => ({ sending, place: random.next() })).sort((one, other) => one.place - other.place);
  const picked = shuffled.slice(0, random.between(2, 6)).map(({ sending }) => sending);
  const at = await passAMinute(bed);
  const bounces = await Promise.all(
    picked.map(async (first, index) => {
      await bounce(bed, first);
      const next = index % 2 === 0 ? await nextOf(bed, first.noticeId) : null;
      if (next) await bounce(bed, next);
      return (next ? [first, next] : [first]).map(({ _id, noticeId }): Bounce => ({ changeId, noticeId, sendingId: _id, at }));
    }),
  );
  return { bounces: bounces.flat(), reports: 2 * bounces.flat().length };
}

/** The legal clock stands still otherwise, and a clock that was restarted could not be told from one that was not. */
function passAMinute({ portal }: Bed): Promise<Date> {
  const { clock } = portal.dependencies;
  return persist(async () => {
    await clock.moveTo(new Date((await clock.now()).getTime() + minuteMs));
    return clock.now();
  });
}

function acceptedOf({ portal }: Bed, of: { changeId: string } | { noticeId: string }): Promise<Accepted[]> {
  return portal.dependencies.mongoConnection
    .collection<Accepted>('sendings')
    .find({ ...of, kind: 'notice', state: 'accepted' }, { projection: { noticeId: 1, messageId: 1, to: 1 } })
    .limit(50)
    .toArray();
}

/** What the next contact was sent, as soon as it is accepted; null where there was no contact left. Where none is written to, the judge says so. */
function nextOf(bed: Bed, noticeId: string): Promise<Accepted | null> {
  const next = async () => {
    const [accepted] = await acceptedOf(bed, { noticeId });
    if (accepted) return accepted;
    const notice = await bed.portal.dependencies.data.notices.find(noticeId);
    if (notice?.state !== 'undeliverable') throw new Error(`notice ${noticeId} has not come to its next contact yet`);
    return null;
  };
  return persist(next, { seconds: 30 }).catch(() => null);
}

/** To where the sink was told that it bounces to, by the way that bounces have. */
async function bounce(bed: Bed, { messageId, to }: Accepted): Promise<void> {
  const taken = await bed.askSink<Taken[]>({ ask: 'taken' });
  const message = taken.find((each) => each.messageId === messageId && each.to === to.toLowerCase());
  if (!message) throw new Error(`${messageId} is recorded as accepted, and was never taken`);
  const raw = permanentReport({ bounceAddress: message.from, recipient: to, messageId });
  await Promise.all([bed.handIn(raw, message.from), bed.handIn(raw, message.from)]);
}

/** RFC 3464, as Postfix writes it. */
function permanentReport({ bounceAddress, recipient, messageId }: { bounceAddress: string; recipient: string; messageId: string }): Buffer {
  const lines = [
    'From: Mail Delivery System <MAILER-DAEMON@sink.example>',
    `To: ${bounceAddress}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="part"',
    '',
    '--part',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'Your message could not be delivered to one or more recipients.',
    '',
    '--part',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; sink.example',
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 No such mailbox',
    '',
    '--part',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${messageId}`,
    '',
    '--part--',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}
