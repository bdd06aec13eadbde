import type { NoticeMessageRecord } from '../../data/dialogue.model';
import { newId } from '../../data/id';
import type { NoticeRecord } from '../../data/notice.model';
import type { PersonActor } from '../../domain/actor';
import { type CalendarDate, localDateOf } from '../../domain/calendar/calendarDate';
import { done, type Outcome, type Refusal, refuse } from '../../domain/outcome';
import { consentDaysOf, dayText } from '../consents/giveConsent';
import type { WorkflowContext } from '../context';
import { type ActWithMail, actWithMail } from '../delivery/actWithMail';
import { confirmationsTo, idsOf, loadParties } from '../delivery/controllerMail';

/** About an approval that was refused or has not come; or the wish for a consent to a day, with the reason for it. */
export type MessageInput = { about: 'approval'; text: string } | { about: 'consent'; text: string; effectiveOn: CalendarDate };

/**
 * The DPO writes to the controller about a notice: the text is mailed to all contacts with the link to answer by, and stands on the notice's page. It decides nothing.
 * Refuses `wrong-state` where there is nothing left to answer, and `consent-day` for a day that cannot be consented to. `now` is legal time.
 */
export async function writeToController(
  context: WorkflowContext,
  { actor, now, noticeId, input }: { actor: PersonActor; now: Date; noticeId: string; input: MessageInput },
): Promise<Outcome<NoticeRecord>> {
  const { data } = context;
  return actWithMail(context, async (session): Promise<Outcome<ActWithMail<NoticeRecord>>> => {
    const parties = await loadParties(context, noticeId, session);
    if (!parties) return refuse('not-found');
    const { notice } = parties;
    const refused = refusalOf(notice, input, now);
    if (refused) return refused;
    const effectiveOn = input.about === 'consent' ? input.effectiveOn : null;
    const by = { personId: actor.personId, name: actor.name };
    const message: NoticeMessageRecord = { id: newId(), about: input.about, text: input.text, effectiveOn, at: now, by };
    const saved = await data.notices.replace({ ...notice, messages: [...notice.messages, message], updatedAt: now }, session);
    if (!saved) return refuse('stale-version');
    await data.auditEvents.record(
      {
        at: now,
        type: input.about === 'consent' ? 'consent.requested' : 'approval.discussed',
        actor,
        subject: { kind: 'notice', id: noticeId },
        ...idsOf(notice),
        facts: { messageId: message.id, text: input.text, ...(effectiveOn ? { on: effectiveOn } : {}) },
      },
      session,
    );
    const mail = confirmationsTo(parties, context, {
      kind: input.about === 'consent' ? 'consentRequested' : 'approvalMessage',
      dedupe: `message:${message.id}`,
      detail: { messageId: message.id },
    });
    return done({ value: saved, mail });
  });
}

function refusalOf(notice: NoticeRecord, input: MessageInput, now: Date): { ok: false; refusal: Refusal } | null {
  if (notice.effect === 'superseded') return refuse('superseded');
  if (input.about === 'approval') return mayDiscussApproval(notice) ? null : refuse('wrong-state');
  const days = consentDaysOf(notice, localDateOf(now, notice.terms.timeZone));
  if (!days || notice.consent) return refuse('wrong-state');
  const isOne = input.effectiveOn >= days.first && input.effectiveOn <= days.last;
  return isOne ? null : refuse('consent-day', { detail: dayText(days) });
}

/** Whether something is left that the controller can say yes to. */
export function mayDiscussApproval({ effect, approvals }: Pick<NoticeRecord, 'effect' | 'approvals'>): boolean {
  return (effect === 'pending' || effect === 'held') && approvals.some(({ state }) => state !== 'granted');
}
