import type { ClientSession } from 'mongoose';
import type { SendingRecord } from '../../data/sending.model';
import { done, type Outcome } from '../../domain/outcome';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';
import { enqueueAwaitedMail } from './enqueueMail';

/** What an act wrote, and the mail that tells of it. */
export interface ActWithMail<T> {
  value: T;
  mail: SendingRecord[];
}

/** Runs an act in one transaction with the mail that tells of it, which is enqueued after the commit; when the act refuses, nothing is written. */
export async function actWithMail<T>(
  context: WorkflowContext,
  act: (session: ClientSession) => Promise<Outcome<ActWithMail<T>>>,
): Promise<Outcome<T>> {
  const outcome = await allOrNothing(context, async (session) => {
    const acted = await act(session);
    if (acted.ok) await context.data.sendings.insertMany(acted.value.mail, session);
    return acted;
  });
  if (!outcome.ok) return outcome;
  const { value, mail } = outcome.value;
  const ids = mail.map(({ _id }) => _id);
  await enqueueAwaitedMail(context, ids);
  return done(value);
}
