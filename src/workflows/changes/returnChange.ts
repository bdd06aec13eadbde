import type { ChangeRecord } from '../../data/change.model';
import { type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { isOfRevision, returnRevision } from '../revisions/stepRevision';
import { allowStep, type ChangeAct, saveStep } from './stepChange';

/** Gives a change in review back to its authors, with a note that says why. */
export async function returnChange(context: WorkflowContext, act: ChangeAct): Promise<Outcome<ChangeRecord>> {
  const step = await allowStep(context, act, 'return');
  if (!step.ok) return step;
  if (!act.note?.trim()) {
    const detail = { nb: 'Skriv hva som må endres.', en: 'Say what has to change.' };
    return refuse('note-missing', { errors: [{ pointer: '/note', code: 'required', detail }] });
  }
  if (isOfRevision(step.value)) return returnRevision(context, act, step.value);
  return saveStep(context, { act, event: 'return', changed: { ...step.value.change, status: step.value.next } });
}
