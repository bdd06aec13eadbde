import type { InTransaction } from '../data/connection';
import type { Repositories } from '../data/repositories';
import type { LinkSigner } from '../mail/links';
import type { Mailer } from '../mail/mailer';
import type { WaysBack } from '../mail/waysBack';
import type { Courier } from '../queue/courier';
import type { Pacing } from './delivery/pacing';

/** Facts of this deployment that workflows need. */
export interface DeploymentSettings {
  /** The public origin links are made of, without a trailing slash. */
  baseUrl: string;
  processorName: string;
  processorDpo: string;
  /** The host part of Message-IDs. */
  messageIdHost: string;
  /** What a 250 from SMTP_URL means: the recipient's own server has it, or our relay has. */
  mailRoute: 'direct' | 'relay';
  /** One-person companies may release their own changes; it shows in the evidence. */
  allowSelfRelease: boolean;
  /** How long an outcome that nobody knows waits before the message is repeated, in milliseconds of real time. */
  unknownRepeatAfterMs: number;
  /**
   * How long a sending stays claimed, in milliseconds of real time: longer than any SMTP conversation that is let live, short enough that a dead
   * worker's mail is taken again within the minute.
   */
  sendingLeaseMs: number;
  /** How long a job stays a worker's that says nothing any more, in milliseconds of real time: a fan-out whose worker died goes on within the minute. */
  jobLockMs: number;
  /** How many messages are claimed, sent and recorded together; never more than MAIL_RATE lets leave in a second. */
  sendingBatch: number;
  /** How many years after an agreement has ended its notices and what came of them still name people. */
  retentionYears: number;
}

/** What a workflow is given beside its own input. Nothing in it knows what time it is: `now` (legal time) is an argument of every act. */
export interface WorkflowContext {
  data: Repositories;
  inTransaction: InTransaction;
  courier: Courier;
  mailer: Mailer;
  links: LinkSigner;
  waysBack: WaysBack;
  pacing: Pacing;
  settings: DeploymentSettings;
}
