import type { ChangeRecord } from '../../data/change.model';
import { type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { closeNotices } from '../delivery/closeNotices';
import { allowStep, type ChangeAct, saveStep } from './stepChange';

/**
 * Takes a change back, from any state before completion. After publication a reason is needed, everybody who was notified is told, and nothing
 * more takes effect; where it is in effect already it stays.
 */
export async function withdrawChange(context: WorkflowContext, act: ChangeAct): Promise<Outcome<ChangeRecord>> {
  const step = await allowStep(context, act, 'withdraw');
  if (!step.ok) return step;
  const { change, next } = step.value;
  if (change.status === 'published' && !act.note?.trim()) {
    const detail = {
      nb: 'Skriv hvorfor endringen trekkes tilbake. De berørte får vite det.',
      en: 'Say why the change is withdrawn. Those affected are told.',
    };
    return refuse('note-missing', { errors: [{ pointer: '/note', code: 'required', detail }] });
  }
  const withdrawn = await saveStep(context, {
    act,
    event: 'withdraw',
    changed: { ...change, status: next, proposed: null, withdrawnAt: act.now, withdrawnReason: act.note ?? null },
  });
  if (withdrawn.ok && change.status === 'published') await closeNotices(context, { changeId: change._id, now: act.now });
  return withdrawn;
}
