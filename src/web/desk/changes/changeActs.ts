import type { ChangeRecord } from '../../../data/change.model';
import type { PersonActor, Role } from '../../../domain/actor';
import { type ChangeEvent, decideChange } from '../../../domain/change/changeLife';

/** Who may do what with a change (CONTRACT.md). The routes read it too. */
export const rolesOf = {
  edit: ['publisher'],
  submit: ['publisher'],
  return: ['dpo'],
  approve: ['dpo'],
  publish: ['publisher', 'dpo'],
  withdraw: ['publisher', 'dpo'],
  revise: ['publisher'],
  discard: ['publisher', 'dpo'],
  rollout: ['dpo'],
} as const satisfies Record<string, readonly Role[]>;

export type ChangeActName = keyof typeof rolesOf;

const events: Record<Exclude<ChangeActName, 'edit'>, ChangeEvent> = {
  submit: 'submit',
  return: 'return',
  approve: 'approve',
  publish: 'publish',
  withdraw: 'withdraw',
  revise: 'revise',
  discard: 'discard',
  rollout: 'switchToPerAgreement',
};

/** While a correction is proposed, these are acts on it. */
const actsOnProposal: readonly ChangeActName[] = ['submit', 'return', 'approve', 'publish'];

/** The acts that a change's page offers this person now; `revise` is proposing a correction, or editing the one that is proposed. `ownChange`: one of them is missing because the person had a hand in the change. */
export function changeActs(
  change: ChangeRecord,
  actor: PersonActor,
  { allowSelfRelease }: { allowSelfRelease: boolean },
): { acts: ReadonlySet<ChangeActName>; ownChange: boolean } {
  const acts = new Set<ChangeActName>();
  let ownChange = false;
  for (const [name, roles] of Object.entries(rolesOf) as [ChangeActName, readonly Role[]][]) {
    if (!roles.includes(actor.role)) continue;
    if (name === 'edit') {
      if (change.status === 'draft') acts.add(name);
      continue;
    }
    const { proposed } = change;
    if (name === 'revise' && proposed && proposed.status !== 'draft') continue;
    if (name === 'discard' && !proposed) continue;
    const stepping = proposed && actsOnProposal.includes(name) ? proposed : change;
    const decision = decideChange({
      status: stepping.status,
      event: events[name],
      actorPersonId: actor.personId,
      authorPersonIds: stepping.authorIds,
      allowSelfRelease,
      rollout: change.rollout,
    });
    if (decision.ok) acts.add(name);
    else if (decision.code === 'own-change') ownChange = true;
  }
  return { acts, ownChange };
}
