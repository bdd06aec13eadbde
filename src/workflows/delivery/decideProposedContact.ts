import type { ContactRecord, ControllerRecord } from '../../data/controller.model';
import { newId } from '../../data/id';
import type { ContactProposalRecord, NoticeRecord } from '../../data/notice.model';
import type { PersonActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { confirmedAt } from '../registry/controllerContacts';
import { idsOf, type NoticeParties } from './controllerMail';
import { actAndSend, resendIn } from './resendNotice';

/**
 * The DPO decides on an address that somebody behind a link proposed. Accepted: it becomes a contact of the controller and the agreement, before the one who said it was
 * the wrong person, and the notice is sent there at once. Refuses `wrong-state` for a proposal that is decided, and what a resending refuses. `now` is legal time.
 */
export async function decideProposedContact(
  context: WorkflowContext,
  { actor, now, noticeId, proposalId, accept }: { actor: PersonActor; now: Date; noticeId: string; proposalId: string; accept: boolean },
): Promise<Outcome<NoticeRecord>> {
  const { data } = context;
  return actAndSend(context, noticeId, async (session, parties) => {
    const { notice } = parties;
    const proposal = notice.contactProposals.find(({ id }) => id === proposalId);
    if (!proposal || proposal.decision !== null) return refuse('wrong-state');
    const noted = await data.notices.replace({ ...withDecision(notice, proposal, { actor, now, accept }), updatedAt: now }, session);
    if (!noted) return refuse('stale-version');
    await data.auditEvents.record(
      {
        at: now,
        type: accept ? 'notice.contactAccepted' : 'notice.contactDeclined',
        actor,
        subject: { kind: 'notice', id: noticeId },
        ...idsOf(notice),
        facts: { proposalId },
      },
      session,
    );
    if (!accept) return done({ notice: noted, sendingIds: [] });
    const { agreement, controller, contact } = withContact(parties, proposal, now);
    if (!(await data.controllers.replace({ ...controller, updatedAt: now }, session))) return refuse('stale-version');
    if (!(await data.agreements.replace({ ...agreement, updatedAt: now }, session))) return refuse('stale-version');
    return resendIn(context, session, { parties: { notice: noted, agreement, controller }, actor, now, contactId: contact.id });
  });
}

function withDecision(
  notice: NoticeRecord,
  proposal: ContactProposalRecord,
  { actor, now, accept }: { actor: PersonActor; now: Date; accept: boolean },
): NoticeRecord {
  const decidedBy = { personId: actor.personId, name: actor.name };
  const decided: ContactProposalRecord = { ...proposal, decision: accept ? 'accepted' : 'declined', decidedAt: now, decidedBy };
  const contactProposals = notice.contactProposals.map((each) => (each.id === proposal.id ? decided : each));
  return { ...notice, contactProposals, proposalWaiting: contactProposals.some(({ decision }) => decision === null) };
}

/** The parties with the proposed contact, before the one whose link it was; one that has the address already is taken as it is. */
function withContact({ agreement, controller }: NoticeParties, { email, name, proposedBy }: ContactProposalRecord, now: Date) {
  const isIt = (each: ContactRecord): boolean => each.purpose === 'subprocessorChanges' && each.email.toLowerCase() === email.toLowerCase();
  const known = controller.contacts.find(isIt);
  const locale = controller.contacts.find(({ id }) => id === proposedBy)?.locale ?? null;
  const contact: ContactRecord = known ?? { id: newId(), email, name, locale, purpose: 'subprocessorChanges', ...confirmedAt(now) };
  const contacts = known ? controller.contacts : insertBefore(controller.contacts, ({ id }) => id === proposedBy, contact);
  // An agreement that names nobody uses all of the controller's.
  const names = agreement.contactIds.length > 0 && !agreement.contactIds.includes(contact.id);
  const contactIds = names ? insertBefore(agreement.contactIds, (id) => id === proposedBy, contact.id) : agreement.contactIds;
  const changed: ControllerRecord = { ...controller, contacts };
  return { contact, controller: changed, agreement: { ...agreement, contactIds } };
}

function insertBefore<Item>(list: readonly Item[], isPlace: (item: Item) => boolean, item: Item): Item[] {
  const place = list.findIndex(isPlace);
  return place < 0 ? [item, ...list] : [...list.slice(0, place), item, ...list.slice(place)];
}
