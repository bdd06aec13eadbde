import type { ClientSession } from 'mongoose';
import type { AgreementRecord } from '../../data/agreement.model';
import type { WorkflowContext } from '../context';
import { enqueueAwaitedMail } from '../delivery/enqueueMail';
import { contactsOf, sendingsFor } from '../delivery/planMail';

/** Plans the confirmation of a stop order or its lifting to all contacts, inside the caller's transaction; the sendings to be enqueued after it. */
export async function stopMail(
  context: WorkflowContext,
  session: ClientSession,
  { agreement, kind, detail }: { agreement: AgreementRecord; kind: 'stopOrdered' | 'stopLifted'; detail: Record<string, string> },
): Promise<string[]> {
  const controller = await context.data.controllers.find(agreement.controllerId, session);
  if (!controller) throw new Error(`agreement ${agreement._id} lost its controller`);
  const sendings = sendingsFor({
    kind,
    dedupe: `${kind}:${agreement._id}:${agreement.version}`,
    contacts: contactsOf(agreement, controller),
    host: context.settings.messageIdHost,
    readyAt: new Date(),
    agreementId: agreement._id,
    detail,
  });
  await context.data.sendings.insertMany(sendings, session);
  return sendings.map(({ _id }) => _id);
}

/** What follows once it is committed: the mail leaves, and the gates of the agreement's running notices are asked again. */
export async function afterStopOrder(
  context: WorkflowContext,
  { agreementId, sendingIds }: { agreementId: string; sendingIds: string[] },
): Promise<void> {
  await enqueueAwaitedMail(context, sendingIds);
  const running = await context.data.notices.listRunningOfAgreement(agreementId);
  const changeIds = [...new Set(running.map(({ changeId }) => changeId))];
  await context.courier.enqueue(
    'applyEffects',
    changeIds.map((changeId) => ({ changeId })),
  );
}
