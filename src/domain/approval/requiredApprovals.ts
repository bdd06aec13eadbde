import type { ApprovalKind, ChangeTraits, Terms } from '../terms/terms';
import { isInEea, thirdCountriesOf } from '../transfer/countries';

/** A group company whose every place is in the EEA. With no place known it is not: nobody can say where it is. */
export function isGroupCompanyInEea(traits: Pick<ChangeTraits, 'intraGroup' | 'countries'>): boolean {
  return traits.intraGroup && traits.countries.length > 0 && traits.countries.every(isInEea);
}

/**
 * The explicit yes that a change needs under `terms` before it may take effect, in a fixed order; silence is never one of them.
 *
 * - `specific`: the terms have specific authorisation (GDPR art. 28(2); 2020 template B.1, third box). Not for a removal that is only announced.
 *   Group companies in the EEA need it too: `informOnly` drops the period and nothing else (DESIGN.md).
 * - `third-country`: `thirdCountry: writtenApproval` (2020 template 10.1) and a place outside the EEA. Not for a removal, which ends a transfer.
 * - `location`: `newLocation: writtenApproval` (C.4) and a modify that brings a new place. Not for group companies in the EEA (C.4, last paragraph).
 * - `description`: data or people outside the agreement's own description of the processing, where it has one (outsideDescription.ts): the processor may only do
 *   what the agreement describes (GDPR art. 28(3)), whatever authorisation it has for subprocessors.
 */
export function requiredApprovals(terms: Terms, traits: ChangeTraits): ApprovalKind[] {
  const removal = traits.changeType === 'remove';
  const approvals: ApprovalKind[] = [];
  if (terms.authorisation === 'specific' && !(removal && terms.removal === 'announce')) approvals.push('specific');
  if (terms.thirdCountry === 'writtenApproval' && !removal && thirdCountriesOf(traits.countries).length > 0)
    approvals.push('third-country');
  if (terms.newLocation === 'writtenApproval' && traits.changeType === 'modify' && traits.newLocation && !isGroupCompanyInEea(traits)) {
    approvals.push('location');
  }
  if (traits.outsideDescription && !removal) approvals.push('description');
  return approvals;
}
