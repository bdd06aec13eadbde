import { addDays, calendarDate, localDateOf, startOfDay } from '../../domain/calendar/calendarDate';
import type { WorkflowContext } from '../context';
import { idsOf } from '../delivery/controllerMail';
import { endObjection } from '../objections/endObjection';
import { processorZone } from '../processorDay';
import { createAttempts } from './attempts';
import { firstAfter, type LegalSweep } from './legalSweep';

const actor = { kind: 'system', name: 'agreements' } as const;

/** Agreements whose last day has passed end: their running notices are cancelled, open objections become moot, nothing more is sent. One that cannot be ended keeps back no other. */
export const endAgreementsSweep: LegalSweep = {
  name: 'endAgreements',
  async run(context, { now }) {
    // A day later than any zone can have is early enough to look; each agreement's own zone decides.
    const latestDay = localDateOf(now, 'Pacific/Kiritimati');
    const ends = createAttempts();
    for (const { _id } of await context.data.agreements.listEndingBefore(latestDay, 500))
      await ends.attempt(() => endOne(context, { agreementId: _id, now }));
    ends.end();
  },
  async nextAt({ data }, after) {
    const days = await data.agreements.endDays();
    return firstAfter(
      after,
      days.map((day) => startOfDay(addDays(calendarDate(day), 1), processorZone)),
    );
  },
};

async function endOne(context: WorkflowContext, { agreementId, now }: { agreementId: string; now: Date }): Promise<void> {
  const { data } = context;
  await context.inTransaction(async (session) => {
    const agreement = await data.agreements.find(agreementId, session);
    if (!agreement?.endsOn || agreement.state !== 'ending' || agreement.endsOn >= localDateOf(now, agreement.terms.timeZone)) return;
    await data.agreements.replace({ ...agreement, state: 'ended', updatedAt: now }, session);
    await data.auditEvents.record(
      {
        at: now,
        type: 'agreement.ended',
        actor,
        subject: { kind: 'agreement', id: agreementId },
        agreementId,
        controllerId: agreement.controllerId,
        facts: { endsOn: agreement.endsOn },
      },
      session,
    );
    for (const objection of await data.objections.listOpenOfAgreement(agreementId, session)) {
      await endObjection(context, session, { objection, notice: { _id: objection.noticeId }, event: 'agreementEnded', now });
    }
    for (const listed of await data.notices.listRunningOfAgreement(agreementId)) {
      const notice = await data.notices.find(listed._id, session);
      if (!notice || (notice.effect !== 'pending' && notice.effect !== 'held')) continue;
      await data.notices.replace({ ...notice, effect: 'cancelled', heldReasons: ['agreement-ended'], updatedAt: now }, session);
      await data.sendings.cancelWaiting({ noticeId: notice._id }, session);
      await data.auditEvents.record(
        {
          at: now,
          type: 'effect.cancelled',
          actor,
          subject: { kind: 'notice', id: notice._id },
          ...idsOf(notice),
          facts: { reasons: ['agreement-ended'] },
        },
        session,
      );
    }
  });
}
