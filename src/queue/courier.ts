import type { JobContracts, JobName } from './contracts';

/** Takes ids to the workers. What it loses a sweep finds again, so a failed enqueue is logged and never fails the act that was committed. */
export interface Courier {
  enqueue<N extends JobName>(name: N, payloads: JobContracts[N][]): Promise<void>;
}
