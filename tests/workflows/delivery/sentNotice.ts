import type { DeliveryReportRecord } from '../../../src/data/deliveryReport.model';
import type { NoticeRecord } from '../../../src/data/notice.model';
import type { SendingRecord } from '../../../src/data/sending.model';
import type { IncomingReport } from '../../../src/mail/reports/incomingReport';
import { planNotices } from '../../../src/workflows/delivery/planNotices';
import { addition, completeSubprocessor, publish, type RegisteredAgreement, registerAgreement } from '../../support/register';
import type { Testbed } from '../../support/testbed';

export interface SentNotice extends RegisteredAgreement {
  changeId: string;
  noticeId: string;
  notice(): Promise<NoticeRecord>;
  /** The mail that carries the notice itself, oldest first. */
  sendings(): Promise<SendingRecord[]>;
  reports(): Promise<DeliveryReportRecord[]>;
  events(): Promise<string[]>;
}

/** A notice to one agreement about a change of its own, sent, or with `sent: false` just planned. */
export async function sentNotice(
  testbed: Testbed,
  reference: string,
  {
    contacts = 1,
    terms,
    sent = true,
    plannedEffectiveOn = '2026-09-01',
  }: { contacts?: number; terms?: unknown; sent?: boolean; plannedEffectiveOn?: string } = {},
): Promise<SentNotice> {
  const services = [reference.toLowerCase()];
  const agreement = await registerAgreement(testbed, { reference, services, contacts, ...(terms ? { terms } : {}) });
  const { organisationNumber: _, ...subprocessor } = completeSubprocessor;
  const input = addition({
    services,
    plannedEffectiveOn,
    subprocessor: { ...subprocessor, services, legalName: `Sky for ${reference} AS` },
  });
  const { _id: changeId } = await publish(testbed, input, { andSettle: false });
  await planNotices(testbed.context, { changeId, now: await testbed.now() });
  if (sent) await testbed.settle();
  const { data } = testbed.context;
  const [made] = await data.notices.findFor(changeId, [agreement.agreement._id]);
  if (!made) throw new Error(`no notice for ${reference}`);
  const noticeId = made._id;
  const sendings = () => data.sendings.listOfNotices([noticeId], 'notice');
  return {
    ...agreement,
    changeId,
    noticeId,
    sendings,
    async notice() {
      const found = await data.notices.find(noticeId);
      if (!found) throw new Error('the notice is gone');
      return found;
    },
    async reports() {
      return (await Promise.all((await sendings()).map(({ _id }) => data.deliveryReports.listOfSending(_id)))).flat();
    },
    async events() {
      return (await data.auditEvents.list({ noticeId, limit: 100 })).map(({ type }) => type);
    },
  };
}

let made = 0;

/** A report in our words, one of its own unless `dedupeKey` says otherwise. */
export function reportOn(sendingId: string | null, more: Partial<IncomingReport> = {}): IncomingReport {
  made += 1;
  return {
    source: 'dsn',
    dedupeKey: `${sendingId}:${made}`,
    sendingId,
    messageId: null,
    recipients: [],
    kind: 'failed',
    status: '5.1.1',
    words: '550 5.1.1 <contact@controller.example>: User unknown',
    remoteHost: 'mx.controller.example',
    ...more,
  };
}
