import type { Actor } from '../../domain/actor';
import type { WorkflowContext } from '../context';

export const retentionRuleNames = [
  'serviceMail',
  'undeliverableMail',
  'deliveryReports',
  'agreements',
  'changes',
  'contacts',
  'users',
] as const;
export type RetentionRuleName = (typeof retentionRuleNames)[number];

/** A record that a rule says has been kept long enough. */
export interface DueRecord {
  kind: 'sending' | 'deliveryReport' | 'agreement' | 'change' | 'contact' | 'user';
  id: string;
  /** Since when it may go; legal time. */
  since: Date;
}

/** One rule of what is erased when. Each stands in a file of its own; `retentionRules.ts` is the table of them. */
export interface RetentionRule<Due extends DueRecord = DueRecord> {
  name: RetentionRuleName;
  /** What is due at `now` (legal time), the oldest first, without what a hold keeps. Changes nothing. */
  due(context: WorkflowContext, at: { now: Date }): AsyncIterable<Due>;
  /** How many of them one transaction erases. */
  atOnce: number;
  /** Erases these, with an audit event that names nobody, and answers how many that were: what has changed since is left. */
  erase(context: WorkflowContext, act: { due: Due[]; now: Date; actor: Actor }): Promise<number>;
  /** The first instant after `after` (legal time) at which something more is due; null while nothing will be. */
  nextDueAt(context: WorkflowContext, after: Date): Promise<Date | null>;
}

/** The rule as the table has it: whoever runs it hands back to it what it gave. */
export function retentionRule<Due extends DueRecord>(rule: RetentionRule<Due>): RetentionRule {
  return rule as unknown as RetentionRule;
}

export function earliestOf(instants: readonly Date[], after: Date): Date | null {
  const later = instants.map((instant) => instant.getTime()).filter((time) => time > after.getTime());
  return later.length > 0 ? new Date(Math.min(...later)) : null;
}
