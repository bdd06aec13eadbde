import { agreementsRule } from './agreementsRule';
import { changesRule } from './changesRule';
import { contactsRule } from './contactsRule';
import { deliveryReportsRule } from './deliveryReportsRule';
import type { RetentionRule } from './retentionRule';
import { serviceMailRule } from './serviceMailRule';
import { undeliverableMailRule } from './undeliverableMailRule';
import { usersRule } from './usersRule';

/** Every rule, in the order in which they run: changes and contacts after the agreements that needed them. */
export const retentionRules: readonly RetentionRule[] = [
  serviceMailRule,
  undeliverableMailRule,
  deliveryReportsRule,
  agreementsRule,
  changesRule,
  contactsRule,
  usersRule,
];
