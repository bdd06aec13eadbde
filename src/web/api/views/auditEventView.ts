import { z } from 'zod';
import type { AuditEventRecord } from '../../../data/auditEvent.model';
import type { Actor } from '../../../domain/actor';
import { moment, momentOf, recordId } from './wire';

const subjectIds = ['changeId', 'noticeId', 'agreementId', 'controllerId', 'objectionId', 'subprocessorId'] as const;

export const auditEventView = z
  .object({
    id: recordId,
    at: moment.meta({ description: 'Legal time' }),
    recordedAt: moment.meta({ description: 'Real time' }),
    type: z.string(),
    actor: z.object({
      kind: z.enum(['person', 'controller', 'system']),
      id: z.string(),
      name: z.string().nullable(),
      role: z.string().nullable(),
    }),
    subject: z.object({ kind: z.string(), id: z.string() }),
    changeId: recordId.nullable(),
    noticeId: recordId.nullable(),
    agreementId: recordId.nullable(),
    controllerId: recordId.nullable(),
    objectionId: recordId.nullable(),
    subprocessorId: recordId.nullable(),
    facts: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEvent' });

function viewActor(actor: Actor): z.infer<typeof auditEventView>['actor'] {
  switch (actor.kind) {
    case 'person':
      return { kind: 'person', id: actor.personId, name: actor.name, role: actor.role };
    case 'controller':
      return { kind: 'controller', id: actor.contactId, name: actor.name ?? null, role: null };
    case 'system':
      return { kind: 'system', id: actor.name, name: actor.name, role: null };
  }
}

export function viewAuditEvent(event: AuditEventRecord): z.infer<typeof auditEventView> {
  const ids = Object.fromEntries(subjectIds.map((name) => [name, event[name]])) as Record<(typeof subjectIds)[number], string | null>;
  return {
    id: event._id,
    at: momentOf(event.at),
    recordedAt: momentOf(event.recordedAt),
    type: event.type,
    actor: viewActor(event.actor),
    subject: { kind: event.subject.kind, id: event.subject.id },
    ...ids,
    facts: event.facts ?? {},
  };
}
