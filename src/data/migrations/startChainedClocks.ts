import type { Connection } from 'mongoose';
import { statesThatShut } from '../../domain/objection/objectionTable';
import { type RunningStages, runStages } from '../../domain/objection/runningStages';
import { termsFor } from '../../domain/terms/termsFor';
import type { NoticeRecord } from '../notice.model';
import type { ObjectionRecord } from '../objection.model';

type Stored = { _id: string } & Omit<ObjectionRecord, 'stages'>;

/** Gives every objection its clocks, or none: `stages`. Those that hold a change back under terms with chained clocks count from when they were received. */
export async function startChainedClocks(connection: Connection): Promise<void> {
  const objections = connection.collection<Stored>('objections');
  const notices = connection.collection<NoticeRecord>('notices');
  const waiting = objections.find({ stages: { $exists: false }, open: true, state: { $in: [...statesThatShut] } });
  for await (const objection of waiting) {
    const notice = await notices.findOne({ _id: objection.noticeId });
    const stages = notice && stagesOf(objection, notice);
    if (stages) await objections.updateOne({ _id: objection._id, stages: { $exists: false } }, { $set: { stages } });
  }
  await objections.updateMany({ stages: { $exists: false } }, { $set: { stages: null } });
}

function stagesOf({ receivedAt, proposals }: Stored, { terms, traits, content }: NoticeRecord): RunningStages | null {
  return runStages(
    { terms: termsFor(terms, traits), clause: content.clause },
    {
      objectedAt: receivedAt,
      answeredAt: proposals[0]?.at ?? null,
      reply: null,
      answerRemindedAt: null,
      lapsedAt: null,
      terminationRemindedAt: null,
    },
  );
}
