export const changeStatuses = ['draft', 'inReview', 'approved', 'published', 'completed', 'withdrawn'] as const;
export type ChangeStatus = (typeof changeStatuses)[number];

/** `together`: nobody before all are clear. `perAgreement`: each on its own first lawful day, never before the planned day. */
export type Rollout = 'together' | 'perAgreement';

export const changeEvents = [
  'submit',
  'return',
  'approve',
  'publish',
  'revise',
  'discard',
  'withdraw',
  'complete',
  'switchToPerAgreement',
] as const;
export type ChangeEvent = (typeof changeEvents)[number];

interface ChangeStepRule {
  event: ChangeEvent;
  from: readonly ChangeStatus[];
  to: ChangeStatus;
  /** Only somebody who neither drafted, edited nor submitted the change. */
  byAnother: boolean;
}

/** The whole of a change's life (DESIGN.md). What is not here is a step out of order. */
export const changeLife: readonly ChangeStepRule[] = [
  { event: 'submit', from: ['draft'], to: 'inReview', byAnother: false },
  { event: 'return', from: ['inReview'], to: 'draft', byAnother: false },
  { event: 'approve', from: ['inReview'], to: 'approved', byAnother: true },
  { event: 'publish', from: ['approved'], to: 'published', byAnother: false },
  // A correction is proposed, or given up: the published change runs on as it is.
  { event: 'revise', from: ['published'], to: 'published', byAnother: false },
  { event: 'discard', from: ['published'], to: 'published', byAnother: false },
  { event: 'switchToPerAgreement', from: ['published'], to: 'published', byAnother: true },
  { event: 'complete', from: ['published'], to: 'completed', byAnother: false },
  { event: 'withdraw', from: ['draft', 'inReview', 'approved', 'published'], to: 'withdrawn', byAnother: false },
];

export interface ChangeFacts {
  status: ChangeStatus;
  event: ChangeEvent;
  /** null: the portal itself. */
  actorPersonId: string | null;
  /** Everybody who drafted, edited or submitted the change. Persons are compared, also behind API keys. */
  authorPersonIds: string[];
  /** The setting for one-person companies. */
  allowSelfRelease: boolean;
  /** Needed to see that a switch was made already. */
  rollout?: Rollout;
}

/** `selfReleased`: the step wanted a second person and only the setting let it pass; the evidence must show it. */
export type ChangeDecision = { ok: true; next: ChangeStatus; selfReleased: boolean } | { ok: false; code: 'wrong-state' | 'own-change' };

/**
 * The next status of a change, or why the step is refused. The release (approve) needs a person who had no hand in the change; publishing
 * what another has released may be done by anyone whose role allows it. Roles are checked at the route. A step that wants a second
 * person is refused to the portal itself.
 */
export function decideChange(facts: ChangeFacts): ChangeDecision {
  const rule = changeLife.find(({ event, from }) => event === facts.event && from.includes(facts.status));
  if (!rule || (facts.event === 'switchToPerAgreement' && facts.rollout === 'perAgreement')) return { ok: false, code: 'wrong-state' };
  if (!rule.byAnother) return { ok: true, next: rule.to, selfReleased: false };
  const isAuthor = facts.actorPersonId === null || facts.authorPersonIds.includes(facts.actorPersonId);
  if (isAuthor && (facts.actorPersonId === null || !facts.allowSelfRelease)) return { ok: false, code: 'own-change' };
  return { ok: true, next: rule.to, selfReleased: isAuthor };
}
