import type { ClientSession } from 'mongoose';
import type { Outcome } from '../domain/outcome';
import type { WorkflowContext } from './context';

/** Runs `work` in one transaction; when it refuses, whatever it had written by then is taken back. */
export async function allOrNothing<T>(
  context: Pick<WorkflowContext, 'inTransaction'>,
  work: (session: ClientSession) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const takeBack = new Error('refused');
  let refused: Outcome<T> | undefined;
  try {
    return await context.inTransaction(async (session) => {
      const outcome = await work(session);
      if (outcome.ok) return outcome;
      refused = outcome;
      throw takeBack;
    });
  } catch (error) {
    if (error === takeBack && refused) return refused;
    throw error;
  }
}
