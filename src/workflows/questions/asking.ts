import type { AskedRecord } from '../../data/asked.model';
import { isDuplicateKey } from '../../data/connection';
import { newId, readableCode } from '../../data/id';
import type { ControllerActor } from '../../domain/actor';
import { localDateOf } from '../../domain/calendar/calendarDate';
import { addBusinessDays } from '../../domain/calendar/holidays';
import { done, type Outcome } from '../../domain/outcome';
import type { NoticeParties } from '../delivery/controllerMail';

/** Working days within which what a controller asks should be answered; the day it was asked is not counted. */
export const answerWithinDays = 5;

/** Who asks something about a notice by its link. */
export interface Asking {
  actor: ControllerActor;
  /** Legal time. */
  now: Date;
  asker: { name: string; title: string };
}

/** What questions and requests for documents have in common, as they are when they are asked: `<prefix>-XXXX-XXXX`, open, with the day they are due. */
export function askedRecord(
  { notice }: Pick<NoticeParties, 'notice'>,
  { actor, now, asker }: Asking,
  { prefix, dedupeKey }: { prefix: 'SPM' | 'DOK'; dedupeKey: string },
): AskedRecord {
  const code = readableCode(8);
  const { timeZone, calendar } = notice.terms;
  return {
    _id: newId(),
    reference: `${prefix}-${code.slice(0, 4)}-${code.slice(4)}`,
    dedupeKey,
    noticeId: notice._id,
    changeId: notice.changeId,
    agreementId: notice.agreementId,
    controllerId: notice.controllerId,
    open: true,
    askedBy: { ...asker, contactId: actor.contactId },
    askedAt: now,
    dueOn: addBusinessDays(localDateOf(now, timeZone), answerWithinDays, calendar),
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}

/** Asks, unless the same is open already: then it is that one, also when both were posted in the same moment (a double click). */
export async function askOnce(
  findOpen: () => Promise<AskedRecord | null>,
  ask: () => Promise<Outcome<AskedRecord>>,
): Promise<Outcome<{ reference: string }>> {
  const before = await findOpen();
  if (before) return done({ reference: before.reference });
  try {
    const asked = await ask();
    return asked.ok ? done({ reference: asked.value.reference }) : asked;
  } catch (error) {
    const other = isDuplicateKey(error) ? await findOpen() : null;
    if (!other) throw error;
    return done({ reference: other.reference });
  }
}
