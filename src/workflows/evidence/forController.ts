import type { AgreementRecord } from '../../data/agreement.model';
import type { ChainedEvent } from '../../data/auditChain.repository';
import type { ChangeRecord } from '../../data/change.model';
import type { DocumentFacts } from '../../data/document.repository';
import type { NoticeRecord } from '../../data/notice.model';
import type { ObjectionRecord, ObjectionStep } from '../../data/objection.model';

/**
 * What of the records a controller may have in its hands: its own, nothing of the others, and of the processor's house what was done and when, by whom only
 * as an id that is the same for the same person, so that four eyes can be counted.
 */

/** Who of the staff did it: names that stand beside an id go, the id stays. What controllers typed is theirs and stays. */
export function withoutStaffNames<Value>(value: Value): Value {
  return stripped(value) as Value;
}

function stripped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stripped);
  if (value === null || typeof value !== 'object' || value instanceof Date || value instanceof Uint8Array) return value;
  const isPerson = 'personId' in value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'byName' && name !== 'personName' && !(isPerson && name === 'name'))
      .map(([name, member]) => [name, stripped(member)]),
  );
}

/** Without what stands on the agreement but is the processor's own affair: also a direct relation that one person entered and nobody has confirmed. */
export function agreementForController({
  retentionHold: _hold,
  stopOrder,
  noticesDue: _due,
  directRelationsWaiting: _waiting,
  version: _version,
  ...agreement
}: AgreementRecord): object {
  const order = stopOrder && { at: stopOrder.at, by: stopOrder.by, reason: stopOrder.reason };
  return withoutStaffNames({ ...agreement, stopOrder: order });
}

/** The change as it was published, and its steps without remarks: what says how many or whom it concerns is left out. */
export function changeForController(change: ChangeRecord): object {
  const { _id, type, subprocessorId, replacesId, replacesName, details, previousDetails, modifiedFields, chain, services, reason } = change;
  const { plannedEffectiveOn, rollout, emergency, revision, publication, revisions, status, takenOver } = change;
  const { publishedAt, withdrawnAt, withdrawnReason, completedAt, steps } = change;
  return {
    ...{ _id, type, subprocessorId, replacesId, replacesName, details, previousDetails, modifiedFields, chain, services, reason },
    ...{ plannedEffectiveOn, rollout, emergency, revision, publication, revisions, status, takenOver: takenOver !== null },
    ...{ publishedAt, withdrawnAt, withdrawnReason, completedAt },
    steps: steps.map(({ at, event, personId }) => ({ at, event, personId })),
  };
}

/** Without what the staff still has to look at, servers' words and wishes that nobody has decided on, and without what it noted of receipts and answers that it entered. */
export function noticeForController({ attention: _attention, ...notice }: NoticeRecord): object {
  const evidence = notice.evidence.map((entry) => (entry.kind === 'manual' ? { ...entry, detail: null } : entry));
  const manualReceipts = notice.manualReceipts.map(({ note: _note, ...receipt }) => receipt);
  const manualAnswers = notice.manualAnswers.map(({ note: _note, ...answer }) => answer);
  return withoutStaffNames({ ...notice, evidence, manualReceipts, manualAnswers });
}

/** Steps that the controller takes itself; in the others `by` is somebody of the staff. */
const controllerSteps: ReadonlySet<string> = new Set([
  'object',
  'giveGrounds',
  'accept',
  'decline',
  'counter',
  'withdraw',
  'stands',
  'terminateByController',
]);

/** Without a decision that waits for a second person, and without who of the staff did what. */
export function objectionForController({ pending, ...objection }: ObjectionRecord): object {
  const isWaiting = ({ event, at }: ObjectionStep) => pending !== null && event === pending.event && at >= pending.at;
  const isEntered = objection.grounds.some(({ enteredBy }) => enteredBy !== null);
  const history = objection.history
    .filter((step) => !isWaiting(step))
    .map(({ by, ...step }) => (controllerSteps.has(step.event) && !(step.event === 'object' && isEntered) ? { ...step, by } : step));
  const grounds = objection.grounds.map(({ entry, ...text }) => ({
    ...text,
    entry: entry && { state: entry.state, enteredAt: entry.enteredAt, checkedBy: entry.checkedBy, reason: entry.reason },
  }));
  return withoutStaffNames({ ...objection, grounds, history });
}

/** Its own uploads, and what was meant for it. */
export function isForController({ audience, uploadedBy }: Pick<DocumentFacts, 'audience' | 'uploadedBy'>): boolean {
  return audience === 'controller' || uploadedBy.kind === 'controller';
}

/** How the staff works is no business of the controller's. */
const internalEvents: ReadonlySet<string> = new Set([
  'agreement.directRelationDiscarded',
  'agreement.directRelationEntered',
  'agreement.liftingEntered',
  'agreement.retentionHeld',
  'agreement.retentionReleased',
  'objection.assigned',
  'objection.dueSet',
  'objection.noteWritten',
  'notice.attentionCleared',
  'notice.attentionRaised',
]);

/** Facts of the change itself that say nothing of whom it concerns. */
const harmlessFacts: ReadonlySet<string> = new Set([
  'changeType',
  'fields',
  'material',
  'plannedEffectiveOn',
  'revision',
  'rollout',
  'selfReleased',
  'services',
]);

/**
 * An event as the bundle of one agreement has it: of the agreement's own those that are no internal work, of the change itself those whose hashed facts say
 * nothing of other agreements. Names and remarks of the staff are left out as if erased: their digest keeps the event provable. Null: not in the bundle.
 */
export function eventForController(event: ChainedEvent, agreementId: string, waiting: ReadonlyMap<string, Date>): ChainedEvent | null {
  if (event.agreementId !== agreementId && event.agreementId !== null) return null;
  if (event.agreementId === null && !Object.keys(event.facts).every((name) => harmlessFacts.has(name))) return null;
  if (internalEvents.has(event.type) || event.facts.audience === 'processor') return null;
  const since = event.objectionId === null ? undefined : waiting.get(event.objectionId);
  if (since && event.at >= since && /^objection\.(terminate|dismiss)$/.test(event.type)) return null;
  return event.actor.kind === 'person' ? { ...event, personal: null, personalSalt: null } : event;
}
