import type { AgreementRecord } from '../../data/agreement.model';
import type { WorkflowContext } from '../context';
import { enqueueMail } from '../delivery/enqueueMail';
import { sendingsFor } from '../delivery/planMail';
import { processorDay } from '../processorDay';
import { nextCheckAt } from '../registry/controllerContacts';
import type { LegalSweep } from './legalSweep';
import { sweepOneByOne } from './sweepOneByOne';

const actor = { kind: 'system', name: 'contacts' } as const;
const mostInTurn = 200;

/** Asks every contact once a year whether it is still the right one, by a mail with a link. Those whom nobody has an agreement with are not asked. One that cannot be asked keeps back no other. */
export const contactCheckSweep: LegalSweep = {
  name: 'contactChecks',
  // Who is asked is asked again a year later.
  foresightDays: 360,
  async run(context, { now, stop }) {
    await sweepOneByOne(
      (page) => context.data.controllers.listToAsk(now, page),
      (controllerId) => askOne(context, { controllerId, now }),
      { most: mostInTurn, stop },
    );
  },
  nextAt: (context, after) => context.data.controllers.nextCheckAfter(after),
};

async function askOne(context: WorkflowContext, { controllerId, now }: { controllerId: string; now: Date }): Promise<undefined> {
  const { data } = context;
  const planned = await context.inTransaction(async (session) => {
    const controller = await data.controllers.find(controllerId, session);
    const due = (controller?.contacts ?? []).filter(({ checkAt }) => checkAt <= now);
    if (!controller || due.length === 0) return [];
    const contacts = controller.contacts.map((contact) => (due.includes(contact) ? { ...contact, checkAt: nextCheckAt(now) } : contact));
    await data.controllers.replace({ ...controller, contacts }, session);
    const agreement = (await data.agreements.findByController(controllerId, session)).find(isRunning);
    if (!agreement) return [];
    const sendings = sendingsFor({
      kind: 'contactCheck',
      dedupe: `contactCheck:${controllerId}:${processorDay(now)}`,
      contacts: due,
      host: context.settings.messageIdHost,
      readyAt: new Date(),
      agreementId: agreement._id,
      detail: { controllerId },
    });
    await data.sendings.insertMany(sendings, session);
    await data.auditEvents.record(
      {
        at: now,
        type: 'contact.asked',
        actor,
        subject: { kind: 'controller', id: controllerId },
        controllerId,
        facts: { contactIds: due.map(({ id }) => id), sendingIds: sendings.map(({ _id }) => _id) },
      },
      session,
    );
    return sendings.map(({ _id }) => _id);
  });
  await enqueueMail(context, planned);
}

function isRunning({ state }: AgreementRecord): boolean {
  return state !== 'ended';
}
