/** Every job there is: its name and what it carries. Jobs carry ids and refetch; nothing personal goes through Redis. */
export interface JobContracts {
  /** Write the notices of a published change, from where the fan-out stands. */
  planNotices: { changeId: string };
  /** Hand these messages over. `turn` is part of the job's name only: a dead worker's job seems to run until Redis gives it up, and must not keep the next one out. */
  sendMail: { sendingIds: string[]; turn: string };
  /** Let take effect what may, of one change. */
  applyEffects: { changeId: string };
  /** End the notices of a withdrawn change and tell whoever had one. */
  closeNotices: { changeId: string };
}

export type JobName = keyof JobContracts;

/** Which queue a job goes through: mail waits for mail only. */
export const queueOf: Record<JobName, 'mail' | 'work'> = {
  planNotices: 'work',
  sendMail: 'mail',
  applyEffects: 'work',
  closeNotices: 'work',
};
