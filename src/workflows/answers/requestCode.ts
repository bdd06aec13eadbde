import type { ContactRecord } from '../../data/controller.model';
import { newId } from '../../data/id';
import type { ControllerActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { idsOf, loadParties, type NoticeParties } from '../delivery/controllerMail';
import { enqueueAwaitedMail } from '../delivery/enqueueMail';
import { contactsOf, sendingsFor } from '../delivery/planMail';
import { ownDraft } from '../objections/objectionDraft';
import { type CodedAct, codedActName, codeLifeMs, codeTexts, readCodedAct } from './oneTimeCodes';

/** Codes for one act and contact that can be good at the same time. */
const mostCodes = 5;
/** Real time. */
const draftLifeMs = 24 * 60 * 60 * 1000;

/** Keeps what the contact wants to do until the mailed code confirms it, and mails the first code. `now` is legal time. */
export async function beginCodedAct(
  context: WorkflowContext,
  { actor, now, act, fields }: { actor: ControllerActor; now: Date; act: CodedAct; fields: Record<string, string> },
): Promise<Outcome<{ draftId: string }>> {
  const draftId = newId();
  await context.data.formDrafts.insert({
    _id: draftId,
    noticeId: actor.noticeId,
    contactId: actor.contactId,
    act: codedActName(act),
    fields,
    postedAt: now,
    reference: null,
    confirmedAt: null,
    expiresAt: new Date(Date.now() + draftLifeMs),
  });
  const requested = await requestCode(context, { actor, now, draftId });
  // One that is not mailed now (too many are out) may still be confirmed with a code that is.
  return requested.ok || requested.refusal.code === 'too-many-codes' ? done({ draftId }) : requested;
}

/**
 * Mails the contact a one-time code (six digits, good for 30 minutes of legal time, five tries, single use, for this act only). Only the id is
 * kept; the digits are derived from it. Refused when five codes for it are out, and for somebody who is no longer a contact.
 */
export async function requestCode(
  context: WorkflowContext,
  { actor, now, draftId }: { actor: ControllerActor; now: Date; draftId: string },
): Promise<Outcome<{ sentTo: string }>> {
  const { data } = context;
  const draft = ownDraft(await data.formDrafts.find(draftId), actor);
  const act = draft && readCodedAct(draft.act);
  const parties = await loadParties(context, actor.noticeId);
  const contact = parties && contactsOf(parties.agreement, parties.controller).find(({ id }) => id === actor.contactId);
  if (!draft || !act || !contact) return refuse('not-found');
  if (parties.notice.effect === 'superseded') return refuse('superseded');
  if (draft.confirmedAt) return refuse('wrong-state');
  const out = (await data.oneTimeCodes.listUsable(actor.noticeId, draft.act, now)).filter(({ contactId }) => contactId === contact.id);
  if (out.length >= mostCodes) return refuse('too-many-codes', { detail: codeTexts['too-many-codes'] });

  const codeId = newId();
  const expiresAt = new Date(now.getTime() + codeLifeMs);
  const mail = codeMail(context, { parties, contact, codeId, act, expiresAt });
  await context.inTransaction(async (session) => {
    await data.oneTimeCodes.insert(
      {
        _id: codeId,
        noticeId: actor.noticeId,
        contactId: contact.id,
        act: draft.act,
        createdAt: now,
        expiresAt,
        usedAt: null,
        failures: 0,
      },
      session,
    );
    await data.sendings.insertMany(mail, session);
    await data.auditEvents.record(
      {
        at: now,
        type: 'code.requested',
        actor,
        subject: { kind: 'notice', id: actor.noticeId },
        ...idsOf(parties.notice),
        facts: { act: act.verb, codeId },
      },
      session,
    );
  });
  await enqueueAwaitedMail(
    context,
    mail.map(({ _id }) => _id),
  );
  return done({ sentTo: maskedAddress(contact.email) });
}

function codeMail(
  context: WorkflowContext,
  {
    parties,
    contact,
    codeId,
    act,
    expiresAt,
  }: { parties: NoticeParties; contact: ContactRecord; codeId: string; act: CodedAct; expiresAt: Date },
) {
  const { notice } = parties;
  return sendingsFor({
    kind: 'oneTimeCode',
    dedupe: `oneTimeCode:${codeId}`,
    contacts: [contact],
    host: context.settings.messageIdHost,
    readyAt: new Date(),
    noticeId: notice._id,
    changeId: notice.changeId,
    agreementId: notice.agreementId,
    ...(act.verb === 'withdraw' ? { objectionId: act.objectionId } : {}),
    detail: { codeId, act: act.verb, expiresAt: expiresAt.toISOString() },
  });
}

/** `k•••@kommune.example`: enough for its owner to know which mailbox, too little to write to. */
export function maskedAddress(email: string): string {
  const at = email.lastIndexOf('@');
  return `${[...email.slice(0, at)][0] ?? ''}•••${email.slice(at)}`;
}
