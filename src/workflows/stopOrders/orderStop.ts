import type { AgreementRecord } from '../../data/agreement.model';
import type { FileContent } from '../../data/document.model';
import type { PersonActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';
import { attachedDocuments, documentFacts, uploaderOf } from '../documents/attachedDocuments';
import { suspendEntry } from '../gate/suspension';
import { afterStopOrder, stopMail } from './stopMail';

export interface StopInput {
  /** Who ordered it, in words: the controller, an authority. */
  by: string;
  reason: string;
  /** When it was given; legal time. */
  at: Date;
}

/**
 * Records that the controller or an authority has ordered the processing to stop (2020 template 11.3, 13.1). At once every gate of the agreement is shut, also for the
 * subprocessors in its annex, whose use is suspended with a line each; the contacts get a confirmation. One person is enough: stopping is never unlawful, lifting may be.
 * Refuses an instant that has not come (`invalid`), `already-stopped`, and `wrong-state` for an agreement that has ended. `now` is legal time.
 */
export async function orderStop(
  context: WorkflowContext,
  {
    actor,
    now,
    agreementId,
    input,
    files = [],
  }: { actor: PersonActor; now: Date; agreementId: string; input: StopInput; files?: readonly FileContent[] },
): Promise<Outcome<AgreementRecord>> {
  const { data } = context;
  const outcome = await allOrNothing(context, async (session): Promise<Outcome<{ agreement: AgreementRecord; sendingIds: string[] }>> => {
    const before = await data.agreements.find(agreementId, session);
    if (!before) return refuse('not-found');
    if (before.state === 'ended') return refuse('wrong-state');
    if (before.stopOrder) return refuse('already-stopped');
    if (input.at > now) return refuse('invalid', { errors: [inTheFuture] });
    const attached = { uploadedBy: uploaderOf(actor), audience: 'processor' as const, about: { agreementId }, at: now };
    const documents = attachedDocuments(files, attached);
    await data.documents.insertMany(documents, session);
    const stopOrder = {
      ...input,
      documentIds: documents.map(({ _id }) => _id),
      enteredBy: { personId: actor.personId, name: actor.name, at: now },
      lifting: null,
    };
    const saved = await data.agreements.replace({ ...before, stopOrder, updatedAt: now }, session);
    if (!saved) return refuse('stale-version');
    // An effect that a worker found clear a moment ago must not be written beside the order.
    await data.notices.touchRunningOfAgreement(agreementId, now, session);
    const { by: orderedBy, reason, at } = input;
    await data.auditEvents.record(
      {
        at: now,
        type: 'agreement.stopped',
        actor,
        subject: { kind: 'agreement', id: agreementId },
        agreementId,
        controllerId: saved.controllerId,
        facts: { orderedAt: at, words: orderedBy, reason, ...documentFacts(documents) },
      },
      session,
    );
    for (const entry of await data.annexes.listInForce(agreementId, session)) {
      await suspendEntry(context, session, { entry, agreement: saved, code: 'stopped', actor, now });
    }
    const detail = { at: at.toISOString(), by: orderedBy, reason };
    const mail = await stopMail(context, session, { agreement: saved, kind: 'stopOrdered', detail });
    return done({ agreement: saved, sendingIds: mail });
  });
  if (!outcome.ok) return outcome;
  await afterStopOrder(context, { agreementId, sendingIds: outcome.value.sendingIds });
  return done(outcome.value.agreement);
}

const inTheFuture = {
  pointer: '/at',
  code: 'in-the-future',
  detail: {
    nb: 'Tidspunktet har ikke kommet ennå. Oppgi da ordren ble gitt.',
    en: 'The instant has not come yet. Give when the order was given.',
  },
};
