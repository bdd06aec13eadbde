import type { ToldDocument } from '../../src/data/document.model';
import type { DocumentRequestRecord } from '../../src/data/documentRequest.model';
import type { NoticeContent, NoticeRecord } from '../../src/data/notice.model';
import type { ObjectionRecord } from '../../src/data/objection.model';
import type { QuestionRecord } from '../../src/data/question.model';
import type { SendingKind, SendingRecord } from '../../src/data/sending.model';
import type { SubprocessorDetails } from '../../src/data/subprocessor.model';
import { computeDeadlines } from '../../src/domain/periods/computeDeadlines';
import { type PresetName, presetClause, termsPresets } from '../../src/domain/terms/presets';
import type { ChangeTraits, Terms } from '../../src/domain/terms/terms';
import type { MailDeployment, RenderInput } from '../../src/mail/letter';
import { commonHashOf } from '../../src/mail/noticeHash';
import { firstFollowUps } from '../../src/workflows/delivery/withFollowUps';

export const deployment: MailDeployment = {
  processorName: 'Prosessor AS',
  processorDpo: 'Personvernombudet, personvernombud@prosessor.example',
  baseUrl: 'https://varsel.prosessor.example',
  from: 'Prosessor AS <varsel@prosessor.example>',
  replyTo: 'Personvern <personvern@prosessor.example>',
  bounceDomain: 'retur.prosessor.example',
  sendingHeader: null,
};

export const statedAt = new Date('2026-06-02T08:30:00Z');
export const link = `https://varsel.prosessor.example/n/${'Ab1-_'.repeat(20)}`;

export const subprocessor: SubprocessorDetails = {
  legalName: 'Skylager & Sønner AS',
  organisationNumber: '999 888 777',
  country: 'NO',
  address: 'Storgata 1, 0155 Oslo',
  contactPoint: 'personvern@skylager.example',
  processing: { nb: 'Lagring av opptak fra videomøter', en: 'Storage of recordings of video meetings' },
  dataCategories: ['Navn', 'Lyd og bilde'],
  dataSubjects: ['Deltakere i møter'],
  specialCategories: [],
  locations: [
    { country: 'NO', kind: 'storage' },
    { country: 'SE', kind: 'processing' },
  ],
  transferBasis: [],
  securityMeasures: { nb: 'Kryptering ved lagring og overføring', en: 'Encryption at rest and in transit' },
  intraGroup: false,
  parentId: null,
  services: ['videomoter'],
};

/** The same one with support from the United States, on standard clauses. */
export const withThirdCountry: SubprocessorDetails = {
  ...subprocessor,
  locations: [...subprocessor.locations, { country: 'US', kind: 'remoteAccess' }],
  transferBasis: [{ country: 'US', basis: 'scc-46-2-c', reference: 'TIA-2026-04' }],
};

const content: NoticeContent = {
  changeType: 'add',
  subprocessorId: '66a1b2c3d4e5f60718293a01',
  details: subprocessor,
  previousDetails: null,
  modifiedFields: [],
  replacesName: null,
  chain: [],
  reason: { nb: 'Bedre kapasitet for opptak', en: 'More capacity for recordings' },
  plannedEffectiveOn: '2026-07-01',
  rollout: 'perAgreement',
  emergencyReason: null,
  agreementReference: 'DBA-2024-17',
  controllerName: 'Eksempel kommune',
  clause: '5.4',
};

export interface Sample {
  preset?: PresetName;
  terms?: Terms;
  content?: Partial<NoticeContent>;
  newLocation?: boolean;
  kind?: SendingKind;
  locale?: 'nb' | 'en' | 'nn';
  sending?: Partial<SendingRecord>;
  notice?: Partial<NoticeRecord>;
  objection?: ObjectionRecord | null;
  question?: QuestionRecord;
  input?: Partial<RenderInput>;
}

/** A whole and consistent input for one message. */
export function sampleInput(sample: Sample = {}): RenderInput {
  const preset = sample.preset ?? 'videonor';
  const terms = sample.terms ?? termsPresets[preset];
  const facts: NoticeContent = { ...content, clause: presetClause(preset), ...sample.content };
  const traits: ChangeTraits = {
    changeType: facts.changeType,
    dataCategories: facts.details.dataCategories,
    intraGroup: facts.details.intraGroup,
    countries: [facts.details.country, ...facts.details.locations.map(({ country }) => country)],
    newLocation: sample.newLocation ?? false,
    emergency: facts.emergencyReason !== null,
  };
  const ids = { changeId: '66a1b2c3d4e5f60718293a10', agreementId: '66a1b2c3d4e5f60718293a12', controllerId: '66a1b2c3d4e5f60718293a13' };
  const starts = { receivedAt: statedAt, sentAt: statedAt, publishedAt: statedAt };
  const dates = { createdAt: statedAt, updatedAt: statedAt };
  const notice: NoticeRecord = {
    _id: '66a1b2c3d4e5f60718293a11',
    shortId: 'K7RM4TQX',
    ...ids,
    revision: 1,
    terms,
    traits,
    content: facts,
    corrections: [],
    supersededBy: null,
    carriedObjection: null,
    contentHash: '0'.repeat(64),
    commonHash: commonHashOf(facts, terms, traits),
    state: 'sending',
    publishedAt: statedAt,
    sentAt: null,
    receivedAt: null,
    receiptEvidence: null,
    evidence: [],
    manualReceipts: [],
    receiptWaiting: false,
    contactProposals: [],
    proposalWaiting: false,
    takenOver: false,
    acknowledgements: [],
    attention: [],
    followUps: firstFollowUps(statedAt, terms.timeZone),
    deadlines: null,
    announcedEffectiveOn: null,
    effect: 'pending',
    inEffectSince: null,
    heldReasons: [],
    approvals: [],
    consent: null,
    messages: [],
    manualAnswers: [],
    answerWaiting: false,
    linksRevokedAt: null,
    version: 1,
    ...dates,
    ...sample.notice,
  };
  const sending: SendingRecord = {
    _id: '66a1b2c3d4e5f60718293a15',
    dedupeKey: 'notice:1',
    kind: sample.kind ?? 'notice',
    noticeId: notice._id,
    changeId: ids.changeId,
    agreementId: ids.agreementId,
    objectionId: null,
    detail: null,
    contactId: '66a1b2c3d4e5f60718293a14',
    to: 'postmottak@eksempel-kommune.example',
    toName: 'Postmottak, Eksempel kommune',
    locale: sample.locale ?? 'nb',
    messageId: '<66a1b2c3d4e5f60718293a15.notice@varsel.prosessor.example>',
    state: 'sending',
    statedAt: null,
    messageHash: null,
    attempts: [],
    nextAttemptAt: null,
    leaseOwner: 'worker-1',
    leaseUntil: null,
    createdAt: statedAt,
    staffUserId: null,
    finishedAt: null,
    ...sample.sending,
  };
  return {
    sending,
    notice,
    change: null,
    addressee: { agreementReference: facts.agreementReference, controllerName: facts.controllerName, contactName: sending.toName },
    terms,
    contacts: [{ id: '66a1b2c3d4e5f60718293a14', email: 'postmottak@eksempel-kommune.example' }],
    objection: sample.objection ?? null,
    question: sample.question ?? null,
    deadlines: computeDeadlines({ terms, traits, starts, clause: facts.clause }),
    statedAt,
    link,
    code: null,
    repeat: false,
    ...sample.input,
  };
}

export function sampleQuestion(different: Partial<QuestionRecord> = {}): QuestionRecord {
  return {
    _id: '66a1b2c3d4e5f60718293a30',
    reference: 'SPM-7K3M-9QPX',
    dedupeKey: '0'.repeat(64),
    noticeId: '66a1b2c3d4e5f60718293a11',
    changeId: '66a1b2c3d4e5f60718293a10',
    agreementId: '66a1b2c3d4e5f60718293a12',
    controllerId: '66a1b2c3d4e5f60718293a13',
    open: true,
    text: 'Hvem har tilgang til opptakene?\n\nOg hvor lenge?',
    askedBy: { name: 'Rådgiver', title: 'Personvernkontakt', contactId: '66a1b2c3d4e5f60718293a14' },
    askedAt: statedAt,
    dueOn: '2026-06-09',
    answer: null,
    version: 1,
    createdAt: statedAt,
    updatedAt: statedAt,
    ...different,
  };
}

export function sampleDocument(access: ToldDocument['access']): ToldDocument {
  return {
    documentId: '66a1b2c3d4e5f60718293a40',
    name: `${access}.pdf`,
    sha256: '4'.repeat(64),
    kind: access === 'open' ? 'contract' : 'transferAssessment',
    title: { nb: 'Vurderingen', en: 'The assessment' },
    language: 'nb',
    access,
  };
}

export function sampleDocumentRequest(different: Partial<DocumentRequestRecord> = {}): DocumentRequestRecord {
  const { reference: _reference, text: _text, answer: _answer, ...asked } = sampleQuestion();
  return {
    ...asked,
    reference: 'DOK-7K3M-9QPX',
    documents: [sampleDocument('onRequest')],
    reason: 'Vi fører kontroll.',
    decision: null,
    ...different,
  };
}

export function sampleObjection(different: Partial<ObjectionRecord> = {}): ObjectionRecord {
  const receivedAt = new Date('2026-06-16T21:59:59Z');
  return {
    _id: '66a1b2c3d4e5f60718293a20',
    reference: 'INN-7K3M-9QPX',
    noticeId: '66a1b2c3d4e5f60718293a11',
    changeId: '66a1b2c3d4e5f60718293a10',
    revision: 1,
    agreementId: '66a1b2c3d4e5f60718293a12',
    state: 'submitted',
    open: true,
    late: false,
    receivedAt,
    grounds: [
      {
        at: receivedAt,
        text: 'Vi kan ikke godta dette.\n\nOpptakene gjelder elever.',
        name: 'Rådgiver',
        title: 'Personvernkontakt',
        contactId: '66a1b2c3d4e5f60718293a14',
        enteredBy: null,
        entry: null,
        documentIds: [],
      },
    ],
    history: [{ at: receivedAt, event: 'object', from: null, to: 'submitted', by: 'Rådgiver', reason: null }],
    answerBy: null,
    proposals: [],
    outcome: null,
    proceedsFrom: null,
    countsUntil: null,
    pending: null,
    agreementEndsOn: null,
    standsAsked: null,
    stages: null,
    version: 1,
    createdAt: receivedAt,
    updatedAt: receivedAt,
    ...different,
  };
}
