import type { ClientSession } from 'mongoose';
import { newId } from '../../data/id';
import type { NoticeRecord } from '../../data/notice.model';
import type { Actor } from '../../domain/actor';
import type { WorkflowContext } from '../context';
import { staffSending } from './staffSending';

/** What the DPO is told of at once, with what it is about. */
type Alert =
  | {
      about: 'objection' | 'objectionAnswered' | 'answerDue' | 'answerLapsed' | 'clocksEnded' | 'terminated';
      objection: { _id: string; reference: string };
      /** The last day of what has to be done, where there is one. */
      dueOn?: string;
    }
  | { about: 'receiptVoided' | 'undeliverable' };

/**
 * Plans an alert to everybody with the role `dpo` but whoever did it (`actor`), inside the act's own transaction. It leaves when it is released
 * (releaseAlerts), so that a hundred bounces are not a hundred mails. The list of what is due has all of it, whatever becomes of the mail.
 */
export async function alertStaff(
  { data, settings }: Pick<WorkflowContext, 'data' | 'settings'>,
  session: ClientSession,
  { notice, actor, ...alert }: { notice: Pick<NoticeRecord, '_id' | 'content'>; actor?: Actor } & Alert,
): Promise<void> {
  const { agreementReference, controllerName, details } = notice.content;
  const isObjection = 'objection' in alert;
  const eventId = newId();
  const knows = actor?.kind === 'person' ? actor.personId : null;
  const readers = (await data.accounts.listActive('dpo', session)).filter(({ _id }) => _id !== knows);
  const sendings = readers.map((reader) =>
    staffSending({
      kind: 'staffAlert',
      dedupe: `staffAlert:${alert.about}:${eventId}`,
      reader,
      detail: {
        about: alert.about,
        agreement: agreementReference,
        controller: controllerName,
        subprocessor: details.legalName,
        href: isObjection ? `/desk/objections/${alert.objection._id}` : `/desk/notices/${notice._id}`,
        ...(isObjection ? { reference: alert.objection.reference } : {}),
        ...(isObjection && alert.dueOn ? { dueOn: alert.dueOn } : {}),
      },
      host: settings.messageIdHost,
      madeAt: new Date(),
      leaveAt: null,
    }),
  );
  if (sendings.length > 0) await data.sendings.insertMany(sendings, session);
}
