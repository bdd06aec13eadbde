import { type ClientSession, trusted } from 'mongoose';
import type { Actor } from '../domain/actor';
import { joinPersonal, splitPersonal } from '../domain/audit/personalPart';
import type { AuditEventRecord, StoredAuditEvent } from './auditEvent.model';
import { newId } from './id';
import { insertAll } from './insertAll';
import type { Models } from './models';
import { type Page, type PageRequest, pageOf } from './page';

/** What an act says of itself; ids that do not apply are left out. */
export interface NewAuditEvent {
  at: Date;
  type: string;
  actor: Actor;
  subject: { kind: string; id: string };
  changeId?: string | null;
  noticeId?: string | null;
  agreementId?: string | null;
  controllerId?: string | null;
  objectionId?: string | null;
  subprocessorId?: string | null;
  facts?: Record<string, unknown>;
}

export interface AuditFilter {
  changeId?: string;
  agreementId?: string;
  noticeId?: string;
  after?: string;
  limit: number;
}

/** A stored event with its personal part, or what is left of it, in place. */
export function wholeEvent({ personal, unchained: _unchained, ...event }: StoredAuditEvent): AuditEventRecord {
  return { ...event, ...joinPersonal({ ...event, personal: personal ?? null }) };
}

export function createAuditEventRepository(models: Models) {
  function toRecord(event: NewAuditEvent): StoredAuditEvent {
    return {
      _id: newId(),
      at: event.at,
      recordedAt: new Date(),
      type: event.type,
      subject: event.subject,
      changeId: event.changeId ?? null,
      noticeId: event.noticeId ?? null,
      agreementId: event.agreementId ?? null,
      controllerId: event.controllerId ?? null,
      objectionId: event.objectionId ?? null,
      subprocessorId: event.subprocessorId ?? null,
      ...splitPersonal({ actor: event.actor, facts: event.facts ?? {} }),
      unchained: true,
    };
  }
  return {
    /** Inserts events in the act's own transaction. */
    async record(events: NewAuditEvent | NewAuditEvent[], session: ClientSession): Promise<void> {
      const list = Array.isArray(events) ? events : [events];
      await insertAll(models.auditEvents, list.map(toRecord), session);
    },
    /** Oldest first, `limit` at most, after the event with id `after`. */
    async list({ after, limit, ...filter }: AuditFilter): Promise<AuditEventRecord[]> {
      const query: Record<string, unknown> = { ...filter };
      for (const key of Object.keys(query)) if (query[key] === undefined) delete query[key];
      if (after) query._id = trusted({ $gt: after });
      const rows = await models.auditEvents.find(query).sort({ _id: 1 }).limit(limit).lean<StoredAuditEvent[]>();
      return rows.map(wholeEvent);
    },
    /** Newest first, over everything or of one change, agreement or subprocessor, before the event with id `cursor`. */
    async listNewest({
      limit,
      cursor,
      ...filter
    }: PageRequest & { changeId?: string; agreementId?: string; subprocessorId?: string }): Promise<Page<AuditEventRecord>> {
      const query: Record<string, unknown> = Object.fromEntries(Object.entries(filter).filter(([, id]) => id !== undefined));
      if (cursor) query._id = trusted({ $lt: cursor });
      const rows = await models.auditEvents
        .find(query)
        .sort({ _id: -1 })
        .limit(limit + 1)
        .lean<StoredAuditEvent[]>();
      return pageOf(rows.map(wholeEvent), limit);
    },
    /** Newest first. */
    async latest(limit: number): Promise<AuditEventRecord[]> {
      const rows = await models.auditEvents.find({}).sort({ _id: -1 }).limit(limit).lean<StoredAuditEvent[]>();
      return rows.map(wholeEvent);
    },
  };
}
