import { createHash } from 'node:crypto';
import type { SendingRecord } from '../../data/sending.model';
import type { ControllerActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { confirmationsTo, loadParties } from '../delivery/controllerMail';
import { enqueueAwaitedMail } from '../delivery/enqueueMail';
import { noteEvidence } from '../delivery/noteEvidence';

export interface Acknowledgement {
  reference: string;
  at: Date;
  /** The contact had done it before; nothing was added. */
  repeated: boolean;
}

const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The reference of a contact's acknowledgement, `KVI-XXXX-XXXX`: made from the ids, so that pressing twice gives the same. */
export function acknowledgementReference(noticeId: string, contactId: string): string {
  const digest = createHash('sha256').update(`acknowledgement ${noticeId} ${contactId}`).digest();
  const code = [...digest.subarray(0, 8)].map((byte) => letters[byte % letters.length]).join('');
  return `KVI-${code.slice(0, 4)}-${code.slice(4)}`;
}

/**
 * The contact says that it has the notice (the strongest proof a machine can record: it may start the clock). Each contact does it once;
 * a second press changes nothing and gives the same answer. Refused once the change is dropped or withdrawn. `now` is legal time.
 */
export async function acknowledgeNotice(
  context: WorkflowContext,
  { actor, now }: { actor: ControllerActor; now: Date },
): Promise<Outcome<Acknowledgement>> {
  const { noticeId, contactId } = actor;
  const reference = acknowledgementReference(noticeId, contactId);
  let mail: SendingRecord[] = [];
  const outcome = await context.inTransaction(async (session): Promise<Outcome<Acknowledgement>> => {
    mail = [];
    const parties = await loadParties(context, noticeId, session);
    if (!parties) return refuse('not-found');
    const { notice } = parties;
    const earlier = notice.acknowledgements.find((each) => each.contactId === contactId);
    if (earlier) return done({ reference, at: earlier.at, repeated: true });
    if (notice.effect === 'superseded') return refuse('superseded');
    if (notice.effect === 'dropped' || notice.effect === 'cancelled') return refuse('wrong-state');
    const acknowledgements = [...notice.acknowledgements, { at: now, contactId, name: actor.name ?? null }];
    const saved = await context.data.notices.replace({ ...notice, acknowledgements, updatedAt: now }, session);
    if (!saved) throw new Error(`notice ${noticeId} changed inside a transaction`);
    const evidence = { kind: 'acknowledged' as const, at: now, contactId, sendingId: null, detail: null };
    await noteEvidence({ context, session, noticeId, evidence, actor, now, facts: { reference } });
    mail = confirmationsTo(parties, context, {
      kind: 'acknowledged',
      dedupe: `acknowledged:${noticeId}:${contactId}`,
      detail: { reference, at: now.toISOString(), contactId },
    });
    await context.data.sendings.insertMany(mail, session);
    return done({ reference, at: now, repeated: false });
  });
  if (outcome.ok)
    await enqueueAwaitedMail(
      context,
      mail.map(({ _id }) => _id),
    );
  return outcome;
}
