import { z } from 'zod';
import type { ObjectionEntry } from '../../../data/objection.model';
import { entryActs, entryEvents, entryStates } from '../../../domain/objection/entry';
import { objectionEvents, objectionStates } from '../../../domain/objection/objectionTable';
import { dpoEvents } from '../../../schemas/objections';
import { documentAudience, documentType } from '../../../schemas/uploads';
import type { DescribedObjection } from '../../../workflows/objections/describeObjection';
import { stagesView, viewStages } from './stagesView';
import { day, moment, momentOf, momentOrNull, recordId, wholeNumber } from './wire';

export const objectionView = z
  .object({
    id: recordId,
    reference: z.string().meta({ description: 'What the controller was given' }),
    changeId: recordId,
    agreementId: recordId,
    noticeId: recordId,
    state: z.enum(objectionStates),
    late: z.boolean(),
    receivedAt: moment,
    grounds: z.string().meta({ description: 'Everything that was written, oldest first' }),
    statements: z.array(
      z.object({
        at: moment,
        text: z.string(),
        name: z.string(),
        title: z.string(),
        channel: z.string().nullable(),
        enteredBy: z.string().nullable(),
        entry: z
          .object({
            state: z.enum(entryStates),
            checkedBy: z.string().nullable(),
            proposed: z
              .object({
                what: z.enum(['correct', 'strikeOut']),
                receivedAt: moment.nullable(),
                reason: z.string(),
                by: z.string(),
                at: moment,
              })
              .nullable()
              .meta({ description: 'Found wrong by one person; counts once another agrees' }),
            reason: z.string().nullable(),
          })
          .nullable()
          .meta({ description: 'Of one that came by mail, letter or phone: whether another person has confirmed it' }),
        documentIds: z.array(recordId),
      }),
    ),
    history: z.array(
      z.object({
        at: moment,
        event: z.enum([...objectionEvents, ...entryEvents]),
        from: z.enum(objectionStates).nullable(),
        to: z.enum(objectionStates),
        by: z.string(),
        reason: z.string().nullable(),
      }),
    ),
    allowed: z.array(z.enum(dpoEvents)).meta({ description: 'What the DPO can do now' }),
    entryActs: z
      .array(z.enum(entryActs))
      .meta({ description: 'What this person can do with an entry that waits: `POST /objections/{id}/entry`' }),
    answerBy: day.nullable(),
    proposals: z.array(
      z.object({
        id: z.string(),
        at: moment,
        text: z.string(),
        effectiveOn: day.nullable(),
        drop: z.boolean(),
        answer: z.enum(['accepted', 'declined']).nullable(),
        answeredAt: moment.nullable(),
        counter: z
          .object({ text: z.string(), effectiveOn: day.nullable(), documentIds: z.array(recordId) })
          .nullable()
          .meta({ description: 'What the controller proposed instead when it declined' }),
        documentIds: z.array(recordId),
        lapsedAt: moment.nullable().meta({ description: 'A correction of the change came before the answer' }),
      }),
    ),
    pending: z
      .object({ event: z.enum(['terminate', 'dismiss']), by: z.string(), at: moment, reason: z.string(), endsOn: day.nullable() })
      .nullable()
      .meta({ description: 'Decided by one person, waiting for another to confirm it' }),
    standsAsked: z
      .object({ revision: wholeNumber, at: moment, confirmedAt: moment.nullable() })
      .nullable()
      .meta({ description: 'A correction took it along, and the controller was asked whether it stands; silence: it stands' }),
    stages: stagesView.nullable().meta({ description: 'The time limits that follow the objection (`afterObjection` in the terms)' }),
    outcome: z.enum(['proceeds', 'dropped']).nullable(),
    proceedsFrom: day.nullable(),
    agreementEndsOn: day.nullable(),
    documents: z.array(
      z.object({
        id: recordId,
        name: z.string(),
        type: documentType,
        size: wholeNumber,
        sha256: z.string(),
        audience: documentAudience,
        uploadedBy: z.string(),
        at: moment,
      }),
    ),
    work: z
      .object({
        assignedTo: z.object({ personId: z.string(), name: z.string() }).nullable(),
        dueOn: day.nullable().meta({ description: 'What the staff has set; null: what the terms say' }),
        notes: z.array(z.object({ at: moment, by: z.string(), text: z.string() })),
        version: wholeNumber,
      })
      .meta({ description: 'How the staff works with it; the controller never sees it' }),
    version: wholeNumber,
  })
  .meta({ id: 'Objection' });

export function viewObjection({
  objection,
  allowed,
  entry,
  documents,
  work,
}: Pick<DescribedObjection, 'objection' | 'allowed' | 'entry' | 'documents' | 'work'>): z.infer<typeof objectionView> {
  const { pending } = objection;
  return {
    id: objection._id,
    reference: objection.reference,
    changeId: objection.changeId,
    agreementId: objection.agreementId,
    noticeId: objection.noticeId,
    state: objection.state,
    late: objection.late,
    receivedAt: momentOf(objection.receivedAt),
    grounds: objection.grounds.map(({ text }) => text).join('\n\n'),
    statements: objection.grounds.map(({ at, text, name, title, enteredBy, entry, documentIds }) => ({
      at: momentOf(at),
      text,
      name,
      title,
      channel: enteredBy?.channel ?? null,
      enteredBy: enteredBy?.name ?? null,
      entry: entry && viewEntry(entry),
      documentIds,
    })),
    history: objection.history.map(({ at, event, from, to, by, reason }) => ({ at: momentOf(at), event, from, to, by, reason })),
    allowed: allowed.flatMap((each) => (each.allowed ? [each.event] : [])),
    entryActs: entry.flatMap(({ act, code }) => (code === null ? [act] : [])),
    answerBy: objection.answerBy,
    proposals: objection.proposals.map(({ id, at, text, effectiveOn, drop, answer, answeredAt, counter, documentIds, lapsedAt }) => ({
      id,
      at: momentOf(at),
      text,
      effectiveOn,
      drop,
      answer,
      answeredAt: momentOrNull(answeredAt),
      counter,
      documentIds,
      lapsedAt: momentOrNull(lapsedAt),
    })),
    pending: pending && {
      event: pending.event,
      by: pending.byName,
      at: momentOf(pending.at),
      reason: pending.reason,
      endsOn: pending.endsOn,
    },
    standsAsked: objection.standsAsked && {
      revision: objection.standsAsked.revision,
      at: momentOf(objection.standsAsked.at),
      confirmedAt: momentOrNull(objection.standsAsked.confirmedAt),
    },
    stages: objection.stages && viewStages(objection.stages),
    outcome: objection.outcome,
    proceedsFrom: objection.proceedsFrom,
    agreementEndsOn: objection.agreementEndsOn,
    documents: documents.map((document) => ({
      id: document._id,
      name: document.name,
      type: document.type,
      size: document.size,
      sha256: document.sha256,
      audience: document.audience,
      uploadedBy: document.uploadedBy.name,
      at: momentOf(document.at),
    })),
    work: {
      assignedTo: work.assignedTo && { personId: work.assignedTo.personId, name: work.assignedTo.name },
      dueOn: work.dueOn,
      notes: work.notes.map(({ at, by, text }) => ({ at: momentOf(at), by: by.name, text })),
      version: work.version,
    },
    version: objection.version,
  };
}

function viewEntry({ state, checkedBy, proposed, reason }: ObjectionEntry) {
  return {
    state,
    checkedBy: checkedBy?.name ?? null,
    proposed: proposed && {
      what: proposed.what,
      receivedAt: momentOrNull(proposed.receivedAt),
      reason: proposed.reason,
      by: proposed.byName,
      at: momentOf(proposed.at),
    },
    reason,
  };
}
