import type { AgreementRecord } from '../../data/agreement.model';
import type { ChangeRecord } from '../../data/change.model';
import type { ControllerRecord } from '../../data/controller.model';
import type { NoticeRecord } from '../../data/notice.model';
import type { ObjectionRecord } from '../../data/objection.model';
import type { PersonActor } from '../../domain/actor';
import { allowedEvents, type RefusalCode } from '../../domain/objection/objectionMachine';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { loadParties } from '../delivery/controllerMail';
import { type StaffEvent, staffEvents } from './decideObjection';
import { objectionFactsOf } from './objectionFacts';

export interface AllowedEvent {
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
}

/** One objection with all it is about, and for each of the staff's events whether it is possible now, or why not. */
export async function describeObjection(
  context: WorkflowContext,
  { objectionId, actor, now }: { objectionId: string; actor: PersonActor; now: Date },
): Promise<Outcome<DescribedObjection>> {
  const objection = await context.data.objections.find(objectionId);
  if (!objection) return refuse('not-found');
  const [parties, change] = await Promise.all([loadParties(context, objection.noticeId), context.data.changes.find(objection.changeId)]);
  if (!parties || !change) throw new Error(`objection ${objectionId} lost its notice or change`);
  const facts = objectionFactsOf({ objection, notice: parties.notice, actorPersonId: actor.personId, now });
  const allowances = allowedEvents(objection.state, facts);
  const allowed = staffEvents.map((event): AllowedEvent => {
    const allowance = allowances[event];
    return { event, allowed: allowance.allowed, code: allowance.allowed ? null : allowance.code };
  });
  return done({ objection, change, ...parties, allowed });
}
