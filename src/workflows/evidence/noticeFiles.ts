import type { AgreementRecord } from '../../data/agreement.model';
import type { ChangeRecord } from '../../data/change.model';
import type { ControllerRecord } from '../../data/controller.model';
import type { DeliveryReportRecord } from '../../data/deliveryReport.model';
import type { DocumentFacts } from '../../data/document.repository';
import type { DocumentRequestRecord } from '../../data/documentRequest.model';
import type { NoticeRecord } from '../../data/notice.model';
import type { ObjectionRecord } from '../../data/objection.model';
import type { QuestionRecord } from '../../data/question.model';
import type { SendingRecord } from '../../data/sending.model';
import type { WorkflowContext } from '../context';
import { attachmentFiles } from './attachmentFiles';
import { type BundleFile, jsonFile } from './bundleFile';
import { isForController, noticeForController, objectionForController, withoutStaffNames } from './forController';
import { deliveryFiles } from './messageFiles';
import type { SummaryKeeper } from './summary';

/** Whom a bundle may be given to: the house and whoever audits it, or one controller. */
export type BundleReader = 'processor' | 'controller';

export interface Gathering {
  reader: BundleReader;
  keeper: SummaryKeeper;
}

/** Everything about some notices, with what each record of them names. */
interface AboutNotices {
  sendings: Map<string, SendingRecord[]>;
  reports: Map<string, DeliveryReportRecord[]>;
  objections: Map<string, ObjectionRecord[]>;
  /** What mail tells of, by id: an objection moves on to the notice of a revision, the mail about it stays where it was. */
  toldObjections: Map<string, ObjectionRecord>;
  questions: Map<string, QuestionRecord[]>;
  documentRequests: Map<string, DocumentRequestRecord[]>;
  documents: Map<string, DocumentFacts[]>;
  changes: Map<string, ChangeRecord>;
  agreements: Map<string, AgreementRecord>;
  controllers: Map<string, ControllerRecord>;
}

/** The folder of each of these notices and the messages about it. What is read for them is read together; hand in as many as may be in memory at once. */
export async function* noticeFiles(context: WorkflowContext, notices: NoticeRecord[], gathering: Gathering): AsyncIterable<BundleFile> {
  const about = await loadAbout(context, notices);
  for (const notice of notices) {
    const objections = about.objections.get(notice._id) ?? [];
    gathering.keeper.addNotice(notice, objections);
    yield* filesOf(context, { notice, objections, about, gathering });
  }
}

async function* filesOf(
  context: WorkflowContext,
  {
    notice,
    objections,
    about,
    gathering,
  }: { notice: NoticeRecord; objections: ObjectionRecord[]; about: AboutNotices; gathering: Gathering },
): AsyncIterable<BundleFile> {
  const folder = `notices/${notice.shortId}`;
  const forController = gathering.reader === 'controller';
  yield jsonFile(`${folder}/notice.json`, forController ? noticeForController(notice) : notice);
  if (objections.length > 0) {
    yield jsonFile(
      `${folder}/objections.json`,
      forController ? objections.map(objectionForController) : await withWork(context, objections),
    );
  }
  const questions = about.questions.get(notice._id) ?? [];
  if (questions.length > 0) yield jsonFile(`${folder}/questions.json`, forController ? withoutStaffNames(questions) : questions);
  const asked = about.documentRequests.get(notice._id) ?? [];
  if (asked.length > 0) yield jsonFile(`${folder}/document-requests.json`, forController ? withoutStaffNames(asked) : asked);
  const documents = (about.documents.get(notice._id) ?? []).filter((each) => !forController || isForController(each));
  yield* attachmentFiles(context, { folder, documents, gathering });
  const sendings = about.sendings.get(notice._id) ?? [];
  const from = (sending: SendingRecord) => ({
    sending,
    notice,
    objection: about.toldObjections.get(sending.objectionId ?? '') ?? null,
    question: questions.find(({ _id }) => _id === sending.detail?.questionId) ?? null,
    documentRequest: asked.find(({ _id }) => _id === sending.detail?.documentRequestId) ?? null,
    change: about.changes.get(notice.changeId) ?? null,
    agreement: about.agreements.get(notice.agreementId) ?? null,
    controller: about.controllers.get(notice.controllerId) ?? null,
  });
  yield* deliveryFiles(context, { path: `${folder}/deliveries.json`, made: sendings.map(from), reports: about.reports, gathering });
}

/** Each objection with how the staff has worked with it. */
async function withWork({ data }: WorkflowContext, objections: ObjectionRecord[]): Promise<object[]> {
  return Promise.all(objections.map(async (objection) => ({ ...objection, work: await data.objectionWork.find(objection._id) })));
}

async function loadAbout({ data }: WorkflowContext, notices: readonly NoticeRecord[]): Promise<AboutNotices> {
  const ids = notices.map(({ _id }) => _id);
  const [sendings, objections, questions, documentRequests, documents, changes, agreements, controllers] = await Promise.all([
    data.sendings.listOfNotices(ids),
    data.objections.listOfNotices(ids),
    data.questions.listOfNotices(ids),
    data.documentRequests.listOfNotices(ids),
    data.documents.listAbout('noticeId', ids),
    data.changes.findMany([...new Set(notices.map(({ changeId }) => changeId))]),
    data.agreements.findMany([...new Set(notices.map(({ agreementId }) => agreementId))]),
    data.controllers.findMany([...new Set(notices.map(({ controllerId }) => controllerId))]),
  ]);
  const objectionIds = [...new Set(sendings.flatMap(({ objectionId }) => objectionId ?? []))];
  const [reports, told] = await Promise.all([
    data.deliveryReports.listOfSendings(sendings.map(({ _id }) => _id)),
    data.objections.findMany(objectionIds),
  ]);
  return {
    sendings: grouped(sendings, ({ noticeId }) => noticeId),
    reports: grouped(reports, ({ sendingId }) => sendingId),
    objections: grouped(objections, ({ noticeId }) => noticeId),
    toldObjections: new Map(told.map((objection) => [objection._id, objection])),
    questions: grouped(questions, ({ noticeId }) => noticeId),
    documentRequests: grouped(documentRequests, ({ noticeId }) => noticeId),
    documents: grouped(documents, ({ about }) => about.noticeId),
    changes: new Map(changes.map((change) => [change._id, change])),
    agreements: new Map(agreements.map((agreement) => [agreement._id, agreement])),
    controllers: new Map(controllers.map((controller) => [controller._id, controller])),
  };
}

function grouped<Kept>(records: readonly Kept[], keyOf: (record: Kept) => string | null): Map<string, Kept[]> {
  const groups = new Map<string, Kept[]>();
  for (const record of records) {
    const key = keyOf(record);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(record);
    else groups.set(key, [record]);
  }
  return groups;
}
