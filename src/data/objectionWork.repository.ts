import { type ClientSession, trusted } from 'mongoose';
import type { Models } from './models';
import type { ObjectionNote, ObjectionWorkRecord } from './objectionWork.model';

/** The record of an objection that nobody has worked with. */
export function untouchedWork(objectionId: string): ObjectionWorkRecord {
  return { _id: objectionId, assignedTo: null, dueOn: null, notes: [], version: 0, updatedAt: new Date(0) };
}

export function createObjectionWorkRepository(models: Models) {
  return {
    /** Of an objection that nobody has worked with, the record that says so. */
    async find(objectionId: string, session: ClientSession | null = null): Promise<ObjectionWorkRecord> {
      const found = await models.objectionWork.findById(objectionId).session(session).lean<ObjectionWorkRecord>();
      return found ?? untouchedWork(objectionId);
    },
    /** Only of those that somebody has worked with. */
    async findMany(objectionIds: string[]): Promise<ObjectionWorkRecord[]> {
      return models.objectionWork.find({ _id: trusted({ $in: objectionIds }) }).lean<ObjectionWorkRecord[]>();
    },
    /** Writes who has it and by when, if nobody else has since `version`; false when somebody has. */
    async plan(
      { _id, assignedTo, dueOn, version }: Pick<ObjectionWorkRecord, '_id' | 'assignedTo' | 'dueOn' | 'version'>,
      updatedAt: Date,
      session: ClientSession,
    ): Promise<boolean> {
      const written = { assignedTo, dueOn, version: version + 1, updatedAt };
      if (version > 0) {
        const result = await models.objectionWork.updateOne({ _id, version }, { $set: written }, { session });
        return result.modifiedCount === 1;
      }
      const result = await models.objectionWork.updateOne({ _id, version: 0 }, { $set: written }, { session });
      if (result.modifiedCount === 1) return true;
      if (await models.objectionWork.exists({ _id }).session(session)) return false;
      await models.objectionWork.create([{ _id, notes: [], ...written }], { session });
      return true;
    },
    /** Adds a note; two at once are both kept. */
    async addNote(objectionId: string, note: ObjectionNote, session: ClientSession): Promise<void> {
      await models.objectionWork.updateOne(
        { _id: objectionId },
        { $push: { notes: note }, $set: { updatedAt: note.at }, $setOnInsert: { assignedTo: null, dueOn: null, version: 0 } },
        { session, upsert: true },
      );
    },
  };
}
