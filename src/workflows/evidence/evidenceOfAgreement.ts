import type { AgreementRecord } from '../../data/agreement.model';
import type { EventScope } from '../../data/auditChain.repository';
import type { ControllerRecord } from '../../data/controller.model';
import type { ChangeDocumentFacts } from '../../data/document.repository';
import type { NoticeRecord } from '../../data/notice.model';
import { type CalendarDate, localDateOf } from '../../domain/calendar/calendarDate';
import { documentStanding, type RequestFacts } from '../../domain/change/changeDocuments';
import type { Locale } from '../../domain/periods/describe';
import { annexLogTable, annexTable } from '../../pdf/documents/annexTables';
import { spreadsheet } from '../../pdf/spreadsheet';
import { readAnnex } from '../annexes/readAnnex';
import { signHead } from '../audit/signHead';
import type { WorkflowContext } from '../context';
import { attachmentFiles } from './attachmentFiles';
import { type BundleFile, jsonFile } from './bundleFile';
import { chainFiles } from './chainFiles';
import type { EvidenceMaking } from './evidence';
import { agreementForController, changeForController, eventForController, isForController, withoutStaffNames } from './forController';
import { indexFiles } from './indexFiles';
import { deliveryFiles } from './messageFiles';
import { type Gathering, noticeFiles } from './noticeFiles';
import { keepSummary } from './summary';

const atOnce = 50;

/**
 * Everything of one agreement, file by file, as it may be given to its controller: nothing of other agreements, no internal notes or attachments, the staff
 * by ids. Its events are proved to be in the chain by the same signed head as everybody's.
 */
export async function* evidenceOfAgreement(
  context: WorkflowContext,
  { agreement, controller }: { agreement: AgreementRecord; controller: ControllerRecord },
  { signer, verifierFile, madeAt, fileName }: EvidenceMaking,
): AsyncIterable<BundleFile> {
  const { data } = context;
  const gathering: Gathering = { reader: 'controller', keeper: keepSummary(madeAt) };
  const { version: _version, ...party } = controller;
  yield jsonFile('agreement/agreement.json', agreementForController(agreement));
  yield jsonFile('agreement/controller.json', party);
  const attached = (await data.documents.listAbout('agreementId', [agreement._id])).filter(
    (each) => each.about.noticeId === null && isForController(each),
  );
  yield* attachmentFiles(context, { folder: 'agreement', documents: attached, gathering });
  yield* annexFiles(context, agreement, madeAt);

  const notices = (await data.notices.listOfAgreement(agreement._id)).reverse();
  const changeIds = [...new Set(notices.map(({ changeId }) => changeId))];
  const requests = await data.documentRequests.listOfNotices(notices.map(({ _id }) => _id));
  const today = localDateOf(madeAt, agreement.terms.timeZone);
  for (const change of await data.changes.findMany(changeIds)) {
    const folder = `changes/${change._id}`;
    yield jsonFile(`${folder}/change.json`, changeForController(change));
    const documents = (await data.documents.listOfChange(change._id)).filter((each) => mayReadOfChange(each, { requests, today }));
    yield* attachmentFiles(context, { folder, documents, gathering });
  }
  for (let from = 0; from < notices.length; from += atOnce) yield* noticeFiles(context, notices.slice(from, from + atOnce), gathering);
  yield* otherMail(context, { agreement, controller, gathering });

  const head = await signHead(context, { signer, at: new Date() });
  if (head) {
    const waiting = await decisionsWaiting(context, notices);
    const scopes: EventScope[] = [{ agreementId: agreement._id }, ...changeIds.map((changeId) => ({ changeId, agreementId: null }))];
    const part = { scopes, shown: (event: Parameters<typeof eventForController>[0]) => eventForController(event, agreement._id, waiting) };
    yield* chainFiles(context, { head, part, signer, verifierFile });
  }
  const subject = { kind: 'agreement' as const, reference: agreement.reference, controllerName: controller.name };
  yield* indexFiles(context, { subject, keeper: gathering.keeper, head, madeAt, fileName });
}

/** What the controller may read by its link today: neither what is given on request and was not given to it, nor what was withdrawn. */
function mayReadOfChange(
  { _id, ofChange }: ChangeDocumentFacts,
  { requests, today }: { requests: readonly RequestFacts[]; today: CalendarDate },
): boolean {
  const document = { documentId: _id, access: ofChange.access, isWithdrawn: ofChange.withdrawn !== null };
  const { state } = documentStanding(document, requests, today);
  return state === 'open' || state === 'given';
}

/** The annex as it stands and its log, for programs and for spreadsheets. */
async function* annexFiles(context: WorkflowContext, agreement: AgreementRecord, now: Date): AsyncIterable<BundleFile> {
  const [entries, lines, read] = await Promise.all([
    context.data.annexes.listEntries(agreement._id),
    context.data.annexes.listLines(agreement._id),
    readAnnex(context, { agreement, on: null, now }),
  ]);
  yield jsonFile('annex/annex.json', { entries: withoutStaffNames(entries), changes: lines });
  if (!read.ok) return;
  for (const [locale, annex, log] of [
    ['nb', 'vedlegg.csv', 'vedlegg-endringer.csv'],
    ['en', 'annex.csv', 'annex-log.csv'],
  ] as [Locale, string, string][]) {
    yield { path: `annex/${annex}`, content: spreadsheet(annexTable(read.value, locale)) };
    yield { path: `annex/${log}`, content: spreadsheet(annexLogTable(read.value, locale)) };
  }
}

/** Mail to its contacts that is about no notice. */
async function* otherMail(
  context: WorkflowContext,
  { agreement, controller, gathering }: { agreement: AgreementRecord; controller: ControllerRecord; gathering: Gathering },
): AsyncIterable<BundleFile> {
  const sendings = await context.data.sendings.listBesideNotices(agreement._id);
  const made = sendings.map((sending) => ({ sending, notice: null, objection: null, question: null, change: null, agreement, controller }));
  yield* deliveryFiles(context, { path: 'agreement/deliveries.json', made, reports: new Map(), gathering });
}

/** Objections on which one person has decided what another has not confirmed: since when. The controller hears of it when it is confirmed. */
async function decisionsWaiting({ data }: WorkflowContext, notices: readonly NoticeRecord[]): Promise<Map<string, Date>> {
  const objections = await data.objections.listOfNotices(notices.map(({ _id }) => _id));
  return new Map(objections.flatMap(({ _id, pending }) => (pending ? [[_id, pending.at] as const] : [])));
}
