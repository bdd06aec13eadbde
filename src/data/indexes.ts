import type { Connection, IndexDefinition, IndexOptions } from 'mongoose';

interface NamedIndex {
  collection: string;
  fields: IndexDefinition;
  options: IndexOptions & { name: string };
}

/** Every index there is, in one place. Each has the query it serves, or the rule it keeps, beside it. Legal instants never have TTL indexes. */
export const indexes: NamedIndex[] = [
  // Rules
  { collection: 'agreements', fields: { reference: 1 }, options: { name: 'reference_unique', unique: true } },
  {
    collection: 'notices',
    fields: { changeId: 1, revision: 1, agreementId: 1 },
    options: { name: 'one_per_change_revision_and_agreement', unique: true },
  },
  { collection: 'notices', fields: { shortId: 1 }, options: { name: 'shortId_unique', unique: true } },
  { collection: 'sendings', fields: { dedupeKey: 1 }, options: { name: 'dedupeKey_unique', unique: true } },
  { collection: 'deliveryReports', fields: { dedupeKey: 1 }, options: { name: 'dedupeKey_unique', unique: true } },
  { collection: 'objections', fields: { reference: 1 }, options: { name: 'reference_unique', unique: true } },
  {
    collection: 'objections',
    fields: { noticeId: 1 },
    options: { name: 'one_open_per_notice', unique: true, partialFilterExpression: { open: true } },
  },
  {
    collection: 'annexEntries',
    fields: { agreementId: 1, subprocessorId: 1 },
    options: { name: 'one_in_force_per_agreement', unique: true, partialFilterExpression: { inForceUntil: null } },
  },
  { collection: 'questions', fields: { reference: 1 }, options: { name: 'reference_unique', unique: true } },
  {
    collection: 'questions',
    fields: { dedupeKey: 1 },
    options: { name: 'one_open_per_words', unique: true, partialFilterExpression: { open: true } },
  },
  { collection: 'documentRequests', fields: { reference: 1 }, options: { name: 'reference_unique', unique: true } },
  {
    collection: 'documentRequests',
    fields: { dedupeKey: 1 },
    options: { name: 'one_open_per_documents', unique: true, partialFilterExpression: { open: true } },
  },
  { collection: 'digests', fields: { userId: 1, day: 1 }, options: { name: 'one_per_user_and_day', unique: true } },
  { collection: 'users', fields: { email: 1 }, options: { name: 'email_unique', unique: true } },
  {
    collection: 'auditEvents',
    fields: { seq: 1 },
    options: { name: 'seq_unique', unique: true, partialFilterExpression: { seq: { $exists: true } } },
  },
  { collection: 'auditHeads', fields: { seq: 1 }, options: { name: 'seq_unique', unique: true } },
  // Look-ups
  { collection: 'controllers', fields: { organisationNumber: 1 }, options: { name: 'organisationNumber' } },
  { collection: 'controllers', fields: { name: 1 }, options: { name: 'name' } },
  { collection: 'controllers', fields: { 'contacts.checkAt': 1 }, options: { name: 'contacts_to_ask' } },
  { collection: 'controllers', fields: { 'contacts.confirmedAt': 1 }, options: { name: 'contacts_confirmed' } },
  { collection: 'agreements', fields: { controllerId: 1 }, options: { name: 'controller' } },
  { collection: 'agreements', fields: { services: 1, state: 1 }, options: { name: 'services' } },
  { collection: 'agreements', fields: { state: 1, endsOn: 1 }, options: { name: 'ending' } },
  {
    collection: 'agreements',
    fields: { 'retentionHold.at': 1 },
    options: { name: 'retention_hold', partialFilterExpression: { 'retentionHold.at': { $gt: new Date(0) } } },
  },
  { collection: 'subprocessors', fields: { organisationNumber: 1 }, options: { name: 'organisationNumber' } },
  { collection: 'subprocessors', fields: { slug: 1 }, options: { name: 'slug' } },
  { collection: 'subprocessors', fields: { parentId: 1 }, options: { name: 'parent' } },
  { collection: 'annexEntries', fields: { agreementId: 1, inForceFrom: 1 }, options: { name: 'of_agreement' } },
  { collection: 'annexEntries', fields: { subprocessorId: 1, inForceUntil: 1 }, options: { name: 'of_subprocessor' } },
  // Only suspended ones are in it.
  {
    collection: 'annexEntries',
    fields: { 'suspended.reasons': 1 },
    options: { name: 'suspended', partialFilterExpression: { 'suspended.on': { $exists: true } } },
  },
  {
    collection: 'agreements',
    fields: { 'stopOrder.at': 1 },
    options: { name: 'stopped', partialFilterExpression: { 'stopOrder.at': { $exists: true } } },
  },
  {
    collection: 'agreements',
    fields: { 'directRelationsWaiting.id': 1 },
    options: { name: 'direct_relations_waiting', partialFilterExpression: { 'directRelationsWaiting.id': { $exists: true } } },
  },
  { collection: 'annexLines', fields: { agreementId: 1, _id: 1 }, options: { name: 'of_agreement' } },
  { collection: 'changes', fields: { status: 1, plannedEffectiveOn: 1 }, options: { name: 'due' } },
  { collection: 'changes', fields: { subprocessorId: 1, status: 1 }, options: { name: 'of_subprocessor' } },
  // In order, so that a large change is read chunk by chunk. `effect` is left out on purpose: an update of an indexed field makes MongoDB work out the
  // keys of every index anew, which was half the cost of a hundred thousand effects (0.19 ms instead of 0.05 ms each, MongoDB 6.0).
  { collection: 'notices', fields: { changeId: 1, _id: 1 }, options: { name: 'of_change_in_order' } },
  { collection: 'notices', fields: { agreementId: 1, 'content.subprocessorId': 1 }, options: { name: 'of_agreement' } },
  {
    collection: 'notices',
    fields: { 'followUps.nextAt': 1 },
    // Nothing but dates is greater than a date. The queries say it too: only then does the server know that all they ask for is in the index.
    options: { name: 'follow_ups_due', partialFilterExpression: { 'followUps.nextAt': { $gt: new Date(0) } } },
  },
  {
    collection: 'notices',
    fields: { receiptWaiting: 1, _id: 1 },
    options: { name: 'receipts_waiting', partialFilterExpression: { receiptWaiting: true } },
  },
  {
    collection: 'notices',
    fields: { proposalWaiting: 1, _id: 1 },
    options: { name: 'proposals_waiting', partialFilterExpression: { proposalWaiting: true } },
  },
  {
    collection: 'notices',
    fields: { answerWaiting: 1, _id: 1 },
    options: { name: 'answers_waiting', partialFilterExpression: { answerWaiting: true } },
  },
  // Only notices that need an approval are in it.
  {
    collection: 'notices',
    fields: { 'approvals.state': 1, _id: 1 },
    options: { name: 'approvals', partialFilterExpression: { 'approvals.state': { $exists: true } } },
  },
  // Only notices that have had something to look at are in it.
  {
    collection: 'notices',
    fields: { 'attention.code': 1, _id: 1 },
    options: { name: 'attention', partialFilterExpression: { 'attention.code': { $exists: true } } },
  },
  {
    collection: 'agreements',
    fields: { noticesDue: 1 },
    options: { name: 'notices_due', partialFilterExpression: { noticesDue: true } },
  },
  // No index of `sendings` holds what a claim writes (`state`, `leaseUntil`, `statedAt`), for the reason given at `of_change_in_order`: a claim costs a fifth so.
  // What waits and what is on its way is in this one until it is over. Taking it out then makes MongoDB work out its keys in every other index too, so that each
  // index of `sendings` costs every message something: no two of them serve what one can.
  {
    collection: 'sendings',
    fields: { nextAttemptAt: 1 },
    options: { name: 'not_over', partialFilterExpression: { nextAttemptAt: { $gt: new Date(0) } } },
  },
  // Both fields are there only while a message waits: to see whether they are costs less than a condition. What waits because of us is in the first, as a rule
  // nothing; in the second the few that a person waits for, so that they are found among a hundred thousand that are due as well.
  { collection: 'sendings', fields: { 'heldUp.cause': 1, 'heldUp.since': 1 }, options: { name: 'held_up', sparse: true } },
  { collection: 'sendings', fields: { awaited: 1 }, options: { name: 'awaited', sparse: true } },
  // What retention looks for (src/workflows/retention): what has been erased is not in these any more. The first is also where alerts wait.
  {
    collection: 'sendings',
    fields: { kind: 1, createdAt: 1 },
    options: { name: 'body_kept', partialFilterExpression: { bodyKept: true } },
  },
  {
    collection: 'sendings',
    fields: { addressKept: 1 },
    // The field is there only while it is true, and to see whether it is there costs less than to ask for its value.
    options: { name: 'addresses_kept', sparse: true },
  },
  {
    collection: 'sendings',
    fields: { staffUserId: 1, kind: 1, createdAt: 1 },
    options: { name: 'to_staff', partialFilterExpression: { staffUserId: { $gt: '' } } },
  },
  {
    collection: 'deliveryReports',
    fields: { legalAt: 1 },
    options: { name: 'words_kept', partialFilterExpression: { words: { $gt: '' } } },
  },
  // Of one notice, and of an agreement beside its notices: those have none.
  { collection: 'sendings', fields: { noticeId: 1, agreementId: 1 }, options: { name: 'of_notice_or_agreement' } },
  {
    collection: 'deliveryReports',
    fields: { receivedAt: 1 },
    options: { name: 'waiting', partialFilterExpression: { outcome: 'waiting' } },
  },
  { collection: 'deliveryReports', fields: { sendingId: 1, receivedAt: 1 }, options: { name: 'of_sending' } },
  { collection: 'documentRequests', fields: { open: 1, dueOn: 1, _id: 1 }, options: { name: 'open' } },
  { collection: 'documentRequests', fields: { noticeId: 1, _id: 1 }, options: { name: 'of_notice' } },
  { collection: 'documentRequests', fields: { changeId: 1, _id: 1 }, options: { name: 'of_change' } },
  { collection: 'questions', fields: { open: 1, dueOn: 1, _id: 1 }, options: { name: 'open' } },
  { collection: 'questions', fields: { noticeId: 1, _id: 1 }, options: { name: 'of_notice' } },
  { collection: 'objections', fields: { open: 1, receivedAt: 1 }, options: { name: 'open' } },
  {
    collection: 'objections',
    fields: { 'stages.nextAt': 1 },
    options: { name: 'stages_due', partialFilterExpression: { open: true } },
  },
  { collection: 'objections', fields: { changeId: 1 }, options: { name: 'of_change' } },
  { collection: 'objections', fields: { agreementId: 1 }, options: { name: 'of_agreement' } },
  { collection: 'objections', fields: { noticeId: 1, _id: 1 }, options: { name: 'of_notice' } },
  { collection: 'auditEvents', fields: { changeId: 1, _id: 1 }, options: { name: 'of_change' } },
  { collection: 'auditEvents', fields: { agreementId: 1, _id: 1 }, options: { name: 'of_agreement' } },
  { collection: 'auditEvents', fields: { noticeId: 1, _id: 1 }, options: { name: 'of_notice' } },
  {
    collection: 'auditEvents',
    fields: { unchained: 1, _id: 1 },
    options: { name: 'unchained', partialFilterExpression: { unchained: true } },
  },
  {
    collection: 'auditHeads',
    fields: { filedAt: 1, seq: 1 },
    options: { name: 'to_file', partialFilterExpression: { filedAt: null } },
  },
  { collection: 'accessLog', fields: { ids: 1, _id: -1 }, options: { name: 'of_record' } },
  { collection: 'accessLog', fields: { personId: 1, _id: -1 }, options: { name: 'of_person' } },
  { collection: 'capturedMessages', fields: { to: 1, _id: 1 }, options: { name: 'to' } },
  { collection: 'capturedMessages', fields: { from: 1 }, options: { name: 'from' } },
  { collection: 'oneTimeCodes', fields: { noticeId: 1, act: 1 }, options: { name: 'of_act' } },
  { collection: 'documents', fields: { 'about.noticeId': 1 }, options: { name: 'of_notice' } },
  { collection: 'documents', fields: { 'about.objectionId': 1 }, options: { name: 'of_objection' } },
  { collection: 'documents', fields: { 'about.changeId': 1 }, options: { name: 'of_change' } },
  { collection: 'documents', fields: { 'about.agreementId': 1 }, options: { name: 'of_agreement' } },
  { collection: 'draftFiles', fields: { noticeId: 1, contactId: 1, _id: -1 }, options: { name: 'of_contact' } },
  // Real-time clean-up of what is no evidence
  { collection: 'draftFiles', fields: { expiresAt: 1 }, options: { name: 'expires', expireAfterSeconds: 0 } },
  {
    collection: 'accessLog',
    fields: { at: 1 },
    options: { name: 'expires_after_three_years', expireAfterSeconds: 3 * 365 * 24 * 60 * 60 },
  },
  { collection: 'formDrafts', fields: { expiresAt: 1 }, options: { name: 'expires', expireAfterSeconds: 0 } },
  { collection: 'idempotency', fields: { expiresAt: 1 }, options: { name: 'expires', expireAfterSeconds: 0 } },
  { collection: 'sessions', fields: { expires: 1 }, options: { name: 'expires', expireAfterSeconds: 0 } },
];

/** Makes every index that is missing; harmless to run again, and by several processes at once. */
export async function ensureIndexes(connection: Connection): Promise<void> {
  const byCollection = new Map<string, { key: IndexDefinition; name: string }[]>();
  for (const { collection, fields, options } of indexes) {
    byCollection.set(collection, [...(byCollection.get(collection) ?? []), { key: fields, ...options }]);
  }
  await Promise.all([...byCollection].map(([collection, wanted]) => connection.collection(collection).createIndexes(wanted as never)));
}
