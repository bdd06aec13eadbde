import type { AgreementRecord } from '../../data/agreement.model';
import type { ChangeRecord } from '../../data/change.model';
import type { ControllerRecord } from '../../data/controller.model';
import { directRelationsOn } from '../../domain/annex/directRelation';
import { calendarDate } from '../../domain/calendar/calendarDate';
import { affectedAgreements } from '../../domain/change/affected';
import { groupBy } from '../../domain/groupBy';
import type { WorkflowContext } from '../context';

export interface AffectedAgreement {
  agreement: AgreementRecord;
  controller: ControllerRecord;
}

export interface AffectedChunk {
  affected: AffectedAgreement[];
  /** Where the next chunk begins; null when this was the last. */
  nextAfterId: string | null;
}

/** Of the next `limit` agreements on the change's services, those that the change affects. By id, so that a fan-out can be resumed. */
export async function affectedChunk(
  context: WorkflowContext,
  { change, afterId, limit }: { change: ChangeRecord; afterId: string | null; limit: number },
): Promise<AffectedChunk> {
  const agreements = await context.data.agreements.listOnServices(change.services, { limit, afterId });
  const last = agreements.at(-1)?._id;
  return {
    affected: await affectedAmong(context, { change, agreements }),
    nextAfterId: agreements.length === limit && last ? last : null,
  };
}

/** Of these agreements, those that the change affects now, in the order given. */
export async function affectedAmong(
  context: WorkflowContext,
  { change, agreements }: { change: ChangeRecord; agreements: AgreementRecord[] },
): Promise<AffectedAgreement[]> {
  const { data } = context;
  const ids = agreements.map(({ _id }) => _id);
  const about = [change.subprocessorId, change.replacesId].filter((id): id is string => id !== null);
  const [entries, running, controllers] = await Promise.all([
    Promise.all(about.map((subprocessorId) => data.annexes.listInForceFor(ids, subprocessorId))),
    data.notices.listRunningFor(ids, about),
    data.controllers.findMany([...new Set(agreements.map(({ controllerId }) => controllerId))]),
  ]);
  const reach = {
    type: change.type,
    subprocessorId: change.subprocessorId,
    replacesId: change.replacesId,
    services: change.services,
    plannedEffectiveOn: calendarDate(change.plannedEffectiveOn),
  };
  const inAnnex = groupBy(entries.flat(), ({ agreementId }) => agreementId);
  const noticed = groupBy(
    running.filter(({ changeId }) => changeId !== change._id),
    ({ agreementId }) => agreementId,
  );
  const controllerById = new Map(controllers.map((controller) => [controller._id, controller]));
  const candidates = agreements.map((agreement) => ({
    agreement,
    agreementId: agreement._id,
    services: agreement.services,
    state: agreement.state,
    endsOn: agreement.endsOn === null ? null : calendarDate(agreement.endsOn),
    annexSubprocessorIds: (inAnnex.get(agreement._id) ?? []).map(({ subprocessorId }) => subprocessorId),
    noticedSubprocessorIds: (noticed.get(agreement._id) ?? []).map(({ content }) => content.subprocessorId),
    directSubprocessorIds: directRelationsOn(agreement.directRelations, reach.plannedEffectiveOn).map(
      ({ subprocessorId }) => subprocessorId,
    ),
  }));
  return affectedAgreements(reach, candidates).map(({ agreement }) => {
    const controller = controllerById.get(agreement.controllerId);
    if (!controller) throw new Error(`agreement ${agreement._id} names a controller that is gone`);
    return { agreement, controller };
  });
}

/** Every agreement that the change affects now. */
export async function allAffected(context: WorkflowContext, change: ChangeRecord): Promise<AffectedAgreement[]> {
  const found: AffectedAgreement[] = [];
  let afterId: string | null = null;
  do {
    const chunk: AffectedChunk = await affectedChunk(context, { change, afterId, limit: 1_000 });
    found.push(...chunk.affected);
    afterId = chunk.nextAfterId;
  } while (afterId);
  return found;
}
