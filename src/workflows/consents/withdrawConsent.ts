import type { SendingRecord } from '../../data/sending.model';
import type { ControllerActor } from '../../domain/actor';
import { localDateOf } from '../../domain/calendar/calendarDate';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';
import { confirmationsTo, idsOf, loadParties } from '../delivery/controllerMail';
import { enqueueAwaitedMail } from '../delivery/enqueueMail';

/**
 * The controller takes its consent to an earlier day back, until that day begins: the clocks run as they did. It only shuts the gate, so it needs no code. All contacts
 * are told. Refuses `wrong-state` where none stands, its day has come, or the change is decided. Answers with the consent's own reference. `now` is legal time.
 */
export async function withdrawConsent(
  context: WorkflowContext,
  { actor, now, by }: { actor: ControllerActor; now: Date; by: { name: string; title: string } },
): Promise<Outcome<{ reference: string }>> {
  const { data } = context;
  let mail: SendingRecord[] = [];
  const outcome = await allOrNothing(context, async (session): Promise<Outcome<{ reference: string }>> => {
    mail = [];
    const parties = await loadParties(context, actor.noticeId, session);
    if (!parties) return refuse('not-found');
    const { notice } = parties;
    const { consent } = notice;
    const isUndecided = notice.effect === 'pending' || notice.effect === 'held';
    if (!consent || !isUndecided || localDateOf(now, notice.terms.timeZone) >= consent.effectiveOn) return refuse('wrong-state');
    if (!(await data.notices.replace({ ...notice, consent: null, updatedAt: now }, session))) return refuse('stale-version');
    const { reference, effectiveOn } = consent;
    await data.auditEvents.record(
      {
        at: now,
        type: 'consent.withdrawn',
        actor: { ...actor, ...by },
        subject: { kind: 'notice', id: notice._id },
        ...idsOf(notice),
        facts: { reference, on: effectiveOn },
      },
      session,
    );
    mail = confirmationsTo(parties, context, {
      kind: 'consentWithdrawn',
      dedupe: `consentWithdrawn:${notice._id}:${reference}`,
      detail: { reference, effectiveOn, at: now.toISOString(), by: `${by.name}, ${by.title}` },
    });
    await data.sendings.insertMany(mail, session);
    return done({ reference });
  });
  if (outcome.ok)
    await enqueueAwaitedMail(
      context,
      mail.map(({ _id }) => _id),
    );
  return outcome;
}
