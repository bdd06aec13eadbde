import type { ClientSession } from 'mongoose';
import type { NoticeRecord } from '../../data/notice.model';
import type { ObjectionRecord } from '../../data/objection.model';
import { decideObjection as decide } from '../../domain/objection/objectionMachine';
import type { WorkflowContext } from '../context';
import { loadParties } from '../delivery/controllerMail';
import { carryOutObjection } from './carryOutObjection';
import { objectionFactsOf } from './objectionFacts';

/** What the portal itself does to an objection: its change was withdrawn, or its agreement ended. Nothing where the table refuses it. */
export async function endObjection(
  context: WorkflowContext,
  session: ClientSession,
  {
    objection,
    notice,
    event,
    now,
  }: { objection: ObjectionRecord; notice: Pick<NoticeRecord, '_id'>; event: 'changeWithdrawn' | 'agreementEnded'; now: Date },
): Promise<void> {
  const parties = await loadParties(context, notice._id, session);
  if (!parties) throw new Error(`no notice ${notice._id}`);
  const decision = decide(objection.state, event, objectionFactsOf({ objection, notice: parties.notice, actorPersonId: null, now }));
  if (!decision.ok) return;
  // The mail that goes out with a withdrawal or an ended agreement says it all; here is only the record.
  const effects = decision.effects.filter(({ kind }) => kind !== 'tellContacts' && kind !== 'confirmToContacts');
  const actor = { kind: 'system', name: event } as const;
  await carryOutObjection(context, session, {
    objection,
    parties,
    act: { event, next: decision.next, effects, actor, actorName: 'Forvarsel', reason: null, now },
  });
}
