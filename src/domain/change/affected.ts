import type { CalendarDate } from '../calendar/calendarDate';
import type { ChangeType } from '../terms/terms';

export interface ChangeReach {
  type: ChangeType;
  /** Of an add or replace: the new one; null while it is not in the register. */
  subprocessorId: string | null;
  /** Of a replace: the one that goes. */
  replacesId: string | null;
  services: string[];
  plannedEffectiveOn: CalendarDate;
}

export interface AgreementReach {
  agreementId: string;
  services: string[];
  state: 'active' | 'ending' | 'ended';
  /** Its last day; null while none is set. */
  endsOn: CalendarDate | null;
  /** In its annex in force. */
  annexSubprocessorIds: string[];
  /** Of its notices that have not taken effect and were not dropped or withdrawn: they may be in the annex on the planned day. */
  noticedSubprocessorIds: string[];
  /** Whom the controller has an agreement of its own with: nothing is notified about them. */
  directSubprocessorIds: string[];
}

/**
 * Does the change affect the agreement? Only where a service is shared and the agreement still runs on the planned day.
 * An add affects those whose annex does not list the subprocessor yet and whose controller has no agreement of its own with it; a replace those that use the one that goes; a modify or a remove
 * those that use the subprocessor. "Use" is the annex in force or a running notice, so that nobody who is about to get the subprocessor
 * misses what is changed about it.
 */
export function isAffected(change: ChangeReach, agreement: AgreementReach): boolean {
  if (agreement.state === 'ended' || (agreement.endsOn && agreement.endsOn < change.plannedEffectiveOn)) return false;
  if (!change.services.some((service) => agreement.services.includes(service))) return false;
  if (change.type === 'add') {
    const listed = [...agreement.annexSubprocessorIds, ...agreement.directSubprocessorIds];
    return !change.subprocessorId || !listed.includes(change.subprocessorId);
  }
  const used = change.type === 'replace' ? change.replacesId : change.subprocessorId;
  return used !== null && (agreement.annexSubprocessorIds.includes(used) || agreement.noticedSubprocessorIds.includes(used));
}

/** The agreements that the change affects, in the order given. */
export function affectedAgreements<Agreement extends AgreementReach>(change: ChangeReach, agreements: Agreement[]): Agreement[] {
  return agreements.filter((agreement) => isAffected(change, agreement));
}
