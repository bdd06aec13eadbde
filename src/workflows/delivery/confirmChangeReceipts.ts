import type { ClientSession } from 'mongoose';
import type { PersonActor } from '../../domain/actor';
import { type BothLanguages, done, type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { applyEffects } from '../gate/applyEffects';
import { confirmWaiting } from './confirmManualReceipt';
import { takesReceipts, waitingReceipt } from './manualReceipts';

const confirmedAtOnce = 50;
/** More than any change has had waiting at once. */
const mostWaiting = 100_000;

interface NamedReceipt {
  noticeId: string;
  receiptId: string;
}

/**
 * Confirms the manual receipts of a change that this person has read (`receiptIds`) and somebody else entered. What this person entered stays waiting and is counted;
 * when nothing else is named, that is refused (`own-receipt`), and when nothing waits at all, `no-receipt-waiting`. Where one that is named does not wait any more,
 * because it was entered anew, confirmed by somebody else or decided, nothing is confirmed (`stale-version`). Cut off in the middle, it goes on when it is done
 * again. `now` is legal time.
 */
export async function confirmChangeReceipts(
  context: WorkflowContext,
  { actor, now, changeId, receiptIds }: { actor: PersonActor; now: Date; changeId: string; receiptIds: readonly string[] },
): Promise<Outcome<{ confirmed: number; own: number }>> {
  const { data } = context;
  const change = await data.changes.find(changeId);
  if (!change) return refuse('not-found');
  if (!takesReceipts(change)) return refuse('wrong-state');
  const waiting = (await data.noticeTasks.listReceiptWaiting(mostWaiting, changeId)).flatMap((notice) => {
    const receipt = waitingReceipt(notice);
    return receipt ? [{ noticeId: notice._id, receiptId: receipt.id, isOwn: receipt.enteredBy.personId === actor.personId }] : [];
  });
  const waitingById = new Map(waiting.map((each) => [each.receiptId, each]));
  const named = [...new Set(receiptIds)];
  const missing = named.filter((id) => !waitingById.has(id));
  const before =
    missing.length > 0 ? await data.noticeTasks.countConfirmed(changeId, { receiptIds: missing, personId: actor.personId }) : 0;
  if (before < missing.length) {
    return waiting.length === 0 ? refuse('no-receipt-waiting') : refuse('stale-version', { detail: changedSinceRead });
  }
  const others = named.flatMap((id) => waitingById.get(id) ?? []).filter(({ isOwn }) => !isOwn);
  if (others.length + before === 0) return refuse('own-receipt');
  let confirmed = 0;
  for (let start = 0; start < others.length; start += confirmedAtOnce) {
    const some = others.slice(start, start + confirmedAtOnce);
    confirmed += await context.inTransaction((session) => confirmSome(context, session, { some, actor, now }));
  }
  await applyEffects(context, { changeId, now });
  if (confirmed < others.length) return refuse('stale-version', { detail: changedMeanwhile });
  return done({ confirmed: before + confirmed, own: waiting.filter(({ isOwn }) => isOwn).length });
}

const changedSinceRead: BothLanguages = {
  nb: 'Listen er endret siden du leste den: minst ett av mottakene er registrert på nytt, bekreftet av en annen eller avgjort. Ingenting er bekreftet. Hent listen på nytt, les den, og bekreft det som står der nå.',
  en: 'The list has changed since you read it: at least one of the receipts has been entered anew, confirmed by somebody else or decided. Nothing has been confirmed. Fetch the list again, read it, and confirm what it says now.',
};

const changedMeanwhile: BothLanguages = {
  nb: 'Minst ett av mottakene ble endret mens listen ble bekreftet, og er ikke bekreftet. De andre er det. Hent listen på nytt, les den, og bekreft det som står der nå.',
  en: 'At least one of the receipts changed while the list was being confirmed, and has not been. The others have. Fetch the list again, read it, and confirm what it says now.',
};

async function confirmSome(
  context: WorkflowContext,
  session: ClientSession,
  { some, actor, now }: { some: readonly NamedReceipt[]; actor: PersonActor; now: Date },
): Promise<number> {
  let confirmed = 0;
  for (const { noticeId, receiptId } of some) {
    const notice = await context.data.notices.find(noticeId, session);
    // What was decided, confirmed or entered anew in the meantime is left as it is.
    const outcome = notice && (await confirmWaiting(context, session, { notice, receiptId, actor, now }));
    if (outcome?.ok) confirmed += 1;
  }
  return confirmed;
}
