import type { ApprovalKind, Terms } from '../terms/terms';

/**
 * Whether a no to these kinds must say why, under the terms as they apply to the change (`termsFor`): only for specific authorisation, where the terms ask for
 * objective grounds (DESIGN.md, "Objections"; 2020 template B.1, third box). A no to a transfer, a place or what is not described needs none.
 */
export function refusalNeedsGrounds({ objection }: Pick<Terms, 'objection'>, kinds: readonly ApprovalKind[]): boolean {
  return kinds.includes('specific') && objection.grounds === 'objective';
}
