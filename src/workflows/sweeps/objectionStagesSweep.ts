import type { ObjectionRecord } from '../../data/objection.model';
import { decideObjection as decide, type ObjectionEvent } from '../../domain/objection/objectionMachine';
import { nextStageAct, runStages, type StageAct } from '../../domain/objection/runningStages';
import { termsFor } from '../../domain/terms/termsFor';
import type { WorkflowContext } from '../context';
import { confirmationsTo, idsOf, loadParties, type NoticeParties } from '../delivery/controllerMail';
import { carryOutObjection } from '../objections/carryOutObjection';
import { objectionFactsOf } from '../objections/objectionFacts';
import { alertStaff } from '../staff/alertStaff';
import type { LegalSweep } from './legalSweep';
import { sweepOneByOne } from './sweepOneByOne';

type Session = Parameters<Parameters<WorkflowContext['inTransaction']>[0]>[0];

const actor = { kind: 'system', name: 'objectionStages' } as const;

/**
 * What the chained clocks of open objections do by themselves (`terms.afterObjection`): the DPO is reminded before its answer is due, the controller before its right to terminate ends; an answer that has not come opens that right;
 * silence at the end is what the terms say it is. One step each at a time, so that a portal that was away goes through all of them in order; a reminder that would come too late is left out. One that cannot
 * be done keeps back no other.
 */
export const objectionStagesSweep: LegalSweep = {
  name: 'objectionStages',
  async run(context, { now, stop }) {
    await sweepOneByOne(
      (page) => context.data.objections.listStagesDue(now, page),
      async (objectionId) => {
        const changeId = await context.inTransaction((session) => step(context, session, { objectionId, now }));
        if (changeId) await context.courier.enqueue('applyEffects', [{ changeId }]);
      },
      { stop },
    );
  },
  nextAt: ({ data }, after) => data.objections.nextStageAt(after),
};

interface Due {
  objection: ObjectionRecord;
  stages: NonNullable<ObjectionRecord['stages']>;
  parties: NoticeParties;
  now: Date;
}

/** Does what is due, and answers the change whose gates are to be asked again. Mail finds its way by its own sweep. */
async function step(
  context: WorkflowContext,
  session: Session,
  { objectionId, now }: { objectionId: string; now: Date },
): Promise<string | null> {
  const objection = await context.data.objections.find(objectionId, session);
  const stages = objection?.stages;
  if (!objection?.open || !stages?.nextAt || stages.nextAt > now) return null;
  const parties = await loadParties(context, objection.noticeId, session);
  if (!parties) throw new Error(`objection ${objectionId} lost its notice`);
  const due = { objection, stages, parties, now };
  const { act } = nextStageAct(stages, parties.notice.terms);
  if (act === 'remindOfAnswer' || act === 'remindOfTermination') {
    await remind(context, session, { ...due, act });
    return null;
  }
  const event = act === 'answerLapses' ? 'answerLapsed' : stages.silence === 'accepts' ? 'silenceAccepts' : 'silenceDrops';
  await happen(context, session, { ...due, event });
  return objection.changeId;
}

async function happen(
  context: WorkflowContext,
  session: Session,
  { objection, parties, now, event }: Due & { event: Extract<ObjectionEvent, 'answerLapsed' | 'silenceAccepts' | 'silenceDrops'> },
): Promise<void> {
  const { notice } = parties;
  const decision = decide(objection.state, event, objectionFactsOf({ objection, notice, actorPersonId: null, now }));
  if (!decision.ok) throw new Error(`objection ${objection._id}, ${objection.state}: ${event} is due and refused with ${decision.code}`);
  const act = { event, next: decision.next, effects: decision.effects, actor, actorName: 'Forvarsel', reason: null, now };
  const carried = await carryOutObjection(context, session, { objection, parties, act });
  if (!carried) throw new Error(`objection ${objection._id} changed inside a transaction`);
  await alertStaff(context, session, { notice, about: event === 'answerLapsed' ? event : 'clocksEnded', objection });
}

async function remind(
  context: WorkflowContext,
  session: Session,
  { objection, stages, parties, now, act }: Due & { act: Extract<StageAct, 'remindOfAnswer' | 'remindOfTermination'> },
): Promise<void> {
  const { notice } = parties;
  const ofAnswer = act === 'remindOfAnswer';
  const limit = ofAnswer ? stages.answer : stages.termination;
  const rules = { terms: termsFor(notice.terms, notice.traits), clause: notice.content.clause };
  const next = runStages(rules, { ...stages, ...(ofAnswer ? { answerRemindedAt: now } : { terminationRemindedAt: now }) });
  const saved = await context.data.objections.replace({ ...objection, stages: next, updatedAt: now }, session);
  if (!saved) throw new Error(`objection ${objection._id} changed inside a transaction`);
  if (now >= limit.closesAt) return;
  if (ofAnswer) await alertStaff(context, session, { notice, about: 'answerDue', objection, dueOn: limit.lastDay });
  else await context.data.sendings.insertMany(reminders(context, { objection, parties }), session);
  await context.data.auditEvents.record(
    {
      at: now,
      type: ofAnswer ? 'objection.answerReminded' : 'objection.terminationReminded',
      actor,
      subject: { kind: 'objection', id: objection._id },
      ...idsOf(notice),
      objectionId: objection._id,
      facts: { reference: objection.reference, lastDay: limit.lastDay },
    },
    session,
  );
}

function reminders(context: WorkflowContext, { objection, parties }: Pick<Due, 'objection' | 'parties'>) {
  return confirmationsTo(parties, context, {
    kind: 'terminationReminder',
    dedupe: `terminationReminder:${objection._id}:${objection.version}`,
    objectionId: objection._id,
  });
}
