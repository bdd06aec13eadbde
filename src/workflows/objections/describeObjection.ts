import type { AgreementRecord } from '../../data/agreement.model';
import type { ChangeRecord } from '../../data/change.model';
import type { ControllerRecord } from '../../data/controller.model';
import type { DocumentFacts } from '../../data/document.repository';
import type { NoticeRecord } from '../../data/notice.model';
import type { ObjectionRecord } from '../../data/objection.model';
import type { ObjectionWorkRecord } from '../../data/objectionWork.model';
import type { PersonActor } from '../../domain/actor';
import { type EntryAct, type EntryRefusalCode, entryActs } from '../../domain/objection/entry';
import { allowedEvents, type RefusalCode } from '../../domain/objection/objectionMachine';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { loadParties } from '../delivery/controllerMail';
import { refusalOfEntry } from './checkEntry';
import { type StaffEvent, staffEvents } from './decideObjection';
import { objectionFactsOf } from './objectionFacts';

interface AllowedEvent {
  event: StaffEvent;
  allowed: boolean;
  /** Why not. */
  code: RefusalCode | null;
}

export interface DescribedObjection {
  objection: ObjectionRecord;
  notice: NoticeRecord;
  change: ChangeRecord;
  agreement: AgreementRecord;
  controller: ControllerRecord;
  allowed: AllowedEvent[];
  /** What this person can do with the entry that waits, or why not. */
  entry: { act: EntryAct; code: EntryRefusalCode | null }[];
  /** Everything attached, oldest first, without the bytes. */
  documents: DocumentFacts[];
  work: ObjectionWorkRecord;
}

/** One objection with all it is about, and for each of the staff's events whether it is possible now, or why not. */
export async function describeObjection(
  context: WorkflowContext,
  { objectionId, actor, now }: { objectionId: string; actor: PersonActor; now: Date },
): Promise<Outcome<DescribedObjection>> {
  const objection = await context.data.objections.find(objectionId);
  if (!objection) return refuse('not-found');
  const { data } = context;
  const [parties, change, documents, work] = await Promise.all([
    loadParties(context, objection.noticeId),
    data.changes.find(objection.changeId),
    data.documents.listOfObjections([objectionId]),
    data.objectionWork.find(objectionId),
  ]);
  if (!parties || !change) throw new Error(`objection ${objectionId} lost its notice or change`);
  const facts = objectionFactsOf({ objection, notice: parties.notice, actorPersonId: actor.personId, now });
  const allowances = allowedEvents(objection.state, facts);
  const allowed = staffEvents.map((event): AllowedEvent => {
    const allowance = allowances[event];
    return { event, allowed: allowance.allowed, code: allowance.allowed ? null : allowance.code };
  });
  const entry = entryActs.map((act) => ({ act, code: refusalOfEntry(act, objection, actor.personId) ?? null }));
  return done({ objection, change, ...parties, allowed, entry, documents, work });
}
