import type { Connection } from 'mongoose';
import { fillAdequacyList } from './fillAdequacyList';
import { startChainedClocks } from './startChainedClocks';

/** One step that takes an older record to today's shape. It may be cut off and run again, so it must stand that. */
export interface Migration {
  /** Rises; never used again. */
  id: string;
  up(connection: Connection): Promise<void>;
}

/** In the order they run. A release that changes what is stored adds one; none is ever edited after it was released. */
export const migrations: Migration[] = [
  {
    id: '0001-collections',
    // Transactions cannot make collections on every server that we support.
    up: createMissingCollections,
  },
  {
    id: '0002-follow-ups',
    // Notices from before their instants were stored are looked at by the first sweep, which counts them.
    async up(connection) {
      await createMissingCollections(connection);
      const instants = { presumedAt: null, unconfirmedAt: null, secondContactAt: null, remindAt: null, nextAt: new Date(1) };
      await connection.collection('notices').updateMany({ followUps: { $exists: false } }, [
        {
          $set: {
            attention: { $ifNull: ['$attention', []] },
            receiptWaiting: false,
            contactProposals: [],
            proposalWaiting: false,
            takenOver: false,
            followUps: { ...instants, secondContactDone: false, remindedAt: null, reminders: 0 },
          },
        },
      ]);
      await connection.collection('changes').updateMany({ takenOver: { $exists: false } }, { $set: { takenOver: null } });
      await connection.collection('agreements').updateMany({ noticesDue: { $exists: false } }, { $set: { noticesDue: false } });
    },
  },
  { id: '0003-delivery-reports', up: createMissingCollections },
  {
    id: '0004-contacts-confirmed',
    // Whoever registered an address vouched for it then.
    async up(connection) {
      const contact = {
        $mergeObjects: [
          { confirmedAt: '$createdAt', checkAt: { $dateAdd: { startDate: '$createdAt', unit: 'year', amount: 1 } } },
          '$$contact',
        ],
      };
      await connection
        .collection('controllers')
        .updateMany({ contacts: { $elemMatch: { checkAt: { $exists: false } } } }, [
          { $set: { contacts: { $map: { input: '$contacts', as: 'contact', in: contact } } } },
        ]);
    },
  },
  {
    id: '0005-audit-chain',
    // Events from before the chain get their numbers like new ones; the sequencer takes what is personal out of them.
    async up(connection) {
      await createMissingCollections(connection);
      await connection
        .collection('auditEvents')
        .updateMany({ seq: { $exists: false }, unchained: { $exists: false } }, { $set: { unchained: true } });
    },
  },
  {
    id: '0006-mail-in-groups',
    // A notice from before shares nothing that was hashed by itself: its own hash makes it a group of one. Its mail had no name frozen in it.
    async up(connection) {
      await connection.collection('notices').updateMany({ commonHash: { $exists: false } }, [{ $set: { commonHash: '$contentHash' } }]);
      await connection.collection('sendings').updateMany({ toName: { $exists: false } }, { $set: { toName: '' } });
      // It held `effect`, and would be worked out anew for each of a hundred thousand effects.
      await dropIndex(connection, 'notices', 'of_change');
    },
  },
  {
    id: '0007-objection-desk',
    // Only the staff could attach a file, and only to a notice. What was entered of an objection that is still open waits for a second person like any other
    // entry; of one that has ended nobody could correct anything any more.
    async up(connection) {
      await createMissingCollections(connection);
      await connection.collection('documents').updateMany({ audience: { $exists: false } }, [
        {
          $set: {
            audience: 'processor',
            uploadedBy: { $mergeObjects: [{ kind: 'person' }, '$uploadedBy'] },
            about: { noticeId: '$about.noticeId', objectionId: null, changeId: null, agreementId: null },
          },
        },
      ]);
      const waiting = { state: 'waiting', enteredAt: '$createdAt', checkedBy: null, proposed: null, reason: null };
      const entered = { $and: ['$open', { $gt: ['$$each.enteredBy', null] }] };
      const statement = { $mergeObjects: [{ documentIds: [], entry: { $cond: [entered, waiting, null] } }, '$$each'] };
      const proposal = { $mergeObjects: [{ documentIds: [], counter: null }, '$$each'] };
      await connection.collection('objections').updateMany({ 'grounds.documentIds': { $exists: false } }, [
        {
          $set: {
            grounds: { $map: { input: '$grounds', as: 'each', in: statement } },
            proposals: { $map: { input: '$proposals', as: 'each', in: proposal } },
          },
        },
      ]);
    },
  },
  {
    id: '0008-approvals-and-consents',
    async up(connection) {
      await createMissingCollections(connection);
      await connection.collection('agreements').updateMany({ description: { $exists: false } }, { $set: { description: null } });
      // Nobody could record a stop order or a consent before, so only what is new is missing.
      await connection
        .collection('notices')
        .updateMany({ messages: { $exists: false } }, { $set: { messages: [], manualAnswers: [], answerWaiting: false } });
    },
  },
  {
    id: '0009-revisions',
    // What was published before is its change's first revision, and every notice is of it. The content of a notice is left as it is: its hash is over it.
    async up(connection) {
      const first = { at: '$publishedAt', material: true, reasonForRevision: null };
      await connection.collection('changes').updateMany({ noticesRevision: { $exists: false } }, [
        {
          $set: {
            noticesRevision: '$revision',
            publication: { $cond: [{ $eq: [{ $ifNull: ['$publishedAt', null] }, null] }, null, first] },
            proposed: null,
            revisions: [],
          },
        },
      ]);
      await connection
        .collection('notices')
        .updateMany({ corrections: { $exists: false } }, { $set: { corrections: [], supersededBy: null, carriedObjection: null } });
      await connection.collection('objections').updateMany({ standsAsked: { $exists: false } }, [
        {
          $set: {
            standsAsked: null,
            proposals: {
              $map: { input: '$proposals', as: 'proposal', in: { $mergeObjects: [{ lapsedAt: null }, '$$proposal'] } },
            },
          },
        },
      ]);
    },
  },
  {
    id: '0010-direct-relations',
    async up(connection) {
      await connection.collection('agreements').updateMany({ directRelations: { $exists: false } }, { $set: { directRelations: [] } });
    },
  },
  {
    id: '0011-staff-mail-and-retention',
    // Whoever has no access today left today, as far as anybody knows.
    async up(connection) {
      await createMissingCollections(connection);
      const users = connection.collection('users');
      await users.updateMany({ digest: { $exists: false } }, { $set: { digest: true } });
      await users.updateMany({ disabledAt: { $exists: false }, disabled: true }, { $set: { disabledAt: new Date() } });
      await users.updateMany({ disabledAt: { $exists: false } }, { $set: { disabledAt: null } });
      await connection.collection('agreements').updateMany({ retentionHold: { $exists: false } }, { $set: { retentionHold: null } });
      const sendings = connection.collection('sendings');
      await sendings.updateMany(
        { staffUserId: { $exists: false }, kind: { $in: ['oneTimeCode', 'reminder', 'approvalReminder', 'contactCheck'] } },
        { $set: { bodyKept: true } },
      );
      await sendings.updateMany({ staffUserId: { $exists: false } }, { $set: { staffUserId: null } });
      // It let readings go after a year.
      await dropIndex(connection, 'accessLog', 'expires');
    },
  },
  {
    id: '0013-chained-clocks',
    // Objections under such terms were there before their clocks were kept: they run from the objection, and from the first proposal as the answer.
    up: startChainedClocks,
  },
  {
    id: '0014-documents-of-changes',
    // Whatever was attached before was no document of a change, and no change had any.
    async up(connection) {
      await createMissingCollections(connection);
      await connection.collection('documents').updateMany({ ofChange: { $exists: false } }, { $set: { ofChange: null } });
      await connection.collection('changes').updateMany({ documents: { $exists: false } }, { $set: { documents: [] } });
    },
  },
  {
    id: '0015-asked-again',
    // They let nobody ask the same again once it was answered. Those that took their place (indexes.ts) hold what is open apart.
    async up(connection) {
      await dropIndex(connection, 'questions', 'dedupeKey_unique');
      await dropIndex(connection, 'documentRequests', 'dedupeKey_unique');
    },
  },
  {
    id: '0016-direct-relations-by-two',
    // What one person recorded before counts as it did: nothing waited for another.
    async up(connection) {
      await connection
        .collection('agreements')
        .updateMany({ directRelationsWaiting: { $exists: false } }, { $set: { directRelationsWaiting: [] } });
    },
  },
  {
    id: '0017-readings-in-the-access-log',
    // Readings of documents were audit events too, found by an index of their own. The question whether to take a document away was logged as a reading of it.
    async up(connection) {
      await dropIndex(connection, 'auditEvents', 'readings_of_document');
      await connection
        .collection('accessLog')
        .updateMany({ kind: 'document', route: '/desk/changes/:id/documents/:documentId/take' }, { $set: { kind: 'change' } });
    },
  },
  { id: '0018-adequacy-list', up: fillAdequacyList },
  {
    id: '0019-rows-checked',
    // Forgotten by 0002, which brought it. Without it a change was checked for missing notices all the same.
    async up(connection) {
      await connection.collection('changes').updateMany({ rowsChecked: { $exists: false } }, { $set: { rowsChecked: null } });
    },
  },
  {
    id: '0020-sendings-in-order',
    // Indexes that a claim wrote to made it cost five times as much (indexes.ts).
    async up(connection) {
      for (const name of ['waiting', 'leased', 'refused', 'body_kept', 'of_change']) await dropIndex(connection, 'sendings', name);
      await connection.collection('sendings').updateMany({ state: 'refused', to: { $gt: '' } }, { $set: { addressKept: true } });
    },
  },
  {
    id: '0021-fewer-indexes-of-sendings',
    // Every message paid for each of them when it was over; one took the place of three (indexes.ts).
    async up(connection) {
      for (const name of ['of_change', 'of_agreement', 'of_notice', 'address_kept']) await dropIndex(connection, 'sendings', name);
    },
  },
];

async function dropIndex(connection: Connection, collection: string, name: string): Promise<void> {
  const indexes = await connection.collection(collection).indexes();
  if (indexes.some((index) => index.name === name)) await connection.collection(collection).dropIndex(name);
}

async function createMissingCollections(connection: Connection): Promise<void> {
  const existing = new Set((await connection.listCollections()).map(({ name }) => name));
  const missing = Object.values(connection.models).filter((model) => !existing.has(model.collection.collectionName));
  await Promise.all(
    missing.map((model) =>
      model.createCollection().catch((error: { codeName?: string }) => {
        if (error.codeName !== 'NamespaceExists') throw error;
      }),
    ),
  );
}
