import type { PersonActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';
import { recordBelongsTo, retieRecord } from './tieRecord';

/**
 * Says that the portal has moved to this deployment's address, or that a copy of its record is to send mail by itself: from here on mail leaves from here and not
 * from the address before. Refuses `wrong-state` where it is so already, `stale-version` when somebody else did it at the same moment. `now` is legal time.
 */
export async function adoptRecord(
  context: Pick<WorkflowContext, 'data' | 'settings' | 'inTransaction'>,
  { actor, now }: { actor: PersonActor; now: Date },
): Promise<Outcome<{ from: string | null; to: string }>> {
  const { data, settings } = context;
  const moved = { from: await recordBelongsTo(data), to: settings.baseUrl };
  if (moved.from === moved.to) return refuse('wrong-state');
  return allOrNothing(context, async (session): Promise<Outcome<typeof moved>> => {
    if (!(await retieRecord(data, moved.to, session))) return refuse('stale-version');
    const subject = { kind: 'record', id: 'record' };
    await data.auditEvents.record({ at: now, type: 'record.adopted', actor, subject, facts: moved }, session);
    return done(moved);
  });
}
