import type { AgreementRecord } from '../../data/agreement.model';
import type { ControllerRecord } from '../../data/controller.model';
import type { SendingRecord } from '../../data/sending.model';
import type { RenderInput } from '../../mail/mailer';
import type { WorkflowContext } from '../context';

/** A link's signature outlives every right it serves; the record says when it closes. */
const linkLifeMs = 3 * 365 * 24 * 60 * 60 * 1000;
/** Until the next one comes. */
const contactLinkLifeMs = 366 * 24 * 60 * 60 * 1000;

/** The records that a message to a contact is made of, and the moment that it speaks as of. */
export interface ContactMail
  extends Pick<
    RenderInput,
    'sending' | 'notice' | 'change' | 'objection' | 'question' | 'documentRequest' | 'deadlines' | 'statedAt' | 'repeat'
  > {
  agreement: Pick<AgreementRecord, 'reference' | 'terms'> | null;
  controller: Pick<ControllerRecord, 'name' | 'contacts'> | null;
  /** The key that its link is signed with; without it the newest. */
  kid?: string;
}

/** What the renderer gets for a message to a contact: whether it leaves now or is made again later, from the same records it is the same. */
export function contactInput(
  context: Pick<WorkflowContext, 'links' | 'settings' | 'mailer'>,
  { agreement, controller, kid, ...mail }: ContactMail,
): RenderInput {
  const { sending, notice, statedAt } = mail;
  const terms = notice?.terms ?? agreement?.terms;
  if (!terms) throw new Error(`sending ${sending._id} names neither a notice nor an agreement`);
  return {
    ...mail,
    addressee: {
      agreementReference: notice?.content.agreementReference ?? agreement?.reference ?? '',
      controllerName: notice?.content.controllerName ?? controller?.name ?? '',
      contactName: sending.toName,
    },
    terms,
    contacts: controller?.contacts ?? [],
    link: linkFor(context, { sending, statedAt, kid }),
    code: sending.kind === 'oneTimeCode' && sending.detail?.codeId ? context.mailer.codeFor(sending.detail.codeId) : null,
  };
}

/** Made of the instant that the message states and of nothing else, so that the message can be made again. */
function linkFor(
  context: Pick<WorkflowContext, 'links' | 'settings'>,
  { sending, statedAt, kid }: { sending: SendingRecord; statedAt: Date; kid: string | undefined },
): string | null {
  const { kind, contactId, detail } = sending;
  if (kind === 'contactCheck' && contactId && detail?.controllerId) {
    const expiresAt = new Date(statedAt.getTime() + contactLinkLifeMs);
    return `${context.settings.baseUrl}/c/${context.links.signContact({ controllerId: detail.controllerId, contactId, expiresAt, kid })}`;
  }
  if (!sending.noticeId || !sending.contactId || sending.kind === 'oneTimeCode') return null;
  const expiresAt = new Date(statedAt.getTime() + linkLifeMs);
  const token = context.links.sign({
    noticeId: sending.noticeId,
    contactId: sending.contactId,
    purpose: 'notice',
    expiresAt,
    issuedAt: statedAt,
    kid,
  });
  return `${context.settings.baseUrl}/n/${token}`;
}
