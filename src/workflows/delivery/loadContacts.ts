import type { AgreementStanding } from '../../data/agreement.repository';
import type { ContactRecord } from '../../data/controller.model';
import type { NoticeRecord } from '../../data/notice.model';
import type { WorkflowContext } from '../context';
import { contactsOf } from './planMail';

export interface NoticeContacts {
  agreement: AgreementStanding;
  /** The agreement's contacts, in order of preference. */
  contacts: ContactRecord[];
}

type Parties = Pick<NoticeRecord, '_id' | 'agreementId' | 'controllerId'>;

/** Whom to write to about these notices, in two queries however many they are. What it returns throws for a notice whose agreement is gone. */
export async function loadContacts(
  { data }: Pick<WorkflowContext, 'data'>,
  notices: readonly Parties[],
): Promise<(notice: Parties) => NoticeContacts> {
  const [agreements, controllers] = await Promise.all([
    data.agreements.findStandings([...new Set(notices.map(({ agreementId }) => agreementId))]),
    data.controllers.findMany([...new Set(notices.map(({ controllerId }) => controllerId))]),
  ]);
  const agreementById = new Map(agreements.map((agreement) => [agreement._id, agreement]));
  const controllerById = new Map(controllers.map((controller) => [controller._id, controller]));
  return ({ _id, agreementId, controllerId }) => {
    const agreement = agreementById.get(agreementId);
    const controller = controllerById.get(controllerId);
    if (!agreement || !controller) throw new Error(`notice ${_id} lost its agreement`);
    return { agreement, contacts: contactsOf(agreement, controller) };
  };
}
