import type { ClientSession } from 'mongoose';
import { isDuplicateKey } from '../../data/connection';
import type { ContactRecord } from '../../data/controller.model';
import type { NoticeRecord } from '../../data/notice.model';
import type { SendingRecord } from '../../data/sending.model';
import type { PersonActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { isUnderway } from '../../domain/receipt/afterFailure';
import { afterReport } from '../../domain/receipt/deliveryState';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';
import { idsOf, loadParties, type NoticeParties } from './controllerMail';
import { enqueueAwaitedMail } from './enqueueMail';
import { contactsOf, firstUntried, sendingsFor } from './planMail';
import { withFollowUps } from './withFollowUps';

/**
 * Sends a notice once more: to the contact it was sent to last, to a new one where nobody could be reached, or to `contactId`. What was received stays received. Refuses
 * `wrong-state` for a notice that is decided, `no-contact` where the agreement has none to send to (or `contactId` is none of its), and `still-underway` while a
 * message to that address is being sent. `now` is legal time.
 */
export async function resendNotice(
  context: WorkflowContext,
  { actor, now, noticeId, contactId }: { actor: PersonActor; now: Date; noticeId: string; contactId?: string | undefined },
): Promise<Outcome<NoticeRecord>> {
  return actAndSend(context, noticeId, (session, parties) => resendIn(context, session, { parties, actor, now, contactId }));
}

/** A notice after an act, and the mail that the act planned. */
export interface ActedWithMail {
  notice: NoticeRecord;
  sendingIds: string[];
}

/** An act on one notice in one transaction; its mail is enqueued after the commit. Refuses `not-found`, and `still-underway` where the same message is planned already. */
export async function actAndSend(
  context: WorkflowContext,
  noticeId: string,
  act: (session: ClientSession, parties: NoticeParties) => Promise<Outcome<ActedWithMail>>,
): Promise<Outcome<NoticeRecord>> {
  try {
    const outcome = await allOrNothing(context, async (session): Promise<Outcome<ActedWithMail>> => {
      const parties = await loadParties(context, noticeId, session);
      return parties ? act(session, parties) : refuse('not-found');
    });
    if (!outcome.ok) return outcome;
    await enqueueAwaitedMail(context, outcome.value.sendingIds);
    return done(outcome.value.notice);
  } catch (error) {
    // The same was asked for twice at once: one of the two is being sent.
    if (isDuplicateKey(error, 'dedupeKey_unique')) return refuse('still-underway');
    throw error;
  }
}

/** The same inside the caller's transaction; returns the sendings to enqueue after it. */
export async function resendIn(
  context: WorkflowContext,
  session: ClientSession,
  { parties, actor, now, contactId }: { parties: NoticeParties; actor: PersonActor; now: Date; contactId?: string | undefined },
): Promise<Outcome<ActedWithMail>> {
  const { data } = context;
  const { notice, agreement, controller } = parties;
  if (notice.effect !== 'pending' && notice.effect !== 'held') return refuse('wrong-state');
  const sent = await data.sendings.listOfNotices([notice._id], 'notice', session);
  const contact = whomToSend(contactsOf(agreement, controller), { notice, sent, contactId });
  if (!contact) return refuse('no-contact');
  const isSameAddress = ({ to }: SendingRecord): boolean => to.toLowerCase() === contact.email.toLowerCase();
  if (sent.some((sending) => isSameAddress(sending) && isUnderway(sending))) return refuse('still-underway');
  const sendings = sendingsFor({
    kind: 'notice',
    dedupe: `notice:${notice._id}:again:${sent.length}`,
    contacts: [contact],
    host: context.settings.messageIdHost,
    readyAt: new Date(),
    noticeId: notice._id,
    changeId: notice.changeId,
    agreementId: notice.agreementId,
    awaited: true,
  });
  await data.sendings.insertMany(sendings, session);
  const revived = { ...notice, state: afterReport(notice.state, 'planned'), updatedAt: now };
  const saved = await data.notices.replace(withFollowUps(revived, now), session);
  if (!saved) return refuse('stale-version');
  const sendingIds = sendings.map(({ _id }) => _id);
  await data.auditEvents.record(
    {
      at: now,
      type: 'notice.resent',
      actor,
      subject: { kind: 'notice', id: notice._id },
      ...idsOf(notice),
      facts: { contactId: contact.id, sendingIds, stateBefore: notice.state },
    },
    session,
  );
  return done({ notice: saved, sendingIds });
}

function whomToSend(
  contacts: readonly ContactRecord[],
  { notice, sent, contactId }: { notice: NoticeRecord; sent: readonly SendingRecord[]; contactId: string | undefined },
): ContactRecord | undefined {
  if (contactId !== undefined) return contacts.find(({ id }) => id === contactId);
  const last = contacts.find(({ id }) => id === sent.at(-1)?.contactId);
  return notice.state === 'undeliverable' ? (firstUntried(contacts, sent) ?? last ?? contacts[0]) : (last ?? contacts[0]);
}
