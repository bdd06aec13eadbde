import { addDays, calendarDate, localDateOf, startOfDay } from '../../domain/calendar/calendarDate';
import type { WorkflowContext } from '../context';
import { idsOf } from '../delivery/controllerMail';
import { endObjection } from '../objections/endObjection';
import { processorZone } from '../processorDay';
import { firstAfter, type LegalSweep } from './legalSweep';
import { sweepOneByOne } from './sweepOneByOne';

const actor = { kind: 'system', name: 'agreements' } as const;
const mostInTurn = 500;

/** Agreements whose last day has passed end: their running notices are cancelled, open objections become moot, nothing more is sent. One that cannot be ended keeps back no other. */
export const endAgreementsSweep: LegalSweep = {
  name: 'endAgreements',
  async run(context, { now, stop }) {
    // A day later than any zone can have is early enough to look; each agreement's own zone decides.
    const latestDay = localDateOf(now, 'Pacific/Kiritimati');
    await sweepOneByOne(
      (page) => context.data.agreements.listEndingBefore(latestDay, page),
      (agreementId) => endOne(context, { agreementId, now }),
      { most: mostInTurn, stop },
    );
  },
  async nextAt({ data }, after) {
    const days = await data.agreements.endDays();
    return firstAfter(
      after,
      days.map((day) => startOfDay(addDays(calendarDate(day), 1), processorZone)),
    );
  },
};

/** 'waits' while the last day has not passed in the agreement's own zone. */
async function endOne(context: WorkflowContext, { agreementId, now }: { agreementId: string; now: Date }): Promise<'waits' | undefined> {
  const { data } = context;
  return context.inTransaction(async (session) => {
    const agreement = await data.agreements.find(agreementId, session);
    if (!agreement?.endsOn || agreement.state !== 'ending') return;
    if (agreement.endsOn >= localDateOf(now, agreement.terms.timeZone)) return 'waits';
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
      await data.sendings.cancelWaiting([notice._id], session);
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
