import type { ChangeContent, ChangeRecord, ProposedRevision } from '../../data/change.model';
import type { NoticeContent, ToldFacts } from '../../data/notice.model';
import { type Materiality, materialityOf } from '../../domain/change/materiality';

/** What of a change or of a proposal a revision is made of. */
export function contentOf(source: ChangeContent): ChangeContent {
  return {
    type: source.type,
    subprocessorId: source.subprocessorId,
    replacesId: source.replacesId,
    replacesName: source.replacesName,
    details: source.details,
    previousDetails: source.previousDetails,
    modifiedFields: source.modifiedFields,
    chain: source.chain,
    services: source.services,
    reason: source.reason,
    plannedEffectiveOn: source.plannedEffectiveOn,
    rollout: source.rollout,
    emergency: source.emergency,
  };
}

/** The change as it will be once its proposal is published; what was told by hand before the portal is told by mail when it is corrected. */
export function asProposed(change: ChangeRecord, proposed: ProposedRevision): ChangeRecord {
  return { ...change, ...contentOf(proposed), revision: proposed.revision, takenOver: null };
}

/** What the proposal changes of what is published. */
export function materialityOfProposal(change: ChangeRecord, proposed: ProposedRevision): Materiality {
  return materialityOf(contentOf(change), contentOf(proposed));
}

/** A correction has new notices and clocks unless its releaser has said otherwise of fields that allow it. */
export function isMaterial({ confirmedImmaterial }: ProposedRevision, { material }: Materiality): boolean {
  return material.length > 0 || !confirmedImmaterial;
}

/** What a notice tells of a change that says this. */
export function toldFactsOf(change: ChangeContent): ToldFacts {
  return {
    changeType: change.type,
    details: change.details,
    previousDetails: change.previousDetails,
    modifiedFields: change.modifiedFields,
    replacesName: change.replacesName,
    chain: change.chain,
    reason: change.reason,
    plannedEffectiveOn: change.plannedEffectiveOn,
    rollout: change.rollout,
    emergencyReason: change.emergency?.reason ?? null,
  };
}

/** The part of a notice's content that a revision corrects. */
export function factsIn(content: NoticeContent): ToldFacts {
  const { changeType, details, previousDetails, modifiedFields, replacesName, chain, reason } = content;
  const { plannedEffectiveOn, rollout, emergencyReason } = content;
  return {
    ...{ changeType, details, previousDetails, modifiedFields, replacesName, chain, reason },
    ...{ plannedEffectiveOn, rollout, emergencyReason },
  };
}
