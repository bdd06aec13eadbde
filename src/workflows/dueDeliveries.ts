import type { ChangeRecord } from '../data/change.model';
import type { NoticeRecord } from '../data/notice.model';
import { calendarDate } from '../domain/calendar/calendarDate';
import type { BothLanguages } from '../domain/outcome';
import type { AttentionCode } from '../domain/receipt/attention';
import type { WorkflowContext } from './context';
import type { DueItem } from './dueItem';

/** What each finding asks for, told of one agreement. */
const attentionWords: Record<AttentionCode, BothLanguages> = {
  bouncedAfterAcceptance: { nb: 'Varselet kom i retur etter at det var tatt imot', en: 'The notice came back after it had been accepted' },
  complaint: { nb: 'Varselet er meldt som uønsket e-post', en: 'The notice was reported as unwanted mail' },
  unconfirmed: { nb: 'Mottaket av varselet er ikke bekreftet', en: 'The receipt of the notice is not confirmed' },
  wrongPerson: { nb: 'Varselet har gått til feil person', en: 'The notice went to the wrong person' },
  possibleDuplicate: { nb: 'Varselet kan ha kommet frem to ganger', en: 'The notice may have arrived twice' },
  refusedForOurSake: {
    nb: 'Varselet avvises på grunn av oss, og ikke mottakeren',
    en: 'The notice is refused because of us, and not the recipient',
  },
  contactNotReached: { nb: 'Et av kontaktpunktene kan ikke nås på e-post', en: 'One of the contacts cannot be reached by mail' },
  unclearReport: {
    nb: 'Det kom et svar som kan være en retur: les det og avgjør',
    en: 'An answer came that may be a bounce: read it and decide',
  },
};

/** What somebody has to look at or decide about deliveries, of all changes: findings, receipts to confirm, proposed contacts. At most `most` of each. */
export async function dueOfDeliveries({ data }: WorkflowContext, most: number): Promise<DueItem[]> {
  const [attention, receipts, proposals] = await Promise.all([
    data.noticeTasks.listWithAttention(most),
    data.noticeTasks.listReceiptWaiting(most),
    data.noticeTasks.listProposalWaiting(most),
  ]);
  return [
    ...attention.flatMap((notice) => {
      const codes = new Set(notice.attention.filter(({ clearedAt }) => clearedAt === null).map(({ code }) => code));
      return [...codes].map((code) => item('attention', notice, attentionWords[code]));
    }),
    ...receipts.map((notice) =>
      item('confirmReceipt', notice, { nb: 'Bekreft mottak registrert for hånd', en: 'Confirm a receipt entered by hand' }),
    ),
    ...proposals.map((notice) =>
      item('proposedContact', notice, { nb: 'Ta stilling til et foreslått kontaktpunkt', en: 'Decide on a proposed contact' }),
    ),
  ];
}

/** A change that was told by hand: how many of its notices still lack their receipt. */
export async function dueReceipts({ data }: WorkflowContext, change: ChangeRecord): Promise<DueItem[]> {
  const { missing } = await data.noticeTasks.countAwaitingReceipt(change._id);
  if (missing === 0) return [];
  const name = change.details.legalName;
  return [
    {
      kind: 'receiptMissing',
      dueOn: calendarDate(change.plannedEffectiveOn),
      title: {
        nb: `Registrer mottak for ${missing} avtaler som er varslet for hånd (${name})`,
        en: `Enter the receipts of ${missing} agreements notified by hand (${name})`,
      },
      href: `/desk/changes/${change._id}/receipts`,
      changeId: change._id,
    },
  ];
}

function item(kind: DueItem['kind'], notice: NoticeRecord, words: BothLanguages): DueItem {
  const { agreementReference, details } = notice.content;
  const about = `${agreementReference} (${details.legalName})`;
  return {
    kind,
    dueOn: null,
    title: { nb: `${words.nb}: ${about}`, en: `${words.en}: ${about}` },
    href: `/desk/notices/${notice._id}`,
    changeId: notice.changeId,
    noticeId: notice._id,
    agreementId: notice.agreementId,
  };
}
