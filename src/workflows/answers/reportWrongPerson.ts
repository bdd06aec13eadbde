import { createHash } from 'node:crypto';
import type { AgreementRecord } from '../../data/agreement.model';
import { newId } from '../../data/id';
import type { AttentionRecord, ContactProposalRecord, NoticeRecord } from '../../data/notice.model';
import type { SendingRecord } from '../../data/sending.model';
import type { ControllerActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { confirmationsTo, idsOf, loadParties } from '../delivery/controllerMail';
import { enqueueAwaitedMail } from '../delivery/enqueueMail';
import { voidReceipt } from '../delivery/voidReceipt';

const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The reference of a contact's word that it is the wrong person, `KON-XXXX-XXXX`: made from the ids, so that saying it twice gives the same. */
export function wrongPersonReference(noticeId: string, contactId: string): string {
  const digest = createHash('sha256').update(`wrong person ${noticeId} ${contactId}`).digest();
  const code = [...digest.subarray(0, 8)].map((byte) => letters[byte % letters.length]).join('');
  return `KON-${code.slice(0, 4)}-${code.slice(4)}`;
}

/** The address that the agreement itself names first: whoever reads it has the notice, whatever that person thinks of it. */
export function isAgreementsOwn({ contactIds }: Pick<AgreementRecord, 'contactIds'>, contactId: string): boolean {
  return contactIds[0] === contactId;
}

/**
 * The holder of the link says that the notice came to the wrong person, and perhaps who the right one is. The receipt by that contact is voided, and the notice goes to
 * the next one; but where the agreement itself names the address, it is only recorded, and the DPO decides. A proposed address is used once the DPO has confirmed it.
 * All contacts are told. Said again, only a new proposal is added. Refused once the change is decided for the agreement. `now` is legal time.
 */
export async function reportWrongPerson(
  context: WorkflowContext,
  { actor, now, proposal }: { actor: ControllerActor; now: Date; proposal: { email: string; name: string | null } | null },
): Promise<Outcome<{ reference: string }>> {
  const { noticeId, contactId } = actor;
  const { data } = context;
  const reference = wrongPersonReference(noticeId, contactId);
  let toEnqueue: string[] = [];
  const outcome = await context.inTransaction(async (session): Promise<Outcome<{ reference: string }>> => {
    toEnqueue = [];
    const parties = await loadParties(context, noticeId, session);
    if (!parties) return refuse('not-found');
    const { notice, agreement, controller } = parties;
    if (notice.effect === 'superseded') return refuse('superseded');
    if (notice.effect !== 'pending' && notice.effect !== 'held') return refuse('wrong-state');
    const saidBefore = notice.attention.some((entry) => entry.code === 'wrongPerson' && entry.contactId === contactId && !entry.clearedAt);
    const isNew = proposal !== null && !notice.contactProposals.some((each) => isSame(each, proposal));
    if (saidBefore && !isNew) return done({ reference });

    const isOwn = isAgreementsOwn(agreement, contactId);
    const voids = !saidBefore && !isOwn;
    const detail = controller.contacts.find(({ id }) => id === contactId)?.email ?? null;
    if (voids) toEnqueue.push(...(await voidReceipt(context, { session, noticeId, contactId, why: 'wrongPerson', detail, actor, now })));
    const present = voids ? await data.notices.find(noticeId, session) : notice;
    if (!present) throw new Error(`no notice ${noticeId}`);
    const entry: AttentionRecord = { code: 'wrongPerson', at: now, sendingId: null, contactId, detail, clearedAt: null, clearedBy: null };
    const saved = await data.notices.replace(
      {
        ...present,
        attention: saidBefore || voids ? present.attention : [...present.attention, entry],
        ...(isNew && proposal ? withProposal(present, { ...proposal, contactId, now }) : {}),
        updatedAt: now,
      },
      session,
    );
    if (!saved) throw new Error(`notice ${noticeId} changed inside a transaction`);
    await data.auditEvents.record(
      {
        at: now,
        type: 'notice.wrongPerson',
        actor,
        subject: { kind: 'notice', id: noticeId },
        ...idsOf(notice),
        facts: { reference, voided: voids, proposed: isNew },
      },
      session,
    );
    const mail: SendingRecord[] = confirmationsTo(parties, context, {
      kind: 'wrongPersonNoted',
      dedupe: `wrongPersonNoted:${noticeId}:${contactId}:${saved.contactProposals.length}:${saved.attention.length}`,
      detail: {
        reference,
        contactId,
        at: now.toISOString(),
        voided: isOwn ? 'no' : 'yes',
        ...(isNew && proposal ? { proposed: proposal.email } : {}),
      },
    });
    await data.sendings.insertMany(mail, session);
    toEnqueue.push(...mail.map(({ _id }) => _id));
    return done({ reference });
  });
  if (outcome.ok) await enqueueAwaitedMail(context, toEnqueue);
  return outcome;
}

function isSame({ email, decision }: ContactProposalRecord, proposal: { email: string }): boolean {
  return decision === null && email.toLowerCase() === proposal.email.toLowerCase();
}

function withProposal(
  { contactProposals }: NoticeRecord,
  { email, name, contactId, now }: { email: string; name: string | null; contactId: string; now: Date },
): Pick<NoticeRecord, 'contactProposals' | 'proposalWaiting'> {
  const proposal: ContactProposalRecord = {
    ...{ id: newId(), email, name, proposedBy: contactId, at: now },
    ...{ decision: null, decidedAt: null, decidedBy: null },
  };
  return { contactProposals: [...contactProposals, proposal], proposalWaiting: true };
}
